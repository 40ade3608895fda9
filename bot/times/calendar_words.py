"""Words for days, months, quarters, seasons and years of the calendar: "March 12", "the 14th", "in October 2020".

Without a year they are the last such day. Figures with the year behind (14/11/2026, 14.11.2026) have the day first,
unless there is no such month.
"""

import re
from datetime import date

from bot.times import days
from bot.times.days import Days
from bot.times.grammar import ITS_WEEKDAY, MONTH, MONTHS, NTH, NUMBER, PART, YEAR, Anchor, Read, reads

_NO_YEAR = r"(?!(?:,| of)? (?:19|20)\d\d\b)"  # "29 February 2023" is no day at all
_NO_DAY = r"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?<!\d(?:st|nd|rd|th) of )"


@reads(
    rf"\b(?:in|since|during|before|after|until|till|by|from|of|between|and|to|throughout) "
    rf"(?P<words>{PART}{MONTH})(?! ?\d)",
    Anchor.NEAREST,
)
def _nearest_month(match: re.Match[str], today: date) -> Days | None:
    number = MONTHS.index(match["month"][:3].lower()) + 1
    may_be_a_verb = match["month"] in ("may", "march") and match[0].lower().startswith(("and", "to", "of", "by"))
    return None if may_be_a_verb else days.last_month(today, number)


@reads(rf"\b{_NO_DAY}{PART}{MONTH}(?:,| of)? {YEAR}", Anchor.CALENDAR)
def _month(match: re.Match[str], _: date) -> Days:
    return days.month(int(match["year"]), MONTHS.index(match["month"][:3].lower()) + 1)


def _date(match: re.Match[str], today: date) -> Days | None:
    month, first = MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    last, year = int(match["end"] or first), match.groupdict().get("year")
    start = date(int(year), month, first) if year else days.last_date(today, month, first)
    return Days(start, start.replace(day=last)) if first <= last else None


def _numbered(match: re.Match[str], today: date) -> Days:
    return days.day(days.last_numbered(today, int(match["day"])))


def _iso(match: re.Match[str], _: date) -> Days:
    return days.day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _figures(match: re.Match[str], _: date) -> Days:
    first, second = int(match["d"]), int(match["m"])
    day, month = (second, first) if second > 12 else (first, second)
    return days.day(date(int(match["y"]), month, day))


_DATES: tuple[tuple[str, Anchor, Read], ...] = (
    (rf"{ITS_WEEKDAY}\b{MONTH} {NUMBER}(?:,| of)? {YEAR}", Anchor.CALENDAR, _date),
    (rf"{ITS_WEEKDAY}\b{NUMBER} (?:of )?{MONTH},? {YEAR}", Anchor.CALENDAR, _date),
    (rf"{ITS_WEEKDAY}\b{MONTH} {NUMBER}{_NO_YEAR}", Anchor.NEAREST, _date),
    (rf"{ITS_WEEKDAY}\b{NUMBER} (?:of )?{MONTH}{_NO_YEAR}", Anchor.NEAREST, _date),
    (
        r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)(?=$|[,.;?!]"
        r"| (?:about|on|in|at|of|to|for|by|with|did|does|do|was|were|has|have|and|over|regarding)\b)",
        Anchor.NEAREST,
        _numbered,
    ),
    (r"\b(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?:(?!\w)|T\d\d:\S{0,20})", Anchor.CALENDAR, _iso),
    (
        r"(?<![\w$€£#.,/–-])(?P<d>\d{1,2})([/.])(?P<m>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?![\w%/]|[.,-]\d)",
        Anchor.CALENDAR,
        _figures,
    ),
)


def _week_of(read: Read) -> Read:
    """Return how the week of a date is read."""

    def week(match: re.Match[str], today: date) -> Days | None:
        meant = read(match, today)
        return days.unit(meant.first, "week", 0) if meant else None

    return week


_HOLIDAYS = {"christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
             "new year": (1, 1)}  # fmt: skip
_HOLIDAY = r"(?P<holiday>christmas(?: eve| day)?|boxing day|new year(?:'s eve|'s day|'s)?)\b"


@reads(
    rf"\b(?:on|at|since|before|after|until|till|by|between|and|to|over|around) (?P<words>{_HOLIDAY})", Anchor.NEAREST
)
def _holiday(match: re.Match[str], today: date) -> Days:
    return days.day(days.last_date(today, *_day_of(match["holiday"])))


@reads(rf"\b{_HOLIDAY},? {YEAR}", Anchor.CALENDAR)
def _holiday_of(match: re.Match[str], _: date) -> Days:
    return days.day(date(int(match["year"]), *_day_of(match["holiday"])))


def _day_of(holiday: str) -> tuple[int, int]:
    return next(day for name, day in _HOLIDAYS.items() if holiday.lower().startswith(name))


@reads(
    rf"\b(?:in|since|during|before|after|until|till|by|from|between|throughout) (?P<words>{PART}(?:"
    r"(?-i:Q)(?P<number>[1-4])|the (?P<nth>first|second|third|fourth) quarter))\b(?! of\b|,? ?\d)",
    Anchor.NEAREST,
)
def _nearest_quarter(match: re.Match[str], today: date) -> Days:
    return days.last_quarter(today, int(match["number"] or NTH.index(match["nth"].lower()) + 1))


@reads(
    rf"\b(?:Q(?P<number>[1-4]),?|(?:the )?(?P<nth>first|second|third|fourth) quarter(?: of)?) {YEAR}", Anchor.CALENDAR
)
def _quarter(match: re.Match[str], _: date) -> Days:
    return days.quarter(int(match["year"]), int(match["number"] or NTH.index(match["nth"].lower()) + 1))


@reads(rf"\b(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {YEAR}", Anchor.CALENDAR)
def _season(match: re.Match[str], _: date) -> Days:
    return days.season(int(match["year"]), match["season"].lower())


@reads(rf"(?<![\w$€£#.,/–-]){YEAR}", Anchor.CALENDAR)
def _year(match: re.Match[str], _: date) -> Days:
    return days.year(int(match["year"]))


RULES = (
    _nearest_month, _month, _nearest_quarter, _quarter, _season, _year, _holiday, _holiday_of,
    *(reads(pattern, anchor)(read) for pattern, anchor, read in _DATES),
    *(reads(rf"\b(?:the )?week (?:of|beginning|starting) (?:on )?{pattern}", anchor)(_week_of(read))
      for pattern, anchor, read in _DATES),
)  # fmt: skip
