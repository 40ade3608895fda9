"""Deliveries: a reply on its way to where it was asked for, first what is shown meanwhile, then what stays."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

import discord

from bot.discord.layout import Attachment, Page, Reply
from bot.discord.sending import UNSENT, change, write

EVERY_S = 1.0  # between two changes of one message

_log = logging.getLogger(__name__)


class Delivery(ABC):
    """One reply: what is shown meanwhile changes at most once a second, and nothing follows what stays."""

    def __init__(self) -> None:
        self._writing = asyncio.Lock()
        self._shown_at = -EVERY_S
        self._finished = False
        self._showing: set[asyncio.Task[None]] = set()
        self.promising: Callable[[int], Awaitable[None]] | None = None  # is told the message that is shown meanwhile

    async def show(self, page: Page, *, last: bool = False) -> None:
        """Show how it stands; left out if something was shown just before, or if Discord does not take it.

        What is the `last` to be shown is not left out, but waits until it may be.
        """
        async with self._writing:
            if self._finished or (self._left_s > 0 and not last):
                return
            self._finished = last
            await self._pause()
            with suppress(*UNSENT):
                shown = await self._put(page, None)
                if self.promising:
                    await self.promising(shown.id)
                    self.promising = None
            self._shown_at = asyncio.get_running_loop().time()

    def show_soon(self, page: Page) -> None:
        """Show how it stands beside what goes on; a write that has begun is not broken off with that."""
        showing = asyncio.create_task(self.show(page))
        self._showing.add(showing)
        showing.add_done_callback(self._showing.discard)

    async def finish(self, reply: Reply) -> Sequence[int]:
        """Send the reply as it stays, and return the ids of the messages that were sent, the first one's first.

        Raise what Discord raised if not even that one was.
        """
        async with self._writing:
            self._finished = True
            await self._pause()
            last = len(reply.pages) - 1
            files = [reply.attached if at == last else None for at in range(last + 1)]
            first, *others = zip(reply.pages, files, strict=True)
            sent = [(await self._put(*first)).id]
            try:
                for other in others:
                    sent.append((await self._add(*other)).id)
            except UNSENT as error:
                _log.warning("Of %d pages %d were sent: %s", last + 1, len(sent), type(error).__name__)
            return sent

    @property
    def channel_id(self) -> int | None:
        """Return where the messages stand, if that is not where the question was posed."""
        return None

    async def _pause(self) -> None:
        """Wait until the message may be changed again."""
        if self._left_s > 0:
            await asyncio.sleep(self._left_s)

    @property
    def _left_s(self) -> float:
        """Return how long it is until the message may be changed again."""
        return self._shown_at + EVERY_S - asyncio.get_running_loop().time() if self._shown_at >= 0 else 0.0

    @abstractmethod
    async def _put(self, page: Page, attached: Attachment | None) -> "Written":
        """Write the first message, or change it."""

    @abstractmethod
    async def _add(self, page: Page, attached: Attachment | None) -> "Written":
        """Write a further message."""


class Written(Protocol):
    """A message as Discord has taken it."""

    @property
    def id(self) -> int:
        """Return its id."""


class Messages(Delivery):
    """Messages in a channel, the first one a reply if there is something to reply to.

    `question_id` is the message that they answer: two processes that heard it write the same messages, once.
    """

    def __init__(
        self,
        channel: discord.abc.Messageable,
        answering: discord.MessageReference | None = None,
        question_id: int | None = None,
    ) -> None:
        super().__init__()
        self._channel = channel
        self._answering = answering
        self._question_id = question_id
        self._written = 0
        self._first: discord.Message | None = None

    @property
    def channel_id(self) -> int | None:
        """Return where the messages stand."""
        return self._first.channel.id if self._first else None

    async def _put(self, page: Page, attached: Attachment | None) -> Written:
        if self._first is None:
            self._first = await write(self._channel, page, attached, answering=self._answering, name=self._next_name())
        else:
            self._first = await change(self._first, page, attached)
        return self._first

    async def _add(self, page: Page, attached: Attachment | None) -> Written:
        return await write(self._channel, page, attached, name=self._next_name())

    def _next_name(self) -> str:
        self._written += 1
        return f"{self._question_id}.{self._written}" if self._question_id else ""
