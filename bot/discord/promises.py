"""Promises: what says that an answer is coming is noted, so that the next start can take it back after a kill."""

import asyncio
import logging

import discord
from discord.components import Container

from bot.discord.languages import speak, spoken
from bot.discord.layout import Tone, notice_page
from bot.discord.memory import Memory
from bot.discord.places import Place
from bot.discord.sending import SERVERS_OWN, UNSENT, change
from bot.discord.shards import hears_of
from bot.errors import RecordsError
from bot.records import Message, Unfinished

BROKEN = "The bot was stopped before the answer was there. Ask again."

_log = logging.getLogger(__name__)


class Promise:
    """One question's: noted when something is shown that will not stay, and struck out when the answer is there."""

    def __init__(self, memory: Memory, place: Place) -> None:
        self._memory = memory
        self._place = place
        self._noted: Message | None = None

    async def made(self, message_id: int) -> None:
        """Note a message that promises an answer."""
        message = Message(self._place.channel_id, message_id)
        begun = Unfinished(message, self._place.guild_id, spoken())
        try:
            await self._memory.do(self._memory.records.begun, begun)
            self._noted = message
        except RecordsError as error:
            _log.error("If the bot is killed, a question will seem to wait on: %s", error)

    async def kept(self) -> None:
        """Strike it out."""
        if self._noted is None:
            return
        try:
            await self._memory.do(self._memory.records.ended, self._noted)
        except RecordsError as error:
            _log.error("The next start will look whether an answer is there: %s", error)


class BrokenPromises:
    """What a process that was killed has left behind."""

    def __init__(self, client: discord.Client, memory: Memory) -> None:
        self._client = client
        self._memory = memory
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """See what was left, before anything new is promised, and take it back beside."""
        try:
            left = await self._memory.do(self._memory.records.unfinished)
        except RecordsError as error:
            _log.error("Which questions were broken off could not be looked up: %s", error)
            return
        own = [one for one in left if hears_of(self._client, one.guild_id)]
        self._task = asyncio.create_task(self._take_back(own))

    def close(self) -> None:
        """Leave the rest to the next start."""
        if self._task:
            self._task.cancel()

    async def _take_back(self, left: list[Unfinished]) -> None:
        for one in left:
            try:
                if await self._told(one):
                    await self._memory.do(self._memory.records.ended, one.message)
            except RecordsError as error:
                _log.error("What was broken off is looked at again at the next start: %s", error)

    async def _told(self, one: Unfinished) -> bool:
        """Put a word in place of a promise if it still stands there; False if Discord cannot be reached."""
        speak(one.language)
        channel = self._client.get_partial_messageable(one.message.channel_id, guild_id=one.guild_id)
        message = channel.get_partial_message(one.message.id)
        try:
            if await _still_promises(message):
                await change(message, notice_page(BROKEN, Tone.WARNING))
        except discord.HTTPException as error:
            return error.status < SERVERS_OWN  # it is gone, or closed to the bot
        except UNSENT:
            return False
        return True


async def _still_promises(message: discord.PartialMessage) -> bool:
    """Say whether a message is one that will not stay; so it is taken to be where the bot may not read it."""
    try:
        components = (await message.fetch()).components
    except discord.Forbidden:
        return True
    colours = (one.accent_colour for one in components if isinstance(one, Container))
    return any(colour is not None and colour.value == Tone.WAITING.value for colour in colours)
