"""Runs of days: weeks, months, quarters, seasons and years, counted from a given day.

Weeks begin on Monday, seasons are northern. ValueError or OverflowError where the calendar has no such day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        """Return the run as people read it."""
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


def day(moment: date, later: int = 0) -> Days:
    """Return one day, a number of days later."""
    moment += timedelta(days=later)
    return Days(moment, moment)


def year(number: int) -> Days:
    """Return a whole year."""
    return Days(date(number, 1, 1), date(number, 12, 31))


def month(of_year: int, number: int) -> Days:
    """Return a whole month."""
    return Days(date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1]))


def quarter(of_year: int, number: int) -> Days:
    """Return a quarter of a calendar year."""
    return Days(date(of_year, 3 * number - 2, 1), month(of_year, 3 * number).last)


def season(of_year: int, name: str) -> Days:
    """Return the season that begins in a year."""
    begins = date(of_year, _SEASON_BEGINS[name], 1)
    ends = _months_later(begins, 2)
    return Days(begins, month(ends.year, ends.month).last)


def unit(today: date, name: str, later: int) -> Days:
    """Return this week, month, quarter, year, weekend or season, or the one so many later."""
    if name in _SEASON_BEGINS:
        return _season_near(today, name, later)
    if name == "weekend":
        return _weekend_near(today, later)
    if name == "week":
        monday = today + timedelta(days=7 * later - today.weekday())
        return Days(monday, monday + timedelta(days=6))
    moved = _months_later(today.replace(day=1), later * _IN_MONTHS[name])
    if name == "month":
        return month(moved.year, moved.month)
    return quarter(moved.year, (moved.month + 2) // 3) if name == "quarter" else year(moved.year)


def counted(today: date, number: int, name: str) -> Days:
    """Return the last so many hours, days, weeks, months, quarters or years, up to today."""
    return Days(_back(today, number, name), today)


def ago(today: date, numbers: tuple[int, int], name: str) -> Days:
    """Return the time about so many units ago, from the least to the greatest number: the days around, or the years."""
    least, greatest = (_back(today, number, name) for number in numbers)
    if name == "year":
        return Days(year(greatest.year).first, year(least.year).last)
    if name == "hour":
        return Days(greatest, least + timedelta(days=1))  # the day before or the same
    around = timedelta(days={"week": 4, "fortnight": 4, "month": 16}.get(name, 0))
    return Days(greatest - around, min(least + around, today))


def weekday(today: date, number: int, which: str = "") -> Days:
    """Return the last such day of the week (0 is Monday); the next for "next ".

    "Last Monday" of a Wednesday can be either of two days, and so can "on Monday" of a Monday: both are in.
    """
    back = (today.weekday() - number) % 7
    if which == "next ":
        return day(today, 7 - back)
    either = back == 0 or (which == "last " and number < today.weekday())
    return Days(today - timedelta(days=back + 7 * either), today - timedelta(days=back))


def last_date(today: date, number: int, of_month: int) -> date:
    """Return the last such day of the year up to today; of February 29 the last there was."""
    for back in range(9):
        try:
            found = date(today.year - back, number, of_month)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError("no such day")


def last_numbered(today: date, of_month: int) -> date:
    """Return the last day up to today that has a number in its month."""
    for back in range(3):
        of = _months_later(today.replace(day=1), -back)
        if of_month <= monthrange(of.year, of.month)[1] and of.replace(day=of_month) <= today:
            return of.replace(day=of_month)
    raise ValueError("no such day")


def last_month(today: date, number: int, later: int = 0) -> Days:
    """Return the last month of a name that has begun, or the one so many years later."""
    return month(today.year - (number > today.month) + later, number)


def last_quarter(today: date, number: int) -> Days:
    """Return the last quarter of a number that has begun."""
    return quarter(today.year - (3 * number - 2 > today.month), number)


def shifted(moment: date, by: timedelta) -> date:
    """Return a day moved by a time, at most to the first or the last that the calendar has."""
    if by < timedelta(0):
        return moment + max(by, date.min - moment)
    return moment + min(by, date.max - moment)


def _months_later(moment: date, number: int) -> date:
    """Return the same day so many months later, or the month's last."""
    of_year, of_month = divmod(moment.year * 12 + moment.month - 1 + number, 12)
    return date(of_year, of_month + 1, min(moment.day, monthrange(of_year, of_month + 1)[1]))


def _season_near(today: date, name: str, later: int) -> Days:
    """Return this year's season, a winter that still lasts, or the last one that is over, or the next to begin."""
    near = [season(today.year + years, name) for years in (-2, -1, 0, 1)]
    if later < 0:
        return [run for run in near if run.last < today][-1]
    if later > 0:
        return next(run for run in near if run.first > today)
    return near[1] if near[1].last >= today else near[2]


def _weekend_near(today: date, later: int) -> Days:
    """Return a Saturday and Sunday; "this weekend" is over on Monday and Tuesday, and to come until Friday."""
    over = today - timedelta(days=(today.weekday() + 2) % 7)
    to_come = today.weekday() in (2, 3, 4) if later == 0 else later > 0
    running = today.weekday() >= 5 and later < 0
    saturday = over + timedelta(days=7 * (to_come - running))
    return Days(saturday, saturday + timedelta(days=1))


def _back(today: date, number: int, name: str) -> date:
    if name == "hour":
        return today - timedelta(days=(number + 23) // 24)
    if name in _IN_DAYS:
        return today - timedelta(days=number * _IN_DAYS[name])
    return _months_later(today, -number * _IN_MONTHS[name])
