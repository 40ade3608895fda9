"""Memory: the records of people, reached from the event loop without making it wait."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.discord.languages import AUTO
from bot.discord.places import Place
from bot.errors import RecordsError
from bot.records import Forgotten, Records, ServerSettings

THREADS = 2  # of its own: what Discord waits three seconds for never waits behind answers being made
ERASING_THREADS = 1  # nor behind what is being erased, for which the whole file is written anew

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")
_log = logging.getLogger(__name__)


class Memory:
    """The records, and the threads that read and write them."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._threads = ThreadPoolExecutor(THREADS, "records")
        self._erasing = ThreadPoolExecutor(ERASING_THREADS, "erasing")

    async def do(self, method: Callable[_Given, _Read], *given: _Given.args, **named: _Given.kwargs) -> _Read:
        """Return what a method of the records returns. Raise RecordsError if they cannot be used."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(method, *given, **named))

    async def erase(self, method: Callable[_Given, _Read], *given: _Given.args, **named: _Given.kwargs) -> _Read:
        """Return what a method returns that erases, which takes its time. Raise RecordsError if it fails."""
        return await asyncio.get_running_loop().run_in_executor(self._erasing, partial(method, *given, **named))

    async def settings_in(self, place: Place) -> ServerSettings:
        """Return how the server wants it, the defaults outside of servers."""
        if place.guild_id is None:
            return ServerSettings()
        return await self.do(self.records.settings_of, place.guild_id)

    async def language_in(self, guild_id: int | None) -> str:
        """Return the language that a server wants; each reader's own outside of servers, and if it cannot be read."""
        if guild_id is None:
            return AUTO
        try:
            return (await self.do(self.records.settings_of, guild_id)).language
        except RecordsError as error:
            _log.error("Which language a server wants could not be read: %s", error)
            return AUTO

    async def person(self, user_id: int) -> str:
        """Return what stands for a person in the records."""
        return await self.do(self.records.person, user_id)

    async def forget(self, user_id: int) -> Forgotten:
        """Erase all that is kept of a person; what they asked before is not kept later either."""
        return await self.erase(self.records.forget, await self.person(user_id))

    def close(self) -> None:
        """Finish what is being written, and end the threads."""
        self._threads.shutdown()
        self._erasing.shutdown()
