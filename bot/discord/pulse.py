"""The pulse: which shards are connected to the gateway, and when each was last heard to be alive."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

CURRENT_S = 120.0  # Discord wants a heartbeat every 41 seconds or so, and acknowledges each


@dataclass(slots=True)
class _Shard:
    """One shard as it was last heard of."""

    connected: bool
    alive_at: float
    latency_s: float


class Pulse:
    """What is heard of the shards: that the gateway took or resumed a session, and acknowledged heartbeats."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shards: dict[int, _Shard] = {}
        self._newest_at = clock()  # when a shard was connected for the first time

    def connected(self, shard_id: int) -> bool:
        """Note that the gateway took or resumed a session. Return whether it had one before."""
        before = self._shards.get(shard_id)
        if before is None:
            self._newest_at = self._clock()
        self._shards[shard_id] = _Shard(True, self._clock(), before.latency_s if before else float("nan"))
        return before is not None

    def disconnected(self, shard_id: int) -> None:
        """Note that a connection was lost."""
        if shard_id in self._shards:
            self._shards[shard_id].connected = False

    def measured(self, latencies: Iterable[tuple[int, float]]) -> None:
        """Note how long the last heartbeats took to be acknowledged; a figure that changed tells of a new one."""
        for shard_id, latency_s in latencies:
            shard = self._shards.get(shard_id)
            if shard and shard.connected and latency_s not in (shard.latency_s, float("inf")):
                shard.alive_at, shard.latency_s = self._clock(), latency_s

    def silence_s(self, expected: int) -> float:
        """Return for how long the quietest of the expected shards was not heard of.

        Shards connect one after the other; one that did not come up is as quiet as the newest of the others is old.
        """
        heard_at = [shard.alive_at for shard in self._shards.values()]
        if len(heard_at) < expected:
            heard_at.append(self._newest_at)
        return self._clock() - min(heard_at)

    def steady(self, expected: int) -> bool:
        """Say whether all expected shards are connected and their heartbeats are current."""
        shards = self._shards.values()
        all_here = len(shards) >= expected and all(shard.connected for shard in shards)
        return all_here and self.silence_s(expected) < CURRENT_S

    @property
    def count(self) -> int:
        """Return how many shards are connected."""
        return sum(shard.connected for shard in self._shards.values())

    @property
    def latency_s(self) -> float:
        """Return the longest time that a last heartbeat took to be acknowledged, NaN before the first."""
        return max((shard.latency_s for shard in self._shards.values()), default=float("nan"))
