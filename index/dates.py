"""Dates as articles state them: ISO 8601, RFC 5322, spelled out in English. Nothing is guessed.

A date of figures only is read where the year comes first; 03/04/2020 is two different days and stays unknown.
"""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

YEARS = range(1600, 2201)
LINES_LOOKED_AT = 8  # of an article's beginning
LONGEST_LINE = 160  # characters; a longer one is a paragraph

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_ZONES_H = {"GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
            "PDT": -7, "CET": 1, "CEST": 2}  # fmt: skip

_DAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_TIME = (
    r"(?:[\s,]*(?:\bat\b|[|•·—–-])?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*\(?(?P<zone>[A-Z]{1,4}\b|[+-]\d{2}:?\d{2})\)?)?)?"
)
_WRITTEN = [
    re.compile(_DAY + rf"{_NUMBER}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}" + _TIME, re.I | re.A),
    re.compile(_DAY + rf"{_MONTH}\s+{_NUMBER},?\s+{_YEAR}" + _TIME, re.I | re.A),
]
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\b", re.A
)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.A)
_RFC = re.compile(
    r"(?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3}\s+(?:\d{4}|\d{2}(?=\s+\d))(?:\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[a-z]{1,5}|[+-]\d{4})?)?",
    re.I | re.A,
)
_LABEL = re.compile(
    r"(?:(?:first|originally)\s+)?(?:published|posted|publication date|date published|issued|date)"
    r"(?:\s+on\b)?\s*[:|—–-]?\s*",
    re.I,
)
_BYLINE = re.compile(r"by\s+[^\d|•·]{2,60}?\s*(?:[|•·—–]|,)\s*", re.I)
_AFTER = re.compile(
    r"\s*[.]?\s*(?:$|[|•·—–(,;-]\s*(?:last\s+)?(?:updated|modified|edited|\d+\s+min)|[|•·—–]\s*by\b)", re.I
)


def iso_date(value: str) -> str | None:
    """Return a date or time in the extended format of ISO 8601; None if it is not one, or not surely."""
    written = " ".join(value.split())
    if len(written) > 100:
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return _in_range(read(written))
        except ValueError:
            continue
    if whole := _ISO.fullmatch(written):
        return _from_iso(whole[0])
    if parts := _YEAR_FIRST.fullmatch(written):
        return _day(*map(int, parts.groups()))
    if _RFC.fullmatch(written) and (found := _from_rfc(written)):
        return found
    for form in _WRITTEN:
        if whole := form.fullmatch(written):
            return _from_words(whole)
    return None


def stated_in(text: str) -> str | None:
    """Return the date that an article's first lines state on a line of its own, in ISO 8601; None if none does.

    The line may begin with a label ("Published", "Posted on") or with a byline, and may end with a date of
    updating, which is passed over. A line about an update alone states nothing.
    """
    lines = [line.strip() for line in text[: 50 * LONGEST_LINE].splitlines() if line.strip()][:LINES_LOOKED_AT]
    return next((found for line in lines if len(line) <= LONGEST_LINE and (found := _stated_on(line))), None)


def _stated_on(line: str) -> str | None:
    opening = _LABEL.match(line) or _BYLINE.match(line)
    rest = line[opening.end() :] if opening else line
    for form in (_ISO, *_WRITTEN):
        found = form.match(rest)
        if found and _AFTER.match(rest, found.end()):
            return iso_date(found[0])
    return None


def _from_iso(written: str) -> str | None:
    try:
        return _in_range(
            datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT)$", "Z", re.sub(r" (?=[+-]\d{2}:?\d{2}$)", "", written)))
        )
    except ValueError:
        return None


def _from_rfc(written: str) -> str | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, IndexError, OverflowError):
        return None
    if written[0].isalpha() and written[:3].lower() != _DAYS[moment.weekday()]:
        return None
    return _in_range(moment if ":" in written else moment.date())


def _from_words(found: re.Match[str]) -> str | None:
    """Return a date in words, its time too where the zone is certain: without one it means nothing elsewhere."""
    year, month, number = int(found["year"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"])
    day = _day(year, month, number)
    weekday = found["weekday"]
    if day is None or (weekday and weekday[:3].lower() != _DAYS[date(year, month, number).weekday()]):
        return None
    zone = _zone(found["zone"] or "")
    if zone is None:
        return day
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= 12:
            return day
        hour = hour % 12 + 12 * (half == "pm")
    try:
        moment = datetime(year, month, number, hour, int(found["minute"]), int(found["second"] or 0), tzinfo=zone)
    except ValueError:
        return day
    return moment.isoformat()


def _zone(written: str) -> timezone | None:
    if written.upper() in _ZONES_H:
        return timezone(timedelta(hours=_ZONES_H[written.upper()]))
    if offset := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", written):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)) if minutes < 24 * 60 else None
    return None


def _day(year: int, month: int, number: int) -> str | None:
    try:
        return _in_range(date(year, month, number))
    except ValueError:
        return None


def _in_range(moment: date) -> str | None:
    return moment.isoformat() if moment.year in YEARS else None
