"""Amounts: the numbers that a text gives, with their units, and whether two of them can both be right."""

import re
from dataclasses import dataclass

from bot.extraction.named_days import days
from bot.verification.wording import words
from index import Span, content_terms

ROUNDED = 0.05  # of the larger: numbers that differ by less may be one, rounded
MOST_COUNTED = 3  # words behind a number that may be what it counts: "40 large sailing ships"

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}  # of the keys of words()
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_UNITS = {
    name.replace("_", " "): names[0]
    for names in (
        line.split()
        for line in (
            "percent % per_cent",
            "dollar dollars",
            "cent cents",
            "euro euros",
            "pound pounds lb lbs",
            "yen",
            "yuan",
            "rupee rupees",
            "km kilometre kilometres kilometer kilometers",
            "mile miles",
            "metre metres meter meters",
            "foot feet ft",
            "inch inches",
            "cm centimetre centimetres centimeter centimeters",
            "acre acres",
            "hectare hectares",
            "kg kilogram kilograms",
            "ton tons tonne tonnes",
            "year years",
            "month months",
            "week weeks",
            "day days",
            "hour hours",
            "minute minutes",
            "second seconds",
            "degree degrees °c °f °",
            "mph",
            "century centuries",
            "decade decades",
        )
    )
    for name in names
}
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|tn)"
_MILLIONS = re.compile(r"(?<=\d)m\b", re.IGNORECASE)  # of money: "$5m"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w.,/–-])(?P<money>(?:[A-Z]{{1,2}})?(?P<sign>[$€£¥])\s?)?"
    rf"(?P<number>(?:{_DIGITS}|\b{_SPELLED}\b(?:[ -]{_SPELLED}\b)?)"
    rf"(?:[ -]?{_SCALE}\b(?:(?: and)? (?:\d+|{_SPELLED}(?:-{_SPELLED})?)\b(?![%-]))?)*(?(sign)(?:(?<=\d)m\b)?))"
    rf"(?P<range>(?:\s?[-–]\s?|\sto\s)[$€£¥]?(?:{_DIGITS}|{_SPELLED}\b)(?:[ -]?{_SCALE}\b)*)?"
    rf"(?(sign)|(?:[\s-]?(?P<unit>{_UNIT})(?!\w))?)(?![,.]?\d|[A-Za-z])",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, as a text gives it; `counted` are the stems of the next words of content."""

    span: Span
    value: float | None  # None for a range, and for a score
    unit: str
    counted: tuple[str, ...]

    def excludes(self, other: "Amount") -> bool:
        """Say whether both cannot be right of one thing: they have the same unit, and are not one number rounded."""
        if self.value is None or other.value is None or self.unit != other.unit:
            return False
        return abs(self.value - other.value) > ROUNDED * max(self.value, other.value)


def amounts(text: str) -> list[Amount]:
    """Return the numbers that a text gives, in order; no years and days, and nothing of "F-16" or "-5"."""
    dated = [day.span for day in days(text)]
    return [
        _amount(text, match)
        for match in _AMOUNT.finditer(text)
        if not any(span.start < match.end() and match.start() < span.end for span in dated)
    ]


def _amount(text: str, match: re.Match[str]) -> Amount:
    sign = match["sign"] or ""
    behind = content_terms(text[match.end() : match.end() + 80])[:MOST_COUNTED]
    return Amount(
        span=Span(match.start(), match.end()),
        value=None if match["range"] else _value(match["number"]),
        unit=_MONEY.get(sign) or _UNITS.get((match["unit"] or "").lower(), ""),
        counted=tuple(term.stem for term in behind),
    )


def _value(number: str) -> float:
    """Return the value of "two hundred and fifty thousand"."""
    whole, part = 0.0, 0.0
    for word in words(_MILLIONS.sub(" million", number)):
        if word.key in _SCALES:
            whole, part = whole + (part or 1) * _SCALES[word.key], 0.0
        elif word.key == "hundred":
            part *= 100
        elif word.key != "and":
            part += float(word.key)
    return whole + part
