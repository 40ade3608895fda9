"""The queue of questions: some are answered at once, the others wait their turn and are told their position."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NoReturn

from bot.discord.languages import say
from bot.discord.line import Line, Place
from bot.discord.quotas import Allowances, Quotas
from bot.discord.turns import Told
from bot.errors import UsageProblem

TELL_EVERY_S = 1.0
TOLD_TOGETHER = 20  # in that time: every word is a message that is edited
PATIENCE_S = 5.0  # with answers that are being made when the bot is told to stop
FAREWELL_S = 2.5  # for what is then still to be sent

RESTARTING = "The bot is restarting; ask again in a moment."
FULL = "So many questions are waiting that no more can be taken. Ask again {}."
FORGOTTEN = "You had all that you asked forgotten, and this question with it."
YOURS = "{} of your questions are waiting already. Ask again {}, when some of them are answered."

_JITTER_S = 0.01  # of timers
_WEIGHT = 0.2  # of the last turn in how long turns take


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many questions are answered at once, and how many may wait: of all, and of each person."""

    at_once: int = 2
    waiting: int = 500
    waiting_each: int = 20


@dataclass(eq=False, slots=True)
class _Question(Place):
    """A question in the queue: the task that answers it, and what its asker was told, in their language."""

    guild_id: int | None
    told: Told
    task: "asyncio.Task[Any]"
    cancelled_before: int
    begun: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    began_at: float = 0.0
    context: Context = field(default_factory=copy_context)  # whoever moves the queue on may speak another language
    position: int = 0
    told_at: float = float("-inf")
    abandoned: bool = False


class Queue:
    """Who is answered when: everybody in turn, within the quotas. It is used on one event loop."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        quotas: Quotas | None = None,
        refused: Callable[[str], None] = lambda why: None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._allowances = Allowances(quotas or Quotas())
        self._refused = refused  # is called with "full", "full for the person", "forgotten" or "restarting"
        self._line: Line[_Question] = Line()
        self._at_work: set[_Question] = set()
        self._askers: set[asyncio.Task[Any]] = set()  # who speaks with the bot, until all of it is said
        self._waking: asyncio.TimerHandle | None = None
        self._telling: asyncio.TimerHandle | None = None
        self._told = 0  # how many were told their position in this second
        self._closing = False
        self._pace_s = 1.0  # how long a turn takes

    @property
    def waiting(self) -> int:
        """Return how many questions wait."""
        return len(self._line)

    @property
    def at_work(self) -> int:
        """Return how many answers are being made."""
        return len(self._at_work)

    @asynccontextmanager
    async def turn(self, user_id: int, guild_id: int | None, told: Told) -> AsyncIterator[None]:
        """Wait for a turn and have it for the length of a block; raise UsageProblem, in plain words, if there is none.

        `told` is called when the place in the queue changes, at most once a second, and not at all if there is no wait.
        """
        question = self._join(user_id, guild_id, told)
        try:
            await question.begun
            yield
        except asyncio.CancelledError:
            if question.abandoned and question.task.uncancel() <= question.cancelled_before:
                self._refuse("restarting", RESTARTING)
            raise
        finally:
            self._leave(question)

    def attend(self) -> "asyncio.Task[Any]":
        """Let the bot not end before the current task has said what it has to say, and return the task."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("only a task of the event loop is waited for")
        self._askers.add(task)
        task.add_done_callback(self._askers.discard)
        return task

    def drop(self, user_id: int) -> int:
        """Let a person's waiting questions go without an answer, and return how many there were."""
        return self._send_away((one for one in self._line if one.whose == user_id), "forgotten", FORGOTTEN)

    async def close(self, patience_s: float = PATIENCE_S, farewell_s: float = FAREWELL_S) -> None:
        """Take no more questions, wait for the answers being made, and let all others know that the bot restarts.

        Answers that are not made in time are given up. It returns when everybody is told, at the latest `farewell_s`
        later.
        """
        self._closing = True
        self._send_away(self._line, "restarting", RESTARTING)
        await _ended((question.task for question in self._at_work), patience_s)
        for question in self._at_work:
            question.abandoned = True
            question.task.cancel()
        end = _loop().time() + farewell_s
        while self._askers - {asyncio.current_task()} and _loop().time() < end:  # some may still come to ask
            await _ended(self._askers, end - _loop().time())

    def _join(self, user_id: int, guild_id: int | None, told: Told) -> _Question:
        """Take a place in the line, or begin at once if nobody is before it."""
        task = self.attend()
        question = _Question(user_id, guild_id, told, task, task.cancelling())
        self._check(question)
        self._line.join(question)
        self._admit()
        if not question.begun.done():
            self._telling = self._telling or _loop().call_later(TELL_EVERY_S, self._tell_all)
            if self._told < TOLD_TOGETHER:
                self._tell(question)
        return question

    def _check(self, question: _Question) -> None:
        if self._closing:
            self._refuse("restarting", RESTARTING)
        own = self._line.waiting(question.whose)
        if own >= self._bounds.waiting_each:
            own_s = self._allowances.wait_s(question.whose, question.guild_id, _loop().time())
            self._refuse("full for the person", YOURS, own, _when(max(own_s, self._wait_s)))
        if self.waiting >= self._bounds.waiting:
            self._refuse("full", FULL, _when(self._wait_s))

    @property
    def _wait_s(self) -> float:
        """Return about how long it takes until what waits now is answered."""
        return self._pace_s * self.waiting / self._bounds.at_once

    def _send_away(self, questions: Iterable[_Question], why: str, words: str) -> int:
        """Let questions that wait go without an answer, and return how many; who has just gone needs no word."""
        waiting = [question for question in questions if not question.begun.done()]
        for question in waiting:
            self._line.leave(question)
            self._refused(why)
            question.begun.set_exception(UsageProblem(words))
        return len(waiting)

    def _leave(self, question: _Question) -> None:
        self._line.leave(question)
        if question in self._at_work:
            self._at_work.remove(question)
            self._pace_s += (_loop().time() - question.began_at - self._pace_s) * _WEIGHT
        self._admit()

    def _admit(self) -> None:
        """Begin what may begin, and come back when a quota allows for more."""
        now = _loop().time()

        def wait_s(question: _Question) -> float:
            return self._allowances.wait_s(question.whose, question.guild_id, now)

        while len(self._at_work) < self._bounds.at_once:
            question = self._line.come_up(lambda question: wait_s(question) <= 0 and not question.begun.done())
            if question is None:
                break
            self._allowances.take(question.whose, question.guild_id, now)
            self._at_work.add(question)
            question.began_at = now
            question.begun.set_result(None)
        if self._waking:
            self._waking.cancel()
            self._waking = None
        soonest_s = self._line.soonest(wait_s)
        if soonest_s is not None and len(self._at_work) < self._bounds.at_once:
            self._waking = _loop().call_later(soonest_s, self._admit)

    def _tell_all(self) -> None:
        """Begin another second of telling: who was never told is first, then who was told longest ago."""
        self._told = 0
        for question in sorted(self._line, key=lambda question: question.told_at):
            if self._told < TOLD_TOGETHER:
                self._tell(question)
        self._telling = _loop().call_later(TELL_EVERY_S, self._tell_all) if self._line else None

    def _tell(self, question: _Question) -> None:
        """Tell an asker the position if it changed, and if they were not told just before."""
        now, position = _loop().time(), self._line.position(question)
        if position != question.position and now > question.told_at + TELL_EVERY_S - _JITTER_S:
            question.position, question.told_at = position, now
            self._told += 1
            question.context.run(question.told, position)

    def _refuse(self, why: str, words: str, *given: object) -> NoReturn:
        self._refused(why)
        raise UsageProblem(words, *given)


async def _ended(tasks: "Iterable[asyncio.Task[Any]]", within_s: float) -> None:
    """Wait until tasks have ended, but no longer than given."""
    others = set(tasks) - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=within_s)


def _when(seconds: float) -> str:
    """Return in words when to come again."""
    if seconds <= 60:
        return say("in a minute")
    return say("in about {} minutes", ceil(seconds / 60))


def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()
