"""Prefer the sentences of the source by which a question wants to be answered: "according to the AP"."""

import re
from collections.abc import Sequence

from bot.extraction.judging import Judged
from index import names_source

_ACCORDING = re.compile(
    r"\b(?:according to|as (?:reported|told) by|(?:reported|published|written) (?:by|in))\s+(?P<source>[^?;]{1,120})",
    re.I,
)
_REPORTING = re.compile(r"(?P<source>\S.{0,80}?)\s(?:reports?|reported|writes?|wrote|articles?)\b", re.I)


def preferred(question: str, ranked: Sequence[Judged]) -> Sequence[Judged]:
    """Return the sentences that answer by the one source that a question asks for, if there are any, else all."""
    if sum(names_source(question, source) for source in {one.candidate.hit.article.source for one in ranked}) != 1:
        return ranked
    named = " ".join(at["source"] for form in (_ACCORDING, _REPORTING) for at in form.finditer(question))
    own = [one for one in ranked if one.answers and names_source(named, one.candidate.hit.article.source)]
    return own or ranked
