"""Read questions as an answer would, with what is known of the sentences that answer, to calibrate on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.extraction.ranking import MOST_READ, worth_reading
from bot.reader.reader import TrainedReader
from bot.reader.training.calibrating import Judged
from bot.reader.training.written import LIBRARY, Written, read_hit
from index import Hit, HybridSearch

FURTHER = 20  # passages looked up, that enough of other articles be among them


def judged(asked: Iterable[Written], search: HybridSearch, reader: TrainedReader) -> Iterator[Judged]:
    """Yield how each question is read over the passages found."""
    for one in asked:
        yield _judged(one, search.find((LIBRARY,), one.question, MOST_READ).hits, reader)


def judged_elsewhere(asked: Iterable[Written], search: HybridSearch, reader: TrainedReader) -> Iterator[Judged]:
    """Yield how each question is read in a library without its article: nothing answers there."""
    for one in asked:
        hits = search.find((LIBRARY,), one.question, FURTHER).hits
        yield _judged(replace(one, answering=()), [hit for hit in hits if hit.article.id != one.document], reader)


def _judged(one: Written, hits: Sequence[Hit], reader: TrainedReader) -> Judged:
    hits = worth_reading(hits)
    marked = [read_hit(one, hit) for hit in hits]
    readings = reader.read(one.question, [each.read for each in marked])
    return Judged(
        scores=tuple(score for reading in readings for score in reading.scores),
        found=tuple(hit.score for hit, reading in zip(hits, readings, strict=True) for _ in reading.scores),
        right=tuple(at in each.answering for each in marked for at in range(len(each.read.sentences))),
        nearest=max((hit.why.similarity or 0.0 for hit in hits), default=0.0),
        answerable=bool(one.answering),
    )
