"""Write to Discord once more when a write was lost on its way.

discord.py itself repeats what ended in 500, 502 or 504, and on some ways in 503; it never repeats what a cut
connection swallowed. Where much is written in one channel at once, its own five tries under a rate limit may all fail.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

AGAIN_AFTER_S = (0.5, 2.0)  # an interaction's first answer must be there within three seconds
UNAVAILABLE, LIMITED = 503, 429
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
        except discord.HTTPException as error:
            if not _passes(error):
                raise
            _log.warning("Discord does not take a write now (%d); it is written again.", error.status)
        await asyncio.sleep(delay_s)
    return await write()


def _passes(error: discord.HTTPException) -> bool:
    """Say whether Discord would take it later. The network in front of it, which bans, sends no Via with its 429."""
    return error.status == UNAVAILABLE or (error.status == LIMITED and "Via" in error.response.headers)
