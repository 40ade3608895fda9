"""Judge the sentences of the passages found: in which order they answer, and which of them do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.judgement import Judgement
from bot.extraction.signals import Asked, signals
from index import Hit, Key


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, by how much it comes before others, and whether it is to be shown as an answer."""

    candidate: Candidate
    rank: float
    answers: bool


def judged(question: Asked, hits: Iterable[Hit], by: Judgement, passages: int) -> list[Judged]:
    """Return the sentences of the hits, the one that answers best first; the library has so many passages."""
    hits = list(hits)
    question.sought.compare(text for hit in hits for text in (hit.article.title, hit.passage.text))
    found = candidates(hits, question.text)
    if not found:
        return []
    asked, told = len(question.sought.stems), signals(question, found)
    treated = by.is_treated(np.max(told, axis=0), asked, passages)
    ranked = [
        Judged(candidate, by.rank(values), treated and by.is_answer(values, asked, passages))
        for candidate, values in zip(found, told, strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.rank)


def behind(one: Candidate, ranked: Iterable[Judged]) -> list[Candidate]:
    """Return the sentences behind one in its article, in order, each once."""
    own = (each.candidate for each in ranked if each.candidate.hit.article.key == one.hit.article.key)
    by_place = {each.span.start: each for each in own if each.span.start >= one.span.end}
    return [by_place[start] for start in sorted(by_place)]


def closest(ranked: Sequence[Judged], most: int) -> tuple[Candidate, ...]:
    """Return the best sentence of each of the first passages, to show where nothing answers."""
    found: dict[Key, Candidate] = {}
    for one in ranked:
        found.setdefault(one.candidate.hit.key, one.candidate)
        if len(found) == most:
            break
    return tuple(found.values())
