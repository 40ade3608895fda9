"""Write to Discord once more when a write was lost on its way.

discord.py itself repeats what ended in 500, 502 or 504, and on some ways in 503; it never repeats what a cut
connection swallowed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

AGAIN_AFTER_S = (0.5, 2.0)  # an interaction's first answer must be there within three seconds
UNAVAILABLE = 503
LOST = (aiohttp.ClientError, OSError, TimeoutError)

_Written = TypeVar("_Written")
_log = logging.getLogger(__name__)


async def written(write: Callable[[], Awaitable[_Written]]) -> _Written:
    """Return what a write returns, written again if it was lost; it makes its files anew each time.

    An edit is the same if it is done twice. A message may come twice if only Discord's word of it was lost; that is
    better than none. Raise what the last try raised.
    """
    for delay_s in AGAIN_AFTER_S:
        try:
            return await write()
        except LOST as error:
            _log.warning("A write to Discord was lost (%s); it is written again.", type(error).__name__)
        except discord.DiscordServerError as error:
            if error.status != UNAVAILABLE:
                raise
            _log.warning("Discord is unavailable; what was written is written again.")
        await asyncio.sleep(delay_s)
    return await write()
