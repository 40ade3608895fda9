"""Amounts: the numbers that a text gives, with their units, and whether two of them can both be right."""

import re
from dataclasses import dataclass
from math import floor, inf, log10

from bot.extraction.named_days import days
from bot.verification.wording import words
from index import Span, content_terms

ROUNDED = 0.1  # of the larger: of numbers that differ by less, one may be the other rounded
SMALL = 100  # up to which things are counted, and not rounded
ABOUT = 0.25  # how far off a number may be that is only given about
SMALLEST_STEP = 1e-4
LOOKED_BACK = 40  # characters before a number
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
            "crown crowns",
            "franc francs",
            "peso pesos",
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


_BEFORE = r"\s+(?:[A-Z]{0,2}[$€£¥]\s?)?$"
_AT_LEAST = re.compile(rf"\b(?:at least|no (?:less|fewer) than|more than|over|upwards? of){_BEFORE}", re.IGNORECASE)
_AT_MOST = re.compile(
    rf"\b(?:at most|no more than|less than|fewer than|up to|as (?:many|much) as|under|below){_BEFORE}", re.IGNORECASE
)
_ABOUT = re.compile(
    rf"\b(?:about|around|almost|nearly|some|roughly|approximately|an? estimated|estimated (?:at|to be)|close to|circa)"
    rf"{_BEFORE}",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s+(?:\w+\s+)?or (?:so|more|fewer|less)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, as a text gives it; `counted` are the stems of the next words of content.

    `least` and `most` are what it can be: "at least 12" leaves the most open.
    """

    span: Span
    value: float | None  # None for a range, and for a score
    unit: str
    counted: tuple[str, ...]
    least: float = 0.0
    most: float = inf

    def excludes(self, other: "Amount") -> bool:
        """Say whether both cannot be right of one thing: they have the same unit, and are not one number rounded."""
        apart = self.most < other.least or other.most < self.least
        return apart and self.unit == other.unit and self.differs(other)

    def differs(self, other: "Amount") -> bool:
        """Say whether two have not the same number, nor one that is the other rounded, whatever they leave open."""
        if self.value is None or other.value is None:
            return False
        return self.unit != other.unit or not _is_one_rounded(self.value, other.value, exact=not self.unit)


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
    value = _value(match["number"])
    least, most = _bounds(value, text[max(0, match.start() - LOOKED_BACK) : match.start()], text[match.end() :])
    return Amount(
        span=Span(match.start(), match.end()),
        value=None if match["range"] else value,
        unit=_MONEY.get(sign) or _UNITS.get((match["unit"] or "").lower(), ""),
        counted=tuple(term.stem for term in behind),
        least=least,
        most=most,
    )


def _bounds(value: float, before: str, behind: str) -> tuple[float, float]:
    """Return the least and the most that a number can be by the words around it."""
    if _AT_LEAST.search(before) and not re.search(r"\bno more than\s", before, re.IGNORECASE):
        return value, inf
    if _AT_MOST.search(before):
        return 0.0, value
    if _ABOUT.search(before) or _OR_MORE.match(behind):
        return (1 - ABOUT) * value, (1 + ABOUT) * value
    return value, value


def _is_one_rounded(one: float, other: float, *, exact: bool) -> bool:
    """Say whether one of two numbers may be the other rounded; few things are counted exactly."""
    if exact and max(one, other) < SMALL:
        return one == other
    close = abs(one - other) <= ROUNDED * max(one, other)
    return close and abs(one - other) < max(_step(one), _step(other))


def _step(value: float) -> float:
    """Return the power of ten to which a number is given: 1,000 for 31,000, 0.1 for 61.4."""
    step = 10.0 ** floor(log10(value)) if value else 1.0
    while step > SMALLEST_STEP and abs(value / step - round(value / step)) > 1e-6:
        step /= 10
    return step


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
