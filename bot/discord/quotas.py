"""Quotas: how many questions a person, and a server, may have answered in a time."""

from collections import OrderedDict
from dataclasses import dataclass

BURST_S = 10.0  # a server may have as many at once as it may have in this time
MOST_REMEMBERED = 10_000  # people and servers: one that was forgotten has its whole burst again
_MINUTE_S = 60.0
_ROUNDING = 1e-6  # of a question: sums of fractions are never quite one


@dataclass(frozen=True, slots=True)
class Quotas:
    """The most questions that are answered: `burst` at once and `per_minute` for a person, and for a server."""

    burst: int = 10
    per_minute: int = 60
    server_per_minute: int = 600


class Allowances:
    """What is left to every person and server; moments are seconds of any clock that does not go back."""

    def __init__(self, quotas: Quotas) -> None:
        self._people = _Buckets(quotas.burst, quotas.per_minute / _MINUTE_S)
        per_s = quotas.server_per_minute / _MINUTE_S
        self._servers = _Buckets(max(1.0, per_s * BURST_S), per_s)

    def wait_s(self, user_id: int, guild_id: int | None, now: float) -> float:
        """Return for how long a question must wait, 0 if it need not."""
        server_s = self._servers.wait_s(guild_id, now) if guild_id is not None else 0.0
        return max(self._people.wait_s(user_id, now), server_s)

    def take(self, user_id: int, guild_id: int | None, now: float) -> None:
        """Count a question that is answered now."""
        self._people.take(user_id, now)
        if guild_id is not None:
            self._servers.take(guild_id, now)


class _Buckets:
    """A token bucket for each who asks: it holds `most` and is filled by `per_s` a second."""

    def __init__(self, most: float, per_s: float) -> None:
        self._most = most
        self._per_s = per_s
        self._held: OrderedDict[int, tuple[float, float]] = OrderedDict()  # what was in it, and when

    def wait_s(self, who: int, now: float) -> float:
        missing = 1.0 - self._in(who, now)
        return missing / self._per_s if missing > _ROUNDING else 0.0

    def take(self, who: int, now: float) -> None:
        self._held[who] = self._in(who, now) - 1.0, now
        self._held.move_to_end(who)
        if len(self._held) > MOST_REMEMBERED:
            self._held.popitem(last=False)

    def _in(self, who: int, now: float) -> float:
        left, then = self._held.get(who, (self._most, now))
        return min(self._most, left + (now - then) * self._per_s)
