"""Departures: what is kept of a server that removed the bot is erased after a period of grace."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord.ext import tasks

from bot.desk import Desk
from bot.discord.bench import Bench
from bot.discord.libraries import own
from bot.discord.memory import Memory
from bot.discord.shards import hears_of
from bot.errors import NewsdeskError
from index import IndexingError

EVERY_HOURS = 24.0
GRACE = timedelta(days=7)

_log = logging.getLogger(__name__)


class Departures:
    """Note which servers the bot is in, and erase what belongs to those that it left long enough ago."""

    def __init__(
        self, client: discord.Client, desk: Desk, memory: Memory, bench: Bench, grace: timedelta = GRACE
    ) -> None:
        self._client = client
        self._desk = desk
        self._memory = memory
        self._bench = bench
        self._grace = grace
        self._noting = asyncio.Lock()  # in the order in which it happened
        self._timer = tasks.loop(hours=EVERY_HOURS)(self.sweep)

    def close(self) -> None:
        """Sweep no more."""
        self._timer.cancel()

    async def connected(self) -> None:
        """Note what happened while the bot was away, then sweep, now and once a day."""
        here = {guild.id for guild in self._client.guilds}
        try:
            for guild_id in sorted(here):
                await self._memory.do(self._memory.records.joined, guild_id)
            for guild_id in await self._memory.do(self._memory.records.present):
                if guild_id not in here and hears_of(self._client, guild_id):
                    await self._memory.do(self._memory.records.left, guild_id)
        except NewsdeskError as error:
            _log.error("Which servers the bot is in could not be noted: %s", error)
        if not self._timer.is_running():
            self._timer.start()

    async def joined(self, guild: discord.Guild) -> None:
        """Note that the bot is in a server; what it had kept there is kept on."""
        await self._note(self._memory.records.joined, guild)

    async def left(self, guild: discord.Guild) -> None:
        """Note that the bot is in a server no more; the grace period begins."""
        await self._note(self._memory.records.left, guild)

    async def sweep(self) -> None:
        """Erase what belongs to servers that were left before the grace period; what fails is tried again next time."""
        try:
            for guild_id in await self._memory.do(self._memory.records.departed, datetime.now(UTC) - self._grace):
                if hears_of(self._client, guild_id):
                    await self._erase(guild_id)
        except NewsdeskError as error:
            _log.error("Servers that were left could not be looked up: %s", error)

    async def _erase(self, guild_id: int) -> None:
        if self._client.get_guild(guild_id):
            return await self._memory.do(self._memory.records.joined, guild_id)
        try:
            async with self._bench.alone(guild_id):
                await asyncio.to_thread(self._desk.erase_library, own(guild_id))
            await self._memory.erase(self._memory.records.gone, guild_id)
        except (NewsdeskError, IndexingError) as error:
            _log.error("The library of a server that was left is not erased yet: %s", error)
        return None

    async def _note(self, noted: Any, guild: discord.Guild) -> None:
        try:
            async with self._noting:
                await self._memory.do(noted, guild.id)
        except NewsdeskError as error:
            _log.error("A server that was joined or left could not be noted: %s", error)
