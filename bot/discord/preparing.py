"""Preparing: load the model once, and have Chroma follow, beside whatever else the bot does."""

import asyncio
import logging

from bot.desk import Desk
from bot.errors import RecordsError
from bot.following import Following
from bot.withdrawing import Withdrawing
from index import IndexingError, LedgerError

_log = logging.getLogger(__name__)


class Preparing:
    """What must be there before the first answer; questions that come earlier wait for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loading = asyncio.Lock()
        self._loaded = False
        self._preparing: asyncio.Task[None] | None = None
        self._following = Following(desk.follower, _tell, _tell_of_return, self._withdraw)
        self._withdrawing = Withdrawing(desk.ledger)
        self._failed = ""

    def begin(self) -> None:
        """Prepare beside whatever else is done."""
        self._preparing = asyncio.create_task(self.prepare())

    async def close(self) -> None:
        """Stop waiting for the model, and following."""
        if self._preparing:
            self._preparing.cancel()
        await asyncio.to_thread(self._following.close)

    async def prepare(self) -> None:
        """Load the model, then open Chroma, and keep it current."""
        try:
            await self.ready()
        except IndexingError as error:
            _tell(error)
        self._following.begin()

    async def ready(self) -> None:
        """Wait until the model is loaded. Raise ModelError if it is not to be had."""
        async with self._loading:
            if not self._loaded:
                await asyncio.to_thread(self._desk.load)
                self._loaded = True

    def _withdraw(self) -> None:
        """Take back what shows articles that another machine erased; what fails is told once and tried again."""
        try:
            self._withdrawing.catch_up()
            self._failed = ""
        except LedgerError:
            pass  # whoever follows tells of it
        except RecordsError as error:
            if str(error) != self._failed:
                _log.error("Answers that show erased articles could not be taken back: %s", error)
            self._failed = str(error)


def _tell(error: IndexingError) -> None:
    _log.error("The bot runs, but: %s", error)


def _tell_of_return() -> None:
    _log.info("Chroma follows again, and answers.")
