"""The bench: articles are taken in, or erased, for one server at a time; the others wait, each server in its turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass, field

from bot.discord.line import Line, Place
from bot.errors import UsageProblem

MOST_TASKS = 100  # of all servers; what waits holds no file yet
MOST_OF_A_SERVER = 5  # that wait, so that no server fills the line

CROWDED = "Too many servers are indexing at the moment. Try again in some minutes."
BUSY_HERE = "{} tasks of this server are waiting already. Try again when some of them are done."
BROKEN_OFF = "The bot is restarting. What was taken in stays; do this again in a moment."

Told = Callable[[int], None]  # is called with how many tasks come before


@dataclass(eq=False, slots=True)
class _Task(Place):
    """What waits for the bench, and what is told of that, in the language of who waits."""

    told: Told
    begun: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    context: Context = field(default_factory=copy_context)
    before: int = 0


class Bench:
    """Who works on the articles of servers: one task at a time. It is used on one event loop."""

    def __init__(self) -> None:
        self._line: Line[_Task] = Line()
        self._at_work: _Task | None = None
        self._closing = False

    @asynccontextmanager
    async def alone(self, guild_id: int, told: Told = lambda before: None) -> AsyncIterator[None]:
        """Wait for the bench and have it for the length of a block; `told` is called when the wait changes.

        Raise UsageProblem, in plain words, if too much waits already or the bot ends.
        """
        task = self._join(guild_id, told)
        try:
            await task.begun
            yield
        finally:
            self._leave(task)

    def close(self) -> None:
        """Send away who waits, and who comes."""
        self._closing = True
        for task in [task for task in self._line if not task.begun.done()]:
            self._line.leave(task)
            task.begun.set_exception(UsageProblem(BROKEN_OFF))

    def _join(self, guild_id: int, told: Told) -> _Task:
        if self._closing:
            raise UsageProblem(BROKEN_OFF)
        if (own := self._line.waiting(guild_id)) >= MOST_OF_A_SERVER:
            raise UsageProblem(BUSY_HERE, own)
        if len(self._line) + (self._at_work is not None) >= MOST_TASKS:
            raise UsageProblem(CROWDED)
        task = _Task(guild_id, told)
        self._line.join(task)
        self._go_on()
        return task

    def _leave(self, task: _Task) -> None:
        self._line.leave(task)
        if self._at_work is task:
            self._at_work = None
        self._go_on()

    def _go_on(self) -> None:
        """Begin with the next task if the bench is free, and tell those who wait."""
        if self._at_work is None:
            self._at_work = self._line.come_up(lambda task: not task.begun.done())
            if self._at_work:
                self._at_work.begun.set_result(None)
        for before, task in enumerate(self._line, start=1):  # the one at work is before all of them
            if before != task.before:
                task.before = before
                task.context.run(task.told, before)
