"""Prefer the sentences that hold what a question quotes, and those of the source by which it wants to be answered."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.judging import Judged
from index import names_source, stands_in

_ACCORDING = re.compile(
    r"\b(?:according to|as (?:reported|told) by|(?:reported|published|written) (?:by|in))\s+(?P<source>[^?;]{1,120})",
    re.I,
)
_REPORTING = re.compile(r"(?P<source>\S.{0,80}?)\s(?:reports?|reported|writes?|wrote|articles?)\b", re.I)
APART = 1.5  # how far behind them the others then rank, in the units of the order


def preferred(question: str, ranked: Sequence[Judged]) -> Sequence[Judged]:
    """Return the sentences that answer by the one source that a question asks for, if there are any, else all."""
    if sum(names_source(question, source) for source in {one.candidate.hit.article.source for one in ranked}) != 1:
        return ranked
    named = " ".join(at["source"] for form in (_ACCORDING, _REPORTING) for at in form.finditer(question))
    own = [one for one in ranked if one.answers and names_source(named, one.candidate.hit.article.source)]
    return own or ranked


def quoting(phrases: Sequence[str], ranked: Sequence[Judged]) -> Sequence[Judged]:
    """Return the sentences with those first that hold one of the phrases; if any sentence answers, these do."""
    own = [one for one in ranked if any(stands_in(phrase, one.candidate.text) for phrase in phrases)]
    if not own or own[0] is ranked[0] or not ranked[0].answers:
        return ranked
    held = {id(one) for one in own}
    behind = ranked[0].rank - own[0].rank + APART
    first = [replace(one, rank=one.rank + behind, answers=True) for one in own]
    return sorted([*first, *(one for one in ranked if id(one) not in held)], key=lambda one: -one.rank)
