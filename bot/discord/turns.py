"""Turns: what parts the answering of questions among those who ask."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

AT_ONCE = 2  # questions being answered; the others wait their turn

Told = Callable[[int], None]  # is called with a question's place in the queue, 1 if it is next


class Turns(Protocol):
    """Who is answered when."""

    def turn(self, user_id: int, guild_id: int | None, told: Told) -> AbstractAsyncContextManager[None]:
        """Wait for a turn and have it for the length of a block; raise UsageProblem, in plain words, if there is none.

        `told` is called when the place in the queue changes, and not at all if there is no wait.
        """


class InTurn:
    """Some at once, the others in the order in which they came."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._waiting = 0

    @asynccontextmanager
    async def turn(self, user_id: int, guild_id: int | None, told: Told) -> AsyncIterator[None]:
        """Wait for a turn, and have it for the length of a block; everybody is treated alike."""
        self._waiting += 1
        try:
            if self._free.locked():
                told(self._waiting)
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
