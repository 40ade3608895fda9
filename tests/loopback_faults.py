"""What goes wrong on the way to Discord, on demand: errors, limits, cut connections, slow answers."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum


class Cut(Enum):
    """When a connection is cut."""

    BEFORE = "the request was lost"
    AFTER = "it was carried out, and the answer was lost"


@dataclass(slots=True)
class Fault:
    """What shall happen to the next requests of a route."""

    method: str
    template: str
    times: int = 1
    skipped: int = 0  # requests that pass before
    status: int | None = None
    code: int = 0
    retry_after_s: float = 0.1
    everywhere: bool = False  # a global limit
    cut: Cut | None = None
    delay_s: float = 0.0

    def takes(self, method: str, template: str) -> bool:
        if method != self.method or template != self.template or not self.times:
            return False
        if self.skipped:
            self.skipped -= 1
            return False
        self.times -= 1
        return True


@dataclass(slots=True)
class Limit:
    """So many requests in so many seconds."""

    most: int
    per_s: float


# As observed of Discord; interaction callbacks have no limit of their own.
DEFAULT_LIMITS = {
    "/channels/{channel_id}/messages": Limit(5, 5.0),
    "/channels/{channel_id}/messages/{message_id}": Limit(5, 5.0),
    "/webhooks/{webhook_id}/{webhook_token}": Limit(5, 2.0),
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original": Limit(5, 2.0),
    "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": Limit(5, 2.0),
}
_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass(slots=True)
class Standing:
    """How a bucket stands after a request."""

    headers: dict[str, str]
    exceeded: bool
    retry_after_s: float


@dataclass(slots=True)
class Buckets:
    """The rate limits by route and major parameters."""

    limits: dict[str, Limit] = field(default_factory=lambda: dict(DEFAULT_LIMITS))
    _used: dict[tuple[str, ...], list[float]] = field(default_factory=lambda: defaultdict(list))

    def take(self, method: str, template: str, parameters: dict[str, str]) -> Standing | None:
        """Count a request. Return None for a route without a limit."""
        if not (limit := self.limits.get(template)):
            return None
        key = (method, template, *(parameters.get(name, "") for name in _MAJOR))
        at = time.monotonic()
        used = self._used[key] = [then for then in self._used[key] if at - then < limit.per_s]
        exceeded = len(used) >= limit.most
        if not exceeded:
            used.append(at)
        reset_after_s = max(0.0, limit.per_s - (at - used[0]))
        headers = {
            "X-RateLimit-Limit": str(limit.most),
            "X-RateLimit-Remaining": str(limit.most - len(used)),
            "X-RateLimit-Reset": f"{time.time() + reset_after_s:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after_s:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash((method, template))):x}",
        }
        return Standing(headers, exceeded, reset_after_s)
