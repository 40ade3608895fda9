"""Indexing for servers: one at a time, the others wait; how far it is shows in the message."""

import asyncio
import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import discord

from bot.desk import Desk
from bot.discord.bench import BROKEN_OFF, Bench
from bot.discord.delivering import EVERY_S
from bot.discord.failures import attempted, notice
from bot.discord.languages import say
from bot.discord.layout import Reply, Tone, indexing_page, notice_page, report_reply
from bot.discord.layout.describing import counted
from bot.discord.libraries import own
from bot.discord.outliving import Response
from bot.discord.sending import UNSENT, think
from bot.errors import UsageProblem
from index import HandedFile, IndexingError

MOST_BYTES = 10 * 1024 * 1024  # of an attachment; only the one whose turn it is is held
READ_WITHIN_S = 60.0
ENDED_WITHIN_S = 3.0  # what is being indexed when the bot ends; else it is broken off where it stands
TOLD_OF_END_WITHIN_S = 3.0

TOO_LARGE = "The file is larger than 10 MB. Split it, or put it where it can be fetched and add its address."
LOST = "Discord did not give the file. Attach it again."
UNABLE = "The articles could not be taken in. Try again later; the operator finds the reason in the log."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to have indexed, by the name that it is shown by: addresses, or a file, or what is known."""

    shown: str
    addresses: tuple[str, ...] = ()
    attachment: discord.Attachment | None = None


class Indexing:
    """Index for one server after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.bench = Bench()
        self._ending = threading.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._made: set[asyncio.Task[Reply]] = set()

    async def run(self, interaction: discord.Interaction[Any], guild_id: int, wanted: Wanted) -> None:
        """Index into a server's library when it is its turn, and report; whatever happens, something is said."""
        await think(interaction, private=True)
        run = asyncio.create_task(self._run(Response(interaction, private=True), guild_id, wanted))
        self._running.add(run)
        run.add_done_callback(self._running.discard)
        await run

    async def close(self) -> None:
        """Break off at the next article, with a word to who waits for it; what was taken in stays.

        Nobody in line waits for that, and who waits for an article that takes too long is told before it is done.
        """
        self._ending.set()
        self.bench.close()
        if self._running:
            await asyncio.wait(self._running, timeout=ENDED_WITHIN_S)
        for made in self._made:
            made.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=TOLD_OF_END_WITHIN_S)

    async def _run(self, delivery: Response, guild_id: int, wanted: Wanted) -> None:
        made = asyncio.create_task(attempted(self._reply(delivery, guild_id, wanted)))
        self._made.add(made)
        made.add_done_callback(self._made.discard)
        try:
            reply = await made
        except asyncio.CancelledError:
            if not self._ending.is_set():
                raise
            reply = notice(BROKEN_OFF, Tone.WARNING)
        try:
            await delivery.finish(reply)
        except UNSENT as error:
            _log.warning("How an indexing ended could not be told: %s", type(error).__name__)

    async def _reply(self, delivery: Response, guild_id: int, wanted: Wanted) -> Reply:
        _check_size(wanted.attachment.size if wanted.attachment else 0)

        def told(before: int) -> None:
            waiting = say("Waiting: {} before this one.", counted(before, "task"))
            delivery.show_soon(notice_page(waiting, Tone.WAITING))

        async with self.bench.alone(guild_id, told):
            try:
                return await self._indexed(delivery, own(guild_id), wanted)
            except _Ended:
                return notice(BROKEN_OFF, Tone.WARNING)
            except IndexingError as error:
                _log.error("Nothing could be indexed for a server: %s", error)
                return notice(UNABLE, Tone.FAILED)

    async def _indexed(self, delivery: Response, library: str, wanted: Wanted) -> Reply:
        handed = [await _read(wanted.attachment)] if wanted.attachment else []
        far, done = _Far(self._ending), asyncio.Event()
        showing = asyncio.create_task(_show(delivery, wanted.shown, far, done))
        try:
            report = await asyncio.to_thread(
                self._desk.index_for_guest, library, wanted.addresses, handed, progress=far.note
            )
        finally:
            done.set()
            await showing  # so that nothing is written after the report
        return report_reply(wanted.shown, report)


class _Ended(Exception):  # noqa: N818 - the name says what happened
    """Say that indexing was broken off because the bot ends."""


class _Far:
    """How far indexing is, as its thread tells."""

    def __init__(self, ending: threading.Event) -> None:
        self._ending = ending
        self.now = (0, 0)

    def note(self, done: int, total: int) -> None:
        """Note how many inputs are done. Raise _Ended in the thread of the indexing if the bot ends."""
        self.now = (done, total)
        if self._ending.is_set():
            raise _Ended


async def _show(delivery: Response, shown: str, far: _Far, done: asyncio.Event) -> None:
    """Show how far indexing is whenever that changed, once a second, until it is done; what is quick shows nothing."""
    before = None
    while not await _set_within(done, EVERY_S):
        if far.now != before:
            before = far.now
            await delivery.show(indexing_page(shown, *before))


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, and say whether it came in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


async def _read(attachment: discord.Attachment) -> HandedFile:
    """Return an attachment as a file. Raise UsageProblem if it is too large or not to be had."""
    try:
        async with asyncio.timeout(READ_WITHIN_S):
            content = await attachment.read()
    except UNSENT as error:
        raise UsageProblem(LOST) from error
    _check_size(len(content))
    return HandedFile(attachment.filename, content)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise UsageProblem(TOO_LARGE)
