"""Run the Discord bot until it is told to stop."""

import asyncio
import logging
import signal
from contextlib import closing, suppress
from datetime import timedelta

import aiohttp
import discord

from bot.desk import opened
from bot.discord.client import NewsdeskClient
from bot.discord.endpoints import reaching, staying
from bot.errors import NewsdeskError, SettingsProblem
from bot.records import Records
from bot.settings import TOKEN, Settings

RETRIES_AFTER_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # the first connection to Discord's gateway

_NEW_TOKEN = "make one under Bot, Reset Token, at https://discord.com/developers/applications"  # noqa: S105 - advice
_UNREACHABLE = "Check the network and https://discordstatus.com, then start the bot again."


def run_bot(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM. Raise SettingsProblem without a usable token, NewsdeskError offline."""
    if settings.discord_token is None:
        raise SettingsProblem(f"There is no {TOKEN}: {_NEW_TOKEN}, and set {TOKEN} to it.")
    token = settings.discord_token.get_secret_value()
    _log_to_stderr()
    with opened(settings) as desk, closing(Records(settings.home.expanduser())) as records, reaching(settings.discord):
        client = NewsdeskClient(
            desk,
            records,
            staying(settings.discord),
            grace=timedelta(days=settings.records.grace_days),
            kept_for=timedelta(days=settings.records.retention_days),
            stale_after_days=settings.stale_after_days,
        )
        asyncio.run(run_until_told(client, token))


async def run_until_told(client: discord.Client, token: str) -> None:
    """Log in, stay connected, and close the client when a signal comes or the connection is lost for good."""
    async with client:
        staying = asyncio.create_task(_stay_connected(client, token))
        _on_signals(staying)
        with suppress(asyncio.CancelledError):
            await staying


def _log_to_stderr() -> None:
    """Log warnings, and discord.py's connections; its debug messages would hold the questions."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    logging.getLogger("discord").setLevel(logging.INFO)


def _on_signals(task: "asyncio.Task[None]") -> None:
    """End the task at the first signal; at a second one the process ends as it would by default."""
    loop = asyncio.get_running_loop()

    def end() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        task.cancel()

    with suppress(NotImplementedError):  # on Windows, where Ctrl-C cancels what asyncio.run() runs
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, end)


async def _stay_connected(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
        await _connect(client)
    except discord.LoginFailure as error:
        raise SettingsProblem(f"Discord refused the token: {_NEW_TOKEN}, and set {TOKEN} to it.") from error
    except (OSError, TimeoutError, aiohttp.ClientError) as error:
        raise NewsdeskError(f"Discord cannot be reached ({error}). {_UNREACHABLE}") from error
    except discord.DiscordException as error:
        raise NewsdeskError(f"Discord ended the connection ({error}). {_UNREACHABLE}") from error


async def _connect(client: discord.Client) -> None:
    """Stay connected to the gateway; discord.py itself reconnects after the first success only."""
    for delay_s in RETRIES_AFTER_S:
        try:
            return await client.connect()
        except AttributeError:
            # discord.py 2.7.1 fails so after a failed first connection: it asks its missing websocket where to resume.
            if client.ws is not None:
                raise
            await asyncio.sleep(delay_s)
    raise NewsdeskError(f"Discord's gateway cannot be reached. {_UNREACHABLE}")
