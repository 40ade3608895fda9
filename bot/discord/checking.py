"""Checking: whether the bot would be let in by Discord as it is set up, without going online as the bot."""

import asyncio
import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord

from bot.discord.checkup import Checkup, Lacking
from bot.discord.connection import intents
from bot.discord.endpoints import reaching, staying
from bot.discord.invitation import NEEDED, invitation, missing
from bot.discord.running import LOST, RENEWAL, TOKEN_REFUSED, UNREACHABLE, token_of
from bot.equipment import embeddings_of, ledger_of, server_of
from bot.errors import NewsdeskError, SettingsProblem
from bot.settings import TOKEN, DiscordSettings, Settings
from index import Ledger, LedgerMissing, ModelError, ServerAddress, VectorsError, knock

PORTAL = "https://discord.com/developers/applications"
MOST_SERVERS = 200  # that Discord lists at a time; further ones are not looked at

_SHAPE = re.compile(r"([\w-]{18,})\.[\w-]{5,8}\.[\w-]{25,}", re.ASCII)


def check(settings: Settings) -> Checkup:
    """Ask Discord about the bot, and the servers of the ledger, the vectors and the embedding model about theirs.

    Raise SettingsProblem for a token that cannot be one or is refused, and for a server that may not be used;
    LedgerError if the ledger's cannot be; NewsdeskError if Discord cannot be reached.
    """
    server = server_of(settings)
    token = token_of(settings)
    if not token_like(token):
        raise SettingsProblem(f"{TOKEN} does not look like a bot's token: {RENEWAL}")
    ledger = _ledger_of(settings)
    with reaching(settings.discord):
        found = asyncio.run(_asked(settings.discord, token))
    problems = (*found.problems, *_problems_of_model(settings))
    return replace(found, problems=problems, ledger=ledger, chroma=_state_of(server) if server else "")


def token_like(token: str) -> bool:
    """Say whether a text has the shape of a bot's token, which begins with the bot's id in base64."""
    found = _SHAPE.fullmatch(token.strip())
    if not found:
        return False
    padded = found[1] + "=" * (-len(found[1]) % 4)
    try:
        return base64.urlsafe_b64decode(padded).isdigit()
    except binascii.Error:
        return False


def _ledger_of(settings: Settings) -> str:
    """Say how the ledger's server is, "" if none is set. Raise LedgerError if it cannot be used."""
    address = ledger_of(settings)
    if address is None:
        return ""
    try:
        Ledger(settings.home.expanduser(), address, making=False).close()
    except LedgerMissing as error:  # the bot makes it
        return str(error)
    return f"The ledger at {address.url} answers."


def _problems_of_model(settings: Settings) -> Iterator[str]:
    """Yield why an embedding endpoint, if one is set, cannot be asked."""
    if settings.embedding.endpoint is None:
        return
    try:
        _ = embeddings_of(settings).fingerprint
    except ModelError as error:
        yield str(error)


def _state_of(server: ServerAddress) -> str:
    try:
        knock(server)
    except VectorsError as error:
        return f"{error} Until then the exact search answers."
    return f"The Chroma server at {server.url} answers."


async def _asked(settings: DiscordSettings, token: str) -> Checkup:
    client = discord.Client(intents=discord.Intents.none())
    client.http.http_trace = staying(settings)
    try:
        async with client:
            await client.login(token)
            servers = await client.http.get_guilds(MOST_SERVERS, with_counts=False)
            return _checkup(settings, client, servers)
    except discord.LoginFailure as error:
        raise SettingsProblem(TOKEN_REFUSED) from error
    except LOST as error:
        raise NewsdeskError(f"Discord cannot be reached ({error}). {UNREACHABLE}") from error
    except discord.DiscordException as error:
        raise NewsdeskError(f"Discord did not answer as it should ({error}). {UNREACHABLE}") from error


def _checkup(settings: DiscordSettings, client: discord.Client, servers: list[Any]) -> Checkup:
    application = client.application
    if application is None:
        raise NewsdeskError(f"Discord names no application of this token. {UNREACHABLE}")
    granted = [(str(server["name"]), discord.Permissions(int(server["permissions"]))) for server in servers]
    lacking = [Lacking(name, tuple(missing(permissions))) for name, permissions in granted]
    return Checkup(
        name=application.name,
        application_id=application.id,
        servers=max(len(servers), application.approximate_guild_count),
        permissions=NEEDED.value,
        invite=invitation(application.id),
        lacking=tuple(found for found in lacking if found.permissions),
        problems=tuple(_problems(settings, application)),
    )


def _problems(settings: DiscordSettings, application: discord.AppInfo) -> Iterator[str]:
    flags, here = application.flags, f"{PORTAL}/{application.id}"
    if intents(settings).message_content and not (
        flags.gateway_message_content or flags.gateway_message_content_limited
    ):
        yield (
            "Discord does not give this bot the content of messages. Enable Message Content Intent under Bot at "
            f"{here}, or unset NEWSDESK_DISCORD__MESSAGE_CONTENT."
        )
    if application.interactions_endpoint_url:
        yield (
            "Commands are sent to an Interactions Endpoint URL and do not reach this bot. Remove the URL under "
            f"General Information at {here}."
        )
    if application.bot_require_code_grant:
        yield f"The invite link does not work. Turn off Requires OAuth2 Code Grant under Bot at {here}."
