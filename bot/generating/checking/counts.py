"""Counts: what a number of a claim counts must be what it counts in the sentences that the claim rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.figures import figures_in
from bot.generating.checking.support import Support
from bot.generating.named_days import days
from index import Span, is_function_word, stem

_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
_CURRENCIES = frozenset(map(stem, _SIGNS.values()))
_BEFORE = re.compile(r"([$€£¥₹])\s?$")
_COUNTED = re.compile(r"[ -]([A-Za-z’'-]+)")


@dataclass(frozen=True, slots=True)
class _Count:
    """A number, the stem of what it counts and its money, each empty if there is none, and where all that stands."""

    number: str
    counted: str
    money: str
    span: Span


def wrong_counts(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return the numbers of a claim that stand beside what its sentences give other numbers of, or another money.

    "Seven officers" where they have two officers and seven protesters; "£12 million" where they have "$12 million".
    """
    told = [count for one in supports for count in _counts(one.text)]
    faults = []
    for count in _counts(text):
        others = {one.number for one in told if one.counted == count.counted}
        moneys = {one.money for one in told if one.number == count.number}
        exchanged = count.counted and others and count.number not in others
        if exchanged or (count.money and moneys and not moneys & {count.money, ""}):
            faults.append(Fault(Kind.NUMBER, count.span.of(text)))
    return faults


def _counts(text: str) -> Iterator[_Count]:
    for figure in figures_in(text, [day.span for day in days(text)]):
        start, end = figure.span.start, figure.span.end
        behind = _COUNTED.match(text, end)
        word = stem(behind[1]) if behind and not is_function_word(behind[1]) else ""
        sign = _BEFORE.search(text, max(0, start - 2), start)
        money = stem(_SIGNS[sign[1]]) if sign else word if word in _CURRENCIES else ""
        span = Span(sign.start() if sign else start, behind.end() if behind and word else end)
        yield _Count(figure.key, "" if word in _CURRENCIES else word, money, span)
