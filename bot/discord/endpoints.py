"""Where Discord is reached: the real one, or one on loopback that the settings name for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import NewsdeskError
from bot.settings import DiscordSettings, is_loopback


@contextmanager
def reaching(settings: DiscordSettings) -> Iterator[None]:
    """Use the addresses of the settings for the length of a block; discord.py keeps its own in these two places."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if settings.api_url:
        Route.BASE = settings.api_url
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def staying(settings: DiscordSettings) -> aiohttp.TraceConfig | None:
    """Return what keeps a client on loopback, wherever it is led (where to resume, redirections, attachments).

    None if the settings name no address: the client then goes to the real Discord.
    """
    if not settings.api_url and not settings.gateway_url:
        return None
    guard = aiohttp.TraceConfig()
    guard.on_request_start.append(_refuse_elsewhere)
    return guard


async def _refuse_elsewhere(
    session: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
) -> None:
    if not is_loopback(request.url.host):
        raise NewsdeskError(
            f"The bot was led to {request.url.host}, but NEWSDESK_DISCORD__API_URL or NEWSDESK_DISCORD__GATEWAY_URL "
            "keeps it on this machine. Set both to loopback addresses for a test, or unset both."
        )
