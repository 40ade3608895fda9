"""Read questions as an answer would, with what is known of the sentences that answer, to calibrate on."""

from collections.abc import Iterable, Iterator

from bot.extraction.ranking import MOST_READ, worth_reading
from bot.reader.reader import TrainedReader
from bot.reader.training.calibrating import Judged
from bot.reader.training.written import LIBRARY, Written, read_hit
from index import HybridSearch


def judged(asked: Iterable[Written], search: HybridSearch, reader: TrainedReader) -> Iterator[Judged]:
    """Yield how each question is read over the passages found."""
    for one in asked:
        hits = worth_reading(search.find((LIBRARY,), one.question, MOST_READ).hits)
        marked = [read_hit(one, hit) for hit in hits]
        readings = reader.read(one.question, [each.read for each in marked])
        yield Judged(
            scores=tuple(score for reading in readings for score in reading.scores),
            found=tuple(hit.score for hit, reading in zip(hits, readings, strict=True) for _ in reading.scores),
            right=tuple(at in each.answering for each in marked for at in range(len(each.read.sentences))),
            answerable=bool(one.answering),
        )
