"""The watchdog: end the process when it cannot come back by itself, so that whatever supervises it starts it anew."""

import asyncio
import faulthandler
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from bot.discord.pulse import Pulse
from bot.errors import NewsdeskError

SILENT_S = 300.0  # discord.py may go on resuming for ever
LOOK_EVERY_S = 5.0

_log = logging.getLogger(__name__)


async def watch(
    pulse: Pulse, latencies: Callable[[], Iterable[tuple[int, float]]], expected: Callable[[], int]
) -> None:
    """Return never; raise NewsdeskError if a shard was neither connected nor acknowledged for five minutes."""
    with alive_within(SILENT_S) as again:
        while True:
            again()
            pulse.measured(latencies())
            silence_s = pulse.silence_s(expected())
            if silence_s > SILENT_S:
                _log.critical("Discord's gateway was not heard of for %.0f seconds; the bot ends.", silence_s)
                raise NewsdeskError(
                    f"Discord's gateway was silent for {silence_s / 60:.0f} minutes, so the bot ended. "
                    "Have a supervisor start it again, and check the network and https://discordstatus.com."
                )
            await asyncio.sleep(LOOK_EVERY_S)


@contextmanager
def alive_within(seconds: float) -> Iterator[Callable[[], None]]:
    """Give a function that must be called again and again; the process ends with exit code 1 if it is not in time.

    So it ends even if the event loop stands still; where it stands is written to standard error.
    """

    def again() -> None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or sys.stderr)

    try:
        yield again
    finally:
        faulthandler.cancel_dump_traceback_later()
