"""Words for days, weeks, months and years that count from the day of the question: "last week", "two days ago"."""

import re
from datetime import date

from bot.times import days
from bot.times.days import Days
from bot.times.grammar import CAPITAL, COUNT, MONTH, MONTHS, NO_NAME, PART, WEEKDAY, WEEKDAYS, Anchor, counts, reads


@reads(
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


@reads(
    r"\b(?:on|since|until|till|before|after|by|from|between|and|to|of) "
    rf"(?P<words>(?P<which>last |this past |this |past |next )?{WEEKDAY}){NO_NAME}(?! of\b)",
    Anchor.NOW,
)
def _weekday(match: re.Match[str], today: date) -> Days:
    return days.weekday(today, WEEKDAYS.index(match["weekday"][:3].lower()), (match["which"] or "").lower())


_bare_weekday = reads(
    r"(?<!\bblack )(?<!\bcyber )(?<!\bgood )(?<!\bash )(?<!\bsuper )(?<!\beaster )(?<!\bholy )(?<!\bpalm )"
    r"(?<!\bbloody )(?<!\bfat )(?<!\bfirst )(?<!\bsecond )(?<!\bthird )(?<!\bfourth )(?<!\blast )(?<!\bnext )"
    r"(?<!\bevery )(?<!\beach )(?<!\bany )(?<!\ba )(?<!\bthe )(?<!-)\b"
    rf"(?:(?P<which>last |this past |this |past |next )|{CAPITAL}|(?=\w{{6,9}}\W?$)){WEEKDAY}{NO_NAME}(?! of\b)",
    Anchor.NOW,
)(_weekday.read)


@reads(
    rf"\b{PART}(?:earlier |later )?(?P<the>the )?(?P<which>this past|this|current|last|past|next|coming) "
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


@reads(
    r"\b(?:since|from|at) (?P<words>the (?:start|beginning) of the (?P<unit>week|month|year))\b(?! of\b)", Anchor.NOW
)
def _begun(match: re.Match[str], today: date) -> Days:
    return days.unit(today, match["unit"].lower(), 0)


@reads(r"\b(?:over|at|on|during) (?P<words>the weekend)\b", Anchor.NOW)
def _weekend(_: re.Match[str], today: date) -> Days:
    return days.unit(today, "weekend", 0 if today.weekday() >= 5 else -1)


@reads(
    rf"\b(?:the |these )?(?:last|past) {COUNT} (?P<unit>hour|day|week|fortnight|month|year)s?\b(?! of\b)", Anchor.NOW
)
def _counted(match: re.Match[str], today: date) -> Days:
    return days.counted(today, counts(match["count"])[1], match["unit"].lower())


@reads(rf"\b{COUNT} (?P<unit>hour|day|week|fortnight|month|year)s? ago\b", Anchor.NOW)
def _ago(match: re.Match[str], today: date) -> Days:
    return days.ago(today, counts(match["count"]), match["unit"].lower())


@reads(r"\b(?:the )?recent (?P<unit>day|week|month)s\b", Anchor.NOW)
def _recent(match: re.Match[str], today: date) -> Days:
    return days.counted(today, {"day": 2, "week": 9, "month": 52}[match["unit"].lower()], "week")


@reads(r"\b(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th) of (?P<which>last|this|the current) month\b", Anchor.NOW)
def _numbered_of(match: re.Match[str], today: date) -> Days:
    """Return the day of a month; the month where it has no such day."""
    of = days.unit(today, "month", -1 if match["which"].lower() == "last" else 0)
    try:
        return days.day(of.first.replace(day=int(match["day"])))
    except ValueError:
        return of


@reads(rf"\b(?P<which>last|this|next) {MONTH}(?! ?\d)", Anchor.NOW)
def _named_month(match: re.Match[str], today: date) -> Days:
    number = MONTHS.index(match["month"][:3].lower()) + 1
    which = match["which"].lower()
    if which == "this":
        return days.month(today.year, number)
    return days.last_month(today, number, 1 if which == "next" else -1 if number == today.month else 0)


RULES = (
    _near_day, _weekday, _bare_weekday, _unit, _begun, _weekend, _counted, _ago, _recent, _numbered_of, _named_month,
)  # fmt: skip
