"""Expiry: what people asked is erased when it has been kept for as long as the settings say."""

import logging
from datetime import UTC, datetime, timedelta

from discord.ext import tasks

from bot.discord.memory import Memory
from bot.errors import RecordsError

EVERY_HOURS = 6.0
KEPT_FOR = timedelta(days=30)

_log = logging.getLogger(__name__)


class Expiry:
    """Erase what is too old, at the start and several times a day."""

    def __init__(self, memory: Memory, kept_for: timedelta = KEPT_FOR) -> None:
        self._memory = memory
        self._kept_for = kept_for
        self._timer = tasks.loop(hours=EVERY_HOURS)(self.expire)

    def begin(self) -> None:
        """Erase now and from time to time."""
        self._timer.start()

    def close(self) -> None:
        """Erase no more."""
        self._timer.cancel()

    async def expire(self) -> None:
        """Erase what is too old; what fails is tried again next time."""
        try:
            await self._memory.erase(self._memory.records.expire, datetime.now(UTC) - self._kept_for)
        except RecordsError as error:
            _log.error("What is too old could not be erased: %s", error)
