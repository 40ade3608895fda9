"""Days as people name them in the options of commands."""

from datetime import date

from bot.errors import UsageProblem
from bot.times.days import Days
from bot.times.time_words import days_named


def first_day(words: str | None, today: date) -> date | None:
    """Return the first of the days that words name, None without words. Raise UsageProblem if they name none."""
    return _named(words, today).first if words else None


def last_day(words: str | None, today: date) -> date | None:
    """Return the last of the days that words name, None without words. Raise UsageProblem if they name none."""
    return _named(words, today).last if words else None


def _named(words: str, today: date) -> Days:
    named = days_named(words, today)
    if named is None:
        raise UsageProblem(
            "“{}” names no day; write 2020-10-14, 2020-10, 14 October 2020, monday, last week or 3 days ago.", words
        )
    return named
