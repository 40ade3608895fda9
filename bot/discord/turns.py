"""Turns: what parts the answering of questions among those who ask."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

Told = Callable[[int], None]  # is called with a question's place in the queue, 1 if it is next


class Turns(Protocol):
    """Who is answered when."""

    def turn(self, user_id: int, guild_id: int | None, told: Told) -> AbstractAsyncContextManager[None]:
        """Wait for a turn and have it for the length of a block; raise UsageProblem, in plain words, if there is none.

        `told` is called, in the context of who waits, when the place in the queue changes; not at all if nobody waits.
        """
