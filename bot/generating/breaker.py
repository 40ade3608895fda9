"""A circuit breaker: a model that failed several times in a row is left alone for a while."""

import threading
import time
from collections.abc import Callable

FAILURES = 3  # in a row
REST_S = 60.0


class Breaker:
    """Count failures in a row; while it is open nothing is tried, then one caller at a time may try again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._tried_at = 0.0

    def admits(self) -> bool:
        """Say whether the model may be asked."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            now = self._clock()
            if now - self._tried_at < REST_S:
                return False
            self._tried_at = now  # one tries; the others go on waiting
            return True

    def succeeded(self) -> None:
        """Note that the model answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failures += 1
            self._tried_at = self._clock()
