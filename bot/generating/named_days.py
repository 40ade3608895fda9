"""Days: the dates, months, years and centuries that a text names, and whether two of them can be one."""

import re
from calendar import month_name
from dataclasses import dataclass

from bot.times.calendar_names import A_MONTH
from index import Span

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    rf"(?P<month>{A_MONTH}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?P<year>(?:1\d|20)\d\d)(?!\d)"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?(?!\d)"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)"
)
# Behind a number of four digits these tell that it is no year.
_COUNTED = (
    r"(?:people|persons|men|women|children|soldiers|troops|workers|jobs|students|pupils|residents|families|homes|houses"
    r"|households|cases|deaths|votes|miles|kilomet\w+|met(?:re|er)s|feet|tons|tonnes|dollars|euros|pounds)"
)
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:1\d|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d)",
        rf"\b{_MONTH}\s+{_NUMBER}(?:,?\s+{_YEAR})?",
        rf"\b{_NUMBER}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]f|[Ll]ast|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id)[\s-]"
        rf"{_MONTH}(?!\w|\.?,?\s+\d)",
        r"\b(?:the\s+)?(?:early|late|mid)?[\s-]?(?:1\d|20)\d0s\b",
        rf"\b(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]+)?{_ORDINAL}(?:\s?(?:and|to|or|[-–,])\s?(?:the\s+)?{_ORDINAL})*"
        r"[\s-][Cc]entur(?:y|ies)\b(?:\s(?:BC|BCE|AD|CE)\b)?",
        rf"(?<![\w$€£¥.,/–-]){_YEAR}(?P<span>\s?[-–]\s?\d{{2,4}}(?!\d))?"
        rf"(?![\w%]|[.,:]\d|[-–][a-z]|\s+{_COUNTED}\b)",
        r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    )
]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text names it; what it leaves open is None, and of centuries, weekdays and spans of years all is."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    def excludes(self, other: "Day") -> bool:
        """Say whether two cannot be one day: they name the same part of a date, and differently."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return any(None not in (one, another) and one != another for one, another in parts)


def days(text: str) -> list[Day]:
    """Return the days that a text names, in order; of those that overlap, the earlier, then the longer."""
    found = [_day(match) for pattern in _PATTERNS for match in pattern.finditer(text)]
    kept: list[Day] = []
    for one in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def in_words(published: str | None) -> str:
    """Return the day of an ISO date or time as a sentence names it: "April 25 2024"; nothing if there is none."""
    return " ".join(
        f"{month_name[day.month]} {day.day} {day.year}" for day in days((published or "")[:10]) if day.month
    )


def _day(match: re.Match[str]) -> Day:
    parts = {} if match.groupdict().get("span") else match.groupdict()
    month = parts.get("month")
    return Day(
        span=Span(match.start(), match.end()),
        year=int(parts["year"]) if parts.get("year") else None,
        month=_month(month) if month else None,
        day=int(parts["day"]) if parts.get("day") else None,
    )


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1
