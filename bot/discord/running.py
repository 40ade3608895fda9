"""Run the Discord bot until it is told to stop, or cannot come back by itself."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import aiohttp
import discord

from bot.desk import opened
from bot.discord.client import NewsdeskClient
from bot.discord.connection import Connection
from bot.discord.endpoints import reaching
from bot.discord.health import endpoint
from bot.discord.logs import log_to_stderr, log_unexpected
from bot.discord.watchdog import watch
from bot.errors import NewsdeskError, SettingsProblem
from bot.leaving import leave_in_time
from bot.records import Records
from bot.settings import TOKEN, DiscordSettings, Settings

RETRIES_AFTER_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # the first connection to Discord

RENEWAL = f"make one under Bot, Reset Token, at https://discord.com/developers/applications, and set {TOKEN} to it."
UNREACHABLE = "Check the network and https://discordstatus.com, then start the bot again."
LOST = (OSError, TimeoutError, aiohttp.ClientError)

TOKEN_REFUSED = f"Discord refused the token: {RENEWAL}"
CONTENT_REFUSED = (
    "Discord does not give this bot the content of messages. Enable Message Content Intent under Bot at "
    "https://discord.com/developers/applications, or unset NEWSDESK_DISCORD__MESSAGE_CONTENT."
)
# What the gateway closes a connection with that must not come back as it is; of 4014 discord.py makes an error.
GATEWAY_REFUSED = {
    4004: TOKEN_REFUSED,
    4010: "Discord knows no such shard. Correct NEWSDESK_DISCORD__SHARDS and NEWSDESK_DISCORD__SHARD_COUNT.",
    4011: "Discord wants more shards. Raise NEWSDESK_DISCORD__SHARD_COUNT, or unset it.",
    4012: "Discord has given up the version of its gateway that this newsdesk speaks. Install a newer newsdesk.",
    4013: "Discord does not know what the bot wants to hear of. Install a newer newsdesk.",
}

_log = logging.getLogger(__name__)


def run_bot(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raise SettingsProblem without a usable token, NewsdeskError offline or when Discord was silent for too long.
    """
    token = token_of(settings)
    with opened(settings) as desk, closing(Records(settings.home.expanduser())) as records, reaching(settings.discord):
        client = NewsdeskClient(
            desk,
            records,
            settings.discord,
            grace=timedelta(days=settings.records.grace_days),
            kept_for=timedelta(days=settings.records.retention_days),
            stale_after_days=settings.stale_after_days,
        )
        log_to_stderr(settings.log.format, token, client.metrics.error_counter)
        asyncio.run(run_until_told(client, token, settings.discord, leave_in_time))


def token_of(settings: Settings) -> str:
    """Return the bot's token. Raise SettingsProblem if there is none."""
    if settings.discord_token is None:
        raise SettingsProblem(f"There is no {TOKEN}: {RENEWAL}")
    return settings.discord_token.get_secret_value()


async def run_until_told(
    client: Connection,
    token: str,
    settings: DiscordSettings | None = None,
    leaving: Callable[[int], None] = lambda code: None,
) -> None:
    """Log in, stay connected, and close the client when a signal comes or the connection is lost for good.

    `leaving` is called with the exit code when the process is about to end.
    """
    asyncio.get_running_loop().set_exception_handler(log_unexpected)
    port = settings.health_port if settings else None
    async with client, endpoint(port, lambda: client.health, client.metrics):
        tasks = [
            asyncio.create_task(_stay_connected(client, token)),
            asyncio.create_task(watch(client.pulse, lambda: client.latencies, lambda: client.expected)),
        ]
        _on_signals(tasks[0], lambda: leaving(0))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        failures = [error for error in ended if isinstance(error, Exception)]
        if failures:
            code = NewsdeskError.exit_code
            if isinstance(failures[0], NewsdeskError):
                code = failures[0].exit_code
                _log.error("The bot ends: %s", failures[0])  # at once: a thread that loads a model may keep the process
            leaving(code)
            raise failures[0]


def _on_signals(task: "asyncio.Task[None]", leaving: Callable[[], None]) -> None:
    """End the task at the first signal; at a second one the process ends as it would by default."""
    loop = asyncio.get_running_loop()

    def end() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        leaving()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)


async def _stay_connected(client: Connection, token: str) -> None:
    try:
        await client.login(token)
        await _connect(client)
    except discord.LoginFailure as error:
        raise SettingsProblem(TOKEN_REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise SettingsProblem(CONTENT_REFUSED) from error
    except LOST as error:
        raise NewsdeskError(f"Discord cannot be reached ({error}). {UNREACHABLE}") from error
    except discord.DiscordException as error:
        if refused := GATEWAY_REFUSED.get(getattr(error, "code", 0)):
            raise SettingsProblem(refused) from error
        raise NewsdeskError(f"Discord ended the connection ({error}). {UNREACHABLE}") from error


async def _connect(client: Connection) -> None:
    """Stay connected to the gateway; discord.py itself tries again once it knows where the gateway is."""
    for delay_s in RETRIES_AFTER_S:
        try:
            return await client.connect()
        except (discord.GatewayNotFound, *LOST) as error:
            if client.shards:
                raise
            _log.warning("Discord's gateway was not found (%s); the bot tries again.", type(error).__name__)
            await asyncio.sleep(delay_s)
    raise NewsdeskError(f"Discord's gateway cannot be reached. {UNREACHABLE}")
