"""Aspects: the one thing on which a question compares articles, as "the cost" in "agree on the cost of the bridge"."""

import re
from collections.abc import Sequence

from bot.extraction.amounts import amounts
from bot.extraction.expectation import Kind, expected
from bot.extraction.judging import Judged
from bot.extraction.named_days import days
from index import stem, stems_in

_ASPECTS = [
    re.compile(rf"\b{pattern}(?:\s+of\s+(?:the\s+)?(?P<counted>\w+))?", re.IGNORECASE)
    for pattern in (
        r"(?:agree|disagree|differ|contradict)\w*\s+(?:on|about|over|in|for)\s+(?:the|its|their)\s+(?P<aspect>\w+)",
        r"compare\s+the\s+(?P<aspect>\w+)(?=\s+of)",
        r"(?:say|says|said|write|wrote|report|reported)\s+(?:on|about|of)\s+the\s+(?P<aspect>\w+)(?=\s+of)",
    )
]
_COUNT = re.compile(r"(?:number|count|total|amount|share|percentage|toll)$", re.IGNORECASE)


def on_aspect(question: str, ranked: Sequence[Judged]) -> Sequence[Judged]:
    """Return the sentences that answer as to what a question compares, with a figure if it is one; all if none do."""
    found = next(filter(None, (pattern.search(question) for pattern in _ASPECTS)), None)
    if found is None:
        return ranked
    counts = _COUNT.match(found["aspect"]) and found["counted"]
    word = stem(found["counted"] if counts else found["aspect"])
    kind = expected(f"what is the {found['aspect']}")
    holding = [one for one in ranked if one.answers and word in set(stems_in(one.candidate.text))]
    return [one for one in holding if _offers(kind, one.candidate.text)] or holding or ranked


def _offers(kind: Kind, text: str) -> bool:
    if kind is Kind.NUMBER:
        return bool(amounts(text))
    return bool(days(text)) if kind is Kind.DATE else True
