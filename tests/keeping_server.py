"""A simulated server with a manager and an administrator, and people who use commands where Discord shows none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord
from simulated_server import Server, a_server

from bot.desk import Desk
from bot.discord.libraries import own
from bot.records import Records, ServerSettings

HARBOUR = b"Harbour notes\n\nThe harbour of Vigo was closed on Monday. The mayor said that ships must wait."


@dataclass
class Kept:
    """All that a manager can change in a server."""

    settings: ServerSettings
    articles: list[tuple[str, str]]
    sources: list[str]
    gaps: list[str]


def kept_in(desk: Desk, records: Records, guild_id: int) -> Kept:
    """Return all that a manager of a server can change."""
    with desk.ledger.reading() as snapshot:
        articles = [(article.id, article.text) for article in snapshot.articles(own(guild_id))]
        sources = [state.source for state in snapshot.sources(own(guild_id))]
    gaps = [gap.id for gap in records.gaps_in(guild_id)]
    return Kept(records.settings_of(guild_id), articles, sources, gaps)


class Managed:
    """A server with people who may manage it and people who may not."""

    def __init__(self, server: Server) -> None:
        self.server, self.env, self.guild, self.channel = server, server.env, server.guild, server.channel
        self.member = server.alice
        managing = self.guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        ruling = self.guild.create_role("Rulers", permissions=discord.Permissions(administrator=True))
        self.manager = self.guild.add_member(self.env.create_user("mia"), roles=[managing])
        self.administrator = self.guild.add_member(self.env.create_user("ada"), roles=[ruling])

    @property
    def library(self) -> str:
        return own(self.guild.id)

    def kept(self) -> Kept:
        """Return all that could have been changed."""
        return kept_in(self.server.desk, self.server.records, self.guild.id)

    async def slash(self, name: str, who: Any = None, **options: Any) -> simcord.InteractionResult:
        """Use a command, as the manager unless somebody else is named."""
        return await (who or self.manager).slash(self.channel, name, **options)

    async def add(self, content: bytes = HARBOUR, name: str = "harbour.txt") -> simcord.InteractionResult:
        return await self.slash("index add", file=(name, content))


@asynccontextmanager
async def a_managed_server(desk: Desk, **options: Any) -> AsyncIterator[Managed]:
    async with a_server(desk, **options) as server:
        yield Managed(server)


@pytest.fixture
def forging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody use every command everywhere, as a server's overrides or a forged client could."""
    monkeypatch.setattr("simcord.actors._check_command_access", lambda *_: None)


@asynccontextmanager
async def installed_for_oneself(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Have what happens in the block come from who brought the bot along, without the server's leave."""
    made = simcord.interactions.base_payload

    def by_own_leave(backend: Any, **given: Any) -> Any:
        record, payload = made(backend, **given)
        payload["authorizing_integration_owners"] = {"1": str(given["user_id"])}
        return record, payload

    with monkeypatch.context() as patched:
        patched.setattr(simcord.interactions, "base_payload", by_own_leave)
        yield
