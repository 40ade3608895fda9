"""Fit: whether a sentence holds what a question asks for, and which one does where the best one does not.

The order of the sentences knows how much of the question a sentence holds, and that a number is asked for, but not
that it is the number of ferries: that stands in the sentence behind the one with all the names.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.ages import asks_for_age, tells_age
from bot.extraction.candidates import Candidate
from bot.extraction.elaboration import refers_back
from bot.extraction.expectation import Kind
from bot.extraction.judging import Judged
from bot.extraction.marking import marked
from bot.extraction.signals import Asked

NEAR_WHERE_IT_FITS = 3.0  # by how much a sentence that fits may rank below the best, in the units of the order
LEAST_HELD = 0.5  # how far a sentence holds a word that it holds in another form: "died" for "die"
_SORTED = (Kind.DATE, Kind.NUMBER, Kind.PLACE)  # "year" of "which year" is the kind, and need not stand in an answer


def fits(question: Asked, text: str) -> bool:
    """Say whether a sentence holds plainly what is asked for: a number of just these, an age, who did just that."""
    if asks_for_age(question.text):
        return tells_age(text)
    return bool(marked(question, text))


def fitting_first(question: Asked, ranked: Sequence[Judged]) -> list[Judged]:
    """Return the sentences in order, before the best one those of its passages that fit where it does not.

    They hold words of the question that it does not hold, beside the names; then they answer as it does.
    """
    best = ranked[0]
    near = [one for one in ranked if one.rank >= best.rank - NEAR_WHERE_IT_FITS]
    passages = {one.candidate.hit.key for one in near if one.answers}
    better = [one for one in near[1:] if one.candidate.hit.key in passages and _is_better(question, one, best)]
    moved = {id(one) for one in better}
    first = [replace(one, rank=best.rank, answers=True) for one in better]
    return [*first, *(one for one in ranked if id(one) not in moved)]


def _is_better(question: Asked, one: Judged, best: Judged) -> bool:
    """Say whether a sentence fits, and holds what is asked of it, where the best one does not."""
    if question.names.issuperset(question.sought.stems):  # "how old is Ann Lee"
        speaks = question.names & _held(question, one.candidate) or refers_back(one.candidate.text)
        return bool(speaks) and fits(question, one.candidate.text) and not fits(question, best.candidate.text)
    kind = {question.head} if question.kind in _SORTED else set()
    own, other = (_held(question, each.candidate) - question.names - kind for each in (one, best))
    if own <= other or not fits(question, one.candidate.text):
        return False
    return own > other or not fits(question, best.candidate.text)


def _held(question: Asked, one: Candidate) -> frozenset[str]:
    """Return the words of the question that a sentence holds itself."""
    strengths = question.sought.strengths(one.text)
    return frozenset(stem for stem, held in zip(question.sought.stems, strengths, strict=True) if held >= LEAST_HELD)
