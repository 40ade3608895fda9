"""Preparing: load the model once, and have Chroma follow, beside whatever else the bot does."""

import asyncio
import logging

from bot.desk import Desk
from index import IndexingError

FOLLOW_EVERY_S = 10.0

_log = logging.getLogger(__name__)


class Preparing:
    """What must be there before the first answer; questions that come earlier wait for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loading = asyncio.Lock()
        self._loaded = False
        self._preparing: asyncio.Task[None] | None = None
        self._began = 0.0  # when it was last begun, by the event loop's clock

    def begin(self) -> None:
        """Prepare beside whatever else is done, unless that goes on already."""
        if self._preparing is None or self._preparing.done():
            self._began = asyncio.get_running_loop().time()
            self._preparing = asyncio.create_task(self.prepare())

    def close(self) -> None:
        """Stop waiting for Chroma."""
        if self._preparing:
            self._preparing.cancel()

    async def prepare(self) -> None:
        """Load the model, then open Chroma as soon as no other process has it; the exact search answers meanwhile."""
        try:
            await self.ready()
            while not await asyncio.to_thread(self._desk.follower.prepare):
                await asyncio.sleep(FOLLOW_EVERY_S)
        except IndexingError as error:
            _log.error("The bot runs, but: %s", error)

    async def ready(self) -> None:
        """Wait until the model is loaded. Raise ModelError if it is not to be had."""
        async with self._loading:
            if not self._loaded:
                await asyncio.to_thread(self._desk.load)
                self._loaded = True

    def mend(self) -> None:
        """Prepare anew now and again: Chroma may be damaged, and much may have been indexed or restored meanwhile."""
        if asyncio.get_running_loop().time() - self._began > FOLLOW_EVERY_S:
            self.begin()
