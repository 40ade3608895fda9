"""Leave time between two requests to one host."""

import threading
from collections.abc import Callable

MOST_HOSTS = 1000


class Pace:
    """When each host may be asked again. For several threads, each of which gets its own turn."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def wait(self, host: str, spacing_s: float) -> float:
        """Wait for a host's turn, put its next turn `spacing_s` later, and return the seconds waited."""
        with self._lock:
            now = self._clock()
            if len(self._next) >= MOST_HOSTS:
                self._next = {name: turn for name, turn in self._next.items() if turn > now}
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + spacing_s
        if turn > now:
            self._sleep(turn - now)
        return self._clock() - now
