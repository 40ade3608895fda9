"""Words for days, weeks, months and years in English, and the days they mean.

"Last week" counts back from today; "March 12" and "the 14th" are the last such day; "12 March 2021" is what it says.
Of figures only, just 2021-03-12 and 2021/03/12 are read: 03/04/2020 is two different days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.times import days
from bot.times.days import Days


class Anchor(Enum):
    """What the meaning of time words hangs on."""

    NOW = "now"  # "yesterday", "last week", "on Tuesday": there is no other reading
    NEAREST = "nearest"  # "March 12", "the 14th": the last such day, if nothing else is meant
    CALENDAR = "calendar"  # "12 March 2021": the same whenever it is asked


Read = Callable[[re.Match[str], date], Days | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for words, and how they are read; the words are the group of that name, else the whole match."""

    pattern: re.Pattern[str]
    anchor: Anchor
    read: Read


# The grammar. ASCII digits only, and no repetition without a bound: questions come from strangers.

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split()
_VAGUE = {"a": 1, "an": 1, "couple": 3, "few": 7, "several": 10}  # generous: they only ever widen a run of days
_NTH = "first second third fourth".split()

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b(?: (?:morning|afternoon|evening|night)\b)?"
_ITS_WEEKDAY = r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?:-|–| to | and )(?P<end>\d{1,2})(?:st|nd|rd|th)?)?(?![\d:%])"
_YEAR = r"\b(?P<year>(?:19|20)\d\d)(?![\w%]|[-–/,.:]\d)"
_PART = r"(?:(?:early|mid|late|the (?:start|beginning|middle|end) of)[- ])?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS[1:])}|(?:a )?(?:couple(?: of)?|few)|several|an?)"
_CAPITAL = r"(?=(?-i:[A-Z]))"
_NO_NAME = r"(?! (?-i:[A-Z]))"  # "Monday Night Football", "the Sunday Times"


def _reads(pattern: str, anchor: Anchor) -> Callable[[Read], Rule]:
    return lambda read: Rule(re.compile(pattern, re.IGNORECASE | re.ASCII), anchor, read)


@_reads(
    r"\b(?:^|(?<=[.?!:] )|(?=(?-i:[a-z])))"  # "USA Today" and "Yesterday", the song, are names
    r"(?:the day (?:before yesterday|after tomorrow)|(?:earlier |late )?(?:today|tonight)|last night"
    r"|(?:yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?|this (?:morning|afternoon|evening))"
    r"\b(?! show\b)",
    Anchor.NOW,
)
def _near_day(match: re.Match[str], today: date) -> Days:
    words = match[0].lower()
    if words.startswith("the day"):
        return days.day(today, -2 if "before" in words else 2)
    return days.day(today, 1 if "tomorrow" in words else -1 if words.startswith(("yesterday", "last")) else 0)


@_reads(
    r"\b(?:on|since|until|till|before|after|by|from|between|and|to|of) "
    rf"(?P<words>(?P<which>last |this past |this |past |next )?{_WEEKDAY}){_NO_NAME}(?! of\b)",
    Anchor.NOW,
)
def _weekday(match: re.Match[str], today: date) -> Days:
    return days.weekday(today, _WEEKDAYS.index(match["weekday"][:3].lower()), (match["which"] or "").lower())


_bare_weekday = _reads(
    r"(?<!\bblack )(?<!\bcyber )(?<!\bgood )(?<!\bash )(?<!\bsuper )(?<!\beaster )(?<!\bholy )(?<!\bpalm )"
    r"(?<!\bbloody )(?<!\bfat )(?<!\bfirst )(?<!\bsecond )(?<!\bthird )(?<!\bfourth )(?<!\blast )(?<!\bnext )"
    r"(?<!\bevery )(?<!\beach )(?<!\bany )(?<!\ba )(?<!\bthe )(?<!-)\b"
    rf"(?:(?P<which>last |this past |this |past |next )|{_CAPITAL}|(?=\w{{6,9}}\W?$)){_WEEKDAY}{_NO_NAME}(?! of\b)",
    Anchor.NOW,
)(_weekday.read)


@_reads(
    rf"\b{_PART}(?:earlier |later )?(?P<the>the )?(?P<which>this past|this|current|last|past|next|coming) "
    r"(?P<unit>weekend|week|fortnight|month|quarter|year|spring|summer|autumn|fall|winter)\b(?! of\b)",
    Anchor.NOW,
)
def _unit(match: re.Match[str], today: date) -> Days | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    if unit == "fortnight":
        return None if which in ("next", "coming") else days.counted(today, 1, unit)
    if unit in ("week", "month", "quarter", "year") and (which.endswith("past") or (which == "last" and match["the"])):
        return days.counted(today, 1, unit)
    return days.unit(today, unit, {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0))


@_reads(
    r"\b(?:since|from|at) (?P<words>the (?:start|beginning) of the (?P<unit>week|month|year))\b(?! of\b)", Anchor.NOW
)
def _begun(match: re.Match[str], today: date) -> Days:
    return days.unit(today, match["unit"].lower(), 0)


@_reads(r"\b(?:over|at|on|during) (?P<words>the weekend)\b", Anchor.NOW)
def _weekend(_: re.Match[str], today: date) -> Days:
    return days.unit(today, "weekend", 0 if today.weekday() >= 5 else -1)


@_reads(
    rf"\b(?:the |these )?(?:last|past) {_COUNT} (?P<unit>hour|day|week|fortnight|month|year)s?\b(?! of\b)", Anchor.NOW
)
def _counted(match: re.Match[str], today: date) -> Days:
    return days.counted(today, _number(match["count"]), match["unit"].lower())


@_reads(rf"\b{_COUNT} (?P<unit>hour|day|week|fortnight|month|year)s? ago\b", Anchor.NOW)
def _ago(match: re.Match[str], today: date) -> Days:
    return days.ago(today, _number(match["count"]), match["unit"].lower())


@_reads(r"\b(?:the )?recent (?P<unit>day|week|month)s\b", Anchor.NOW)
def _recent(match: re.Match[str], today: date) -> Days:
    return days.counted(today, {"day": 2, "week": 9, "month": 52}[match["unit"].lower()], "week")


@_reads(rf"\b(?P<which>last|this|next) {_MONTH}(?! ?\d)", Anchor.NOW)
def _named_month(match: re.Match[str], today: date) -> Days:
    number = _MONTHS.index(match["month"][:3].lower()) + 1
    which = match["which"].lower()
    if which == "this":
        return days.month(today.year, number)
    return days.last_month(today, number, 1 if which == "next" else -1 if number == today.month else 0)


@_reads(
    rf"\b(?:in|since|during|before|after|until|till|by|from|of|between|and|to|throughout) "
    rf"(?P<words>{_PART}{_MONTH})(?! ?\d)",
    Anchor.NEAREST,
)
def _nearest_month(match: re.Match[str], today: date) -> Days | None:
    number = _MONTHS.index(match["month"][:3].lower()) + 1
    may_be_a_verb = match["month"] in ("may", "march") and match[0].lower().startswith(("and", "to", "of", "by"))
    return None if may_be_a_verb else days.last_month(today, number)


@_reads(rf"\b{_PART}{_MONTH}(?:,| of)? {_YEAR}", Anchor.CALENDAR)
def _month(match: re.Match[str], _: date) -> Days:
    return days.month(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1)


def _date(match: re.Match[str], today: date) -> Days | None:
    month, first = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    last, year = int(match["end"] or first), match.groupdict().get("year")
    start = date(int(year), month, first) if year else days.last_date(today, month, first)
    return Days(start, start.replace(day=last)) if first <= last else None


_american_date = _reads(rf"{_ITS_WEEKDAY}\b{_MONTH} {_NUMBER}(?:,| of)? {_YEAR}", Anchor.CALENDAR)(_date)
_british_date = _reads(rf"{_ITS_WEEKDAY}\b{_NUMBER} (?:of )?{_MONTH},? {_YEAR}", Anchor.CALENDAR)(_date)
_american_day = _reads(rf"{_ITS_WEEKDAY}\b{_MONTH} {_NUMBER}", Anchor.NEAREST)(_date)
_british_day = _reads(rf"{_ITS_WEEKDAY}\b{_NUMBER} (?:of )?{_MONTH}", Anchor.NEAREST)(_date)


@_reads(
    r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)(?=$|[,.;?!]"
    r"| (?:about|on|in|at|of|to|for|by|with|did|does|do|was|were|has|have|and|over|regarding)\b)",
    Anchor.NEAREST,
)
def _numbered(match: re.Match[str], today: date) -> Days:
    return days.day(days.last_numbered(today, int(match["day"])))


@_reads(
    rf"\b(?:Q(?P<number>[1-4]),?|(?:the )?(?P<nth>first|second|third|fourth) quarter(?: of)?) {_YEAR}", Anchor.CALENDAR
)
def _quarter(match: re.Match[str], _: date) -> Days:
    return days.quarter(int(match["year"]), int(match["number"] or _NTH.index(match["nth"].lower()) + 1))


@_reads(rf"\b(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}", Anchor.CALENDAR)
def _season(match: re.Match[str], _: date) -> Days:
    return days.season(int(match["year"]), match["season"].lower())


@_reads(r"\b(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?:(?!\w)|T\d\d:\S{0,20})", Anchor.CALENDAR)
def _iso(match: re.Match[str], _: date) -> Days:
    return days.day(date(int(match["y"]), int(match["m"]), int(match["d"])))


@_reads(rf"(?<![\w$€£#.,/–-]){_YEAR}", Anchor.CALENDAR)
def _year(match: re.Match[str], _: date) -> Days:
    return days.year(int(match["year"]))


RULES = (
    _near_day, _weekday, _bare_weekday, _unit, _begun, _weekend, _counted, _ago, _recent, _named_month, _nearest_month,
    _month, _american_date, _british_date, _american_day, _british_day, _numbered, _quarter, _season, _iso, _year,
)  # fmt: skip


def _number(written: str) -> int:
    word = written.lower().removeprefix("a ").removesuffix(" of")
    return int(word) if word.isdecimal() else _VAGUE.get(word) or _NUMBERS.index(word)
