"""Compare when articles were published, by the moments that they state."""

from datetime import UTC, datetime, time


def precedes(one: str | None, other: str | None) -> bool:
    """Say whether a day or moment of publication is before another; without a time of day, before its day in UTC."""
    if not (one and other):
        return False
    first, second = _in_utc(one), _in_utc(other)
    timed = "T" in one and "T" in other
    return first < second if timed else first.date() < second.date()


def moment_of(published: str | None) -> datetime:
    """Return a moment to order by: the noon of a day without a time; what is undated is before all.

    In this order nothing stands before what it `precedes`.
    """
    return _in_utc(published) if published else datetime.min.replace(tzinfo=UTC)


def _in_utc(published: str) -> datetime:
    stated = datetime.fromisoformat(published)
    if "T" not in published:
        stated = datetime.combine(stated, time(12))
    return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
