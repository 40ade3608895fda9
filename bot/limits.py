"""Limits of what is looked at: days and a source, as people set them in a terminal."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import UsageProblem
from bot.times.days import Days
from bot.times.time_words import days_named
from index import DayRange, Scope


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and the last day of publication, and who published; None limits nothing."""

    since: date | None = None
    until: date | None = None
    source: str | None = None

    @property
    def told(self) -> str:
        """Return the limits in words, "" if there are none."""
        named = (("since", self.since), ("until", self.until), ("source", self.source))
        return " · ".join(f"{name} {value}" for name, value in named if value)

    @property
    def scope(self) -> Scope:
        """Return the articles that a search is confined to."""
        return Scope(
            published=DayRange(self.since, self.until) if self.since or self.until else None, source=self.source
        )


def days_meant(words: str) -> Days:
    """Return the days that words name, counted from today. Raise UsageProblem if they name none."""
    named = days_named(words, datetime.now().astimezone().date())
    if named is None:
        raise UsageProblem(
            f"{words!r} names no day; write 2020-10-14, 2020-10, 14 October 2020, monday, last week or 3 days ago"
        )
    return named


def refuse_backward(since: date | None, until: date | None) -> None:
    """Raise UsageProblem if no day is between the two."""
    if since and until and since > until:
        raise UsageProblem(f"No day is in or after {since} and not after {until}; swap the two.")
