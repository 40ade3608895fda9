"""Wait for something to happen, without asking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")


class Changes:
    """Wake whoever waits for something whenever anything happened."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def happened(self) -> None:
        for woken in self._waiting:
            woken.set()

    async def until(self, holds: Callable[[], _Found], timeout_s: float = 30.0) -> _Found:
        """Return what is found, once there is something. Raise TimeoutError if it takes too long."""
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            async with asyncio.timeout(timeout_s):
                while not (found := holds()):
                    await woken.wait()
                    woken.clear()
                return found
        finally:
            self._waiting.discard(woken)
