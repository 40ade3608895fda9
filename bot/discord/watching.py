"""Watching: tell who waits for it that a newly indexed article answers."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import discord
from discord.ext import tasks

from bot.answer import Outcome
from bot.answerers import Answerer
from bot.desk import Desk
from bot.discord.asking import OFFERED, Asking
from bot.discord.failures import failure, notice
from bot.discord.languages import say, speak
from bot.discord.layout import Reply, Tone, answer_reply
from bot.discord.memory import Memory
from bot.discord.preparing import Preparing
from bot.discord.sending import SERVERS_OWN, UNSENT, write
from bot.discord.shards import hears_of
from bot.records import Kept, Watch
from bot.request import Request

EVERY_S = 60.0
NEWS = "An article answers this now."
TAKEN_BACK = "Who asked this had it forgotten, and with that nobody is told when an article answers. Ask it yourself."

_log = logging.getLogger(__name__)


class Watching:
    """Ask the questions that somebody waits for anew when a library has changed."""

    def __init__(
        self, client: discord.Client, desk: Desk, memory: Memory, preparing: Preparing, asking: Asking
    ) -> None:
        self._client = client
        self._desk = desk
        self._memory = memory
        self._preparing = preparing
        self._asking = asking
        self._looked_at: dict[str, tuple[str, int]] = {}  # by library: when it was indexed, and the revision then
        self._looking = asyncio.Lock()
        self._timer = tasks.loop(seconds=EVERY_S)(self.look)

    def begin(self) -> None:
        """Look now, and then once a minute: other processes index too."""
        self._timer.start()

    def close(self) -> None:
        """Look no more."""
        self._timer.cancel()

    async def look(self) -> None:
        """Look whether a library was indexed since the last time, and tell who waits for what is in it now."""
        async with self._looking:
            try:
                changed, looked_at = await asyncio.to_thread(self._changed)
                for library in changed:
                    for watch in await self._memory.do(self._memory.records.watches, library):
                        if hears_of(self._client, watch.guild_id):
                            await self._try(watch)
                self._looked_at = looked_at
            except UNSENT as error:
                _log.warning("Discord cannot be reached (%s); who waits is told later.", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the timer goes on, and looks again
                failure(error)

    async def taken_back(self, ended: Iterable[Watch]) -> None:
        """Tell who waits for an answer to a question of somebody who had it forgotten; nobody is pinged."""
        for watch in ended:
            await self._speak_to(watch)
            with suppress(*UNSENT):
                await self._reply(watch, notice(TAKEN_BACK, Tone.WARNING))

    def _changed(self) -> tuple[list[str], dict[str, tuple[str, int]]]:
        """Return the libraries that may hold something new, and how all were found."""
        changed, looked_at = [], dict(self._looked_at)
        with self._desk.ledger.reading() as snapshot:
            for library, at in snapshot.last_indexed().items():
                before = looked_at.get(library)
                if before is None or before[0] != at:  # what is being indexed now is looked at when it is whole
                    looked_at[library] = (at, snapshot.revision)
                    changed += [library] if before is None or before[1] != snapshot.revision else []
        return changed, looked_at

    async def _try(self, watch: Watch) -> None:
        """Ask a question anew, and tell of it if it is answered."""
        began = datetime.now(UTC)  # who is forgotten from now on is so before the answer is kept
        kept = await self._memory.do(self._memory.records.answer, watch.answer_id)
        if kept is None:
            return
        await self._preparing.ready()
        # Nobody asked just now: a language model's tokens are left to those who do.
        request = Request(watch.question, now=watch.asked_at, answerer=Answerer.EXTRACTIVE)
        answer = await asyncio.to_thread(self._desk.ask, request, watch.libraries)
        if answer.outcome is not Outcome.ANSWERED or not await self._memory.do(self._memory.records.done, kept.id):
            return
        await self._close_gap(watch)
        await self._speak_to(watch)
        asked = replace(kept.asked, at=began)
        answer_id = await self._asking.keep(answer, asked)
        offered = OFFERED if answer_id else ()
        reply = answer_reply(replace(answer, question=kept.question), answer_id, offered, heading=say(NEWS))
        await self._tell(watch, kept, reply)

    async def _speak_to(self, watch: Watch) -> None:
        """Speak what the server's settings say, else the language in which somebody said to wait."""
        speak(await self._memory.language_in(watch.guild_id), watch.language)

    async def _close_gap(self, watch: Watch) -> None:
        records = self._memory.records
        gap_id = await self._memory.do(records.gap, watch.answer_id)
        if gap_id and watch.guild_id is not None:
            await self._memory.do(records.close_gap_in, watch.guild_id, gap_id)
        elif gap_id:
            await self._memory.do(records.close_gap_of, watch.libraries[0], gap_id)

    async def _tell(self, watch: Watch, kept: Kept, reply: Reply) -> None:
        """Reply to the message that was waited under; it is waited on if Discord cannot be reached."""
        place = watch.message
        try:
            await self._reply(watch, reply)
        except UNSENT as error:
            if isinstance(error, discord.HTTPException) and error.status < SERVERS_OWN:
                _log.info("Nobody could be told of an answer (%s): the channel is gone or closed.", error.status)
                return
            await self._memory.do(self._memory.records.watch, kept.id, watch.person, place, watch.language)
            raise

    async def _reply(self, watch: Watch, reply: Reply) -> None:
        place = watch.message
        channel = self._client.get_partial_messageable(place.channel_id, guild_id=watch.guild_id)
        reference = discord.MessageReference(
            message_id=place.id, channel_id=place.channel_id, guild_id=watch.guild_id, fail_if_not_exists=False
        )
        for at, page in enumerate(reply.pages):
            attached = reply.attached if at == len(reply.pages) - 1 else None
            sent = await write(channel, page, attached, answering=None if at else reference)
            if reply.answer_id:
                await self._memory.do(self._memory.records.placed, reply.answer_id, place.channel_id, sent.id)
