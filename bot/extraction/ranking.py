"""Rank the sentences of the passages found by how well they answer, which the reader says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.candidates import Candidate, candidates
from bot.reader import Read, Reader, heading_of
from index import Hit, Key, Span

SURE = 0.6
MOST_READ, LEAST_READ = 5, 3  # passages that are read for a question
FAR_BEHIND = 0.15  # of the first passage's score; on what was kept from training, those behind it changed nothing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence, its log-odds of answering, and the words of the article's text that the reader sees as the answer."""

    candidate: Candidate
    score: float
    words: Span | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences that were read, best first, and how likely any of them answers, 0 to 1."""

    sentences: tuple[Ranked, ...]
    probability: float
    answers: bool

    def sure_of(self, one: Ranked) -> bool:
        """Say whether a sentence most probably answers, rather than any other: its words can be marked then."""
        whole = sum(math.exp(other.score - one.score) for other in self.sentences)
        return self.probability / whole >= SURE


def ranking(question: str, hits: Sequence[Hit], reader: Reader) -> Ranking:
    """Return the sentences of passages found as the reader ranks them."""
    by_hit: dict[Key, list[Candidate]] = {hit.key: [] for hit in hits}
    for one in candidates(hits, question):
        by_hit[one.hit.key].append(one)
    hits = [hit for hit in hits if by_hit[hit.key]]
    if not hits:
        return Ranking((), 0.0, False)
    readings = reader.read(question, [_read(hit, by_hit[hit.key]) for hit in hits])
    calibration = reader.calibration
    scores = [score for reading in readings for score in reading.scores]
    found_with = [hit.score for hit, reading in zip(hits, readings, strict=True) for _ in reading.scores]
    placed = iter(calibration.placed(scores, found_with))
    sentences = [
        Ranked(one, next(placed), words and words.moved(hit.passage.start))
        for hit, reading in zip(hits, readings, strict=True)
        for one, words in zip(by_hit[hit.key], reading.words, strict=True)
    ]
    sentences.sort(key=lambda one: -one.score)
    probability = calibration.probability([one.score for one in sentences])
    return Ranking(tuple(sentences), probability, calibration.answers(probability))


def worth_reading(hits: Sequence[Hit]) -> list[Hit]:
    """Return the first passages found, those that are far behind the first one left out."""
    first = list(hits[:MOST_READ])
    return first[:LEAST_READ] + [hit for hit in first[LEAST_READ:] if first[0].score - hit.score <= FAR_BEHIND]


def _read(hit: Hit, sentences: Sequence[Candidate]) -> Read:
    start = hit.passage.start
    spans = tuple(one.span.moved(-start) for one in sentences)
    return Read(heading_of(hit.article.title, hit.article.published, hit.passage.ordinal), hit.passage.text, spans)
