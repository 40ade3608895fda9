"""Fit: whether a sentence holds what a question asks for, and which one does where the best one does not.

The order of the sentences knows how much of the question a sentence holds, and that a number is asked for, but not
that it is the number of ferries: that stands in the sentence behind the one with all the names.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from bot.extraction.ages import asks_for_age, tells_age
from bot.extraction.amounts import amounts
from bot.extraction.candidates import Candidate
from bot.extraction.elaboration import refers_back
from bot.extraction.expectation import Kind, asks_whether
from bot.extraction.judging import Judged
from bot.extraction.marking import heads_counted, marked
from bot.extraction.names import names
from bot.extraction.signals import Asked
from index import stems_in

NEAR_WHERE_IT_FITS = 3.0  # by how much a sentence that fits may rank below the best, in the units of the order
LEAST_HELD = 0.5  # how far a sentence holds a word that it holds in another form: "died" for "die"
_SORTED = (Kind.DATE, Kind.NUMBER, Kind.PLACE)  # "year" of "which year" is the kind, and need not stand in an answer

MOST_BETWEEN = 2  # words behind a number of which one is counted
_PRONOUN = re.compile(r"\b(?:it|its|he|his|she|her|they|their|this|these)\b", re.IGNORECASE)


def fits(question: Asked, text: str) -> bool:
    """Say whether a sentence holds plainly what is asked for: a number of just these, an age, who did just that."""
    if asks_for_age(question.text):
        return tells_age(text)
    return _counts(question, text) or bool(marked(question, text))


def _counts(question: Asked, text: str) -> bool:
    """Say whether a text gives a number of just what is counted, be it that it also denies something."""
    heads = heads_counted(question)
    return any(heads.intersection(one.counted[:MOST_BETWEEN]) for one in amounts(text))


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
    """Say whether a sentence fits, and holds what is asked of the same, where the best one does not."""
    own, other = (_held(question, each.candidate) for each in (one, best))
    text = one.candidate.text
    if asks_whether(question.text):  # what names all that is asked about tells it, rather than what names none
        named = bool(question.names) and question.names <= own and not question.names & other
        return named and not _PRONOUN.search(best.candidate.text)
    if question.names.issuperset(question.sought.stems):  # "how old is Ann Lee"
        speaks = question.names & own or refers_back(text)
        return bool(speaks) and fits(question, text) and not fits(question, best.candidate.text)
    beside = question.names | ({question.head} if question.kind in _SORTED else set())
    if own - beside <= other - beside or not fits(question, text):
        return False
    if not _can_be_of(question, text, question.names & other - own):
        return False
    return own - beside > other - beside or not fits(question, best.candidate.text)


def _can_be_of(question: Asked, text: str, lost: Set[str]) -> bool:
    """Say whether a sentence can speak of names it lacks: it says "it", or names nobody else but in what answers."""
    if not lost or _PRONOUN.search(text):
        return True
    answering = marked(question, text)
    others = [span for span in names(text) if all(span.end <= one.start or one.end <= span.start for one in answering)]
    return all(question.stems.issuperset(stems_in(span.of(text))) for span in others)


def _held(question: Asked, one: Candidate) -> frozenset[str]:
    """Return the words of the question that a sentence holds itself."""
    strengths = question.sought.strengths(one.text)
    return frozenset(stem for stem, held in zip(question.sought.stems, strengths, strict=True) if held >= LEAST_HELD)
