"""Choose the sentences that answer a question about facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.elaboration import refers_back
from bot.extraction.expectation import Kind
from bot.extraction.judgement import Judgement
from bot.extraction.signals import Asked, signals
from bot.times.publication import moment_of
from index import Hit, Key, content_terms, is_title, terms

MOST_WORDS = 60  # of an answer to a factual question, unless its first sentence is longer
MOST_SENTENCES = 5  # of an explanation
# By how much a further sentence may rank below the best one, in the units of the order: one of another article, which
# bears out the first or contradicts it, by more than one of the same; one that goes on about it ("It cost …") by most.
NEAR_THE_BEST, NEAR_IN_ANOTHER_ARTICLE, NEAR_WHERE_IT_GOES_ON = 1.0, 2.0, 3.0
SAME_SENTENCE = 0.8  # share of the words of both from which two sentences say the same
_EXPLAINED = frozenset({Kind.REASON, Kind.MANNER})


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, by how much it comes before others, and whether it is to be shown as an answer."""

    candidate: Candidate
    rank: float
    answers: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that answer, the one that answers best first; `missing` are names that nothing cited holds."""

    chosen: tuple[Candidate, ...]
    missing: tuple[str, ...]


def judged(question: Asked, hits: Iterable[Hit], by: Judgement, passages: int) -> list[Judged]:
    """Return the sentences of the hits, the one that answers best first; the library has so many passages."""
    found = [(candidate, signals(question, candidate)) for candidate in candidates(hits)]
    if not found:
        return []
    asked = len(question.sought.stems)
    treated = by.is_treated(np.max([values for _, values in found], axis=0), asked, passages)
    ranked = [
        Judged(candidate, by.rank(values), treated and by.is_answer(values, asked, passages))
        for candidate, values in found
    ]
    return sorted(ranked, key=lambda one: -one.rank)


def selected(question: Asked, ranked: Sequence[Judged], *, latest: bool = False) -> Selection:
    """Return the sentences that answer; none if the best one does not.

    With `latest`, the newest of the sentences that are as good comes first; what is undated comes last.
    """
    if not ranked or not ranked[0].answers:
        return Selection((), ())
    near = [one for one in ranked if one.answers and _is_near(one, ranked[0])]
    if latest:
        near.sort(key=lambda one: moment_of(one.candidate.hit.article.published), reverse=True)
    different = _different(one.candidate for one in near)
    chosen = _in_order(different[:MOST_SENTENCES]) if question.kind in _EXPLAINED else _within_words(different)
    return Selection(tuple(chosen), _missing(question, chosen))


def closest(ranked: Sequence[Judged], most: int) -> tuple[Candidate, ...]:
    """Return the best sentence of each of the first passages, to show where nothing answers."""
    found: dict[Key, Candidate] = {}
    for one in ranked:
        found.setdefault(one.candidate.hit.key, one.candidate)
        if len(found) == most:
            break
    return tuple(found.values())


def _is_near(one: Judged, best: Judged) -> bool:
    first, other = best.candidate, one.candidate
    near = NEAR_THE_BEST if first.hit.article.key == other.hit.article.key else NEAR_IN_ANOTHER_ARTICLE
    if first.hit is other.hit and other.before == first.text and refers_back(other.text):
        near = NEAR_WHERE_IT_GOES_ON
    return one.rank >= best.rank - near


def _different(sentences: Iterable[Candidate]) -> list[Candidate]:
    """Leave out what says the same as an earlier sentence."""
    kept: list[Candidate] = []
    stems: list[set[str]] = []
    for one in sentences:
        own = {term.stem for term in content_terms(one.text)}
        if not any(len(own & other) >= SAME_SENTENCE * len(own | other) for other in stems):
            kept.append(one)
            stems.append(own)
    return kept


def _within_words(sentences: Sequence[Candidate]) -> list[Candidate]:
    """Return the first sentence, and those behind it that there is room for."""
    chosen: list[Candidate] = []
    words = 0
    for one in sentences:
        length = len(one.text.split())
        if not chosen or words + length <= MOST_WORDS:
            chosen.append(one)
            words += length
    return chosen


def _in_order(sentences: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences article by article, the best one's first, each in its order."""
    articles = list(dict.fromkeys(one.hit.article.key for one in sentences))
    return sorted(sentences, key=lambda one: (articles.index(one.hit.article.key), one.span.start))


def _missing(question: Asked, chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the names and numbers of the question that no cited passage, or title above it, holds."""
    cited = (f"{one.hit.article.title} {one.hit.article.source or ''} {one.hit.passage.text}" for one in chosen)
    held = {term.stem for text in cited for term in terms(text)}
    names = question.names | question.numbers
    wanted = {term.stem: term.word for term in question.sought.terms if term.stem in names and not is_title(term.word)}
    return tuple(word for stem, word in wanted.items() if stem not in held)
