"""Whether the played Discord itself listens: a busy machine keeps it from its event loop too."""

import asyncio
import gc
import time

EVERY_S = 0.02


class Listening:
    """Know for how long nothing could be heard."""

    def __init__(self) -> None:
        self._due = time.monotonic()
        self._longest_s = 0.0
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look at the clock from now on."""
        gc.freeze()  # what all tests have made is not gone through again, which takes a tenth of a second
        self._due = time.monotonic()
        self._task = asyncio.create_task(self._listen())

    def end(self) -> None:
        """Look at the clock no more."""
        if self._task:
            self._task.cancel()

    def missed_s(self) -> float:
        """Return the longest time since the last call in which nothing could be heard."""
        longest_s = max(self._longest_s, time.monotonic() - self._due)
        self._longest_s = 0.0
        return longest_s

    async def _listen(self) -> None:
        while True:
            self._due = time.monotonic() + EVERY_S
            await asyncio.sleep(EVERY_S)
            self._longest_s = max(self._longest_s, time.monotonic() - self._due)
