"""Forgetting: what was kept of a person goes, what of theirs still waits too, and others who wait are told."""

import asyncio
from dataclasses import replace

from bot.discord.memory import Memory
from bot.discord.queueing import Queue
from bot.discord.watching import Watching
from bot.records import Forgotten


class Forgetting:
    """Forget people, wherever something of them is."""

    def __init__(self, memory: Memory, queue: Queue, watching: Watching) -> None:
        self._memory = memory
        self._queue = queue
        self._watching = watching
        self._telling: set[asyncio.Task[None]] = set()

    async def forget(self, user_id: int) -> Forgotten:
        """Forget a person, and return how much went; questions that waited for their turn count as others."""
        waiting = self._queue.drop(user_id)
        forgotten = await self._memory.forget(user_id)
        telling = asyncio.create_task(self._watching.taken_back(forgotten.ended))  # which speaks other languages
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)
        return replace(forgotten, answers=forgotten.answers + waiting)
