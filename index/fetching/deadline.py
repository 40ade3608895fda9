"""The time that one fetch may take in all."""

from collections.abc import Callable

from index.errors import FetchError


class Deadline:
    """The moment by which everything must be done: looking up, connecting, reading, unpacking."""

    def __init__(self, limit_s: float, clock: Callable[[], float]) -> None:
        self._limit_s = limit_s
        self._clock = clock
        self._end = clock() + limit_s

    def left_s(self) -> float:
        """Return the seconds that are left, more than none. Raise FetchError if it is past."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.missed()
        return left

    def missed(self) -> FetchError:
        """Return the error that says so."""
        return FetchError(f"it took longer than {self._limit_s:g} s; try again later")

    def put_off(self, seconds: float) -> None:
        """Move the end by a wait that is not the server's fault."""
        self._end += seconds
