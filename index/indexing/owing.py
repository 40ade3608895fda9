"""What a watch found changed and could not take in: it is owed, and tried again, more and more seldom."""

import time
from collections.abc import Callable, Iterable

FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 60.0


class Owed:
    """Sources that are to be taken in though nothing of them changes any more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sources: dict[str, None] = {}  # in the order in which they came
        self._pause_s = FIRST_PAUSE_S
        self._next = 0.0

    def add(self, sources: Iterable[str]) -> None:
        """Owe sources, since the ledger or what embeds is away; the next try is put off for longer than this one.

        A change that comes before that, and fails too, puts off nothing: it tells not how long what is away will be.
        """
        self._sources.update(dict.fromkeys(sources))
        if (now := self._clock()) >= self._next:
            self._next = now + self._pause_s
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)

    def settle(self, sources: Iterable[str]) -> None:
        """Owe sources no more; the others are tried next."""
        for source in sources:
            self._sources.pop(source, None)
        self._pause_s, self._next = FIRST_PAUSE_S, self._clock()

    def due(self) -> list[str]:
        """Return what is to be tried now."""
        return list(self._sources) if self._clock() >= self._next else []
