"""Say how current the articles are: the command /status."""

from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.languages import say
from bot.discord.layout import Reply, status_reply
from bot.discord.lookups import Lookups
from bot.discord.responding import everywhere
from index import Freshness


def status_command(desk: Desk, lookups: Lookups, stale_after_days: float) -> app_commands.Command[Any, ..., None]:
    """Return /status. The sources are left out: those of the operator are folders of their own machine."""

    @app_commands.command(name="status", description="Say how many articles there are, and how current they are")
    async def status(interaction: discord.Interaction[Any]) -> None:
        def made(libraries: tuple[str, ...]) -> Reply:
            freshness = desk.freshness(libraries)
            return status_reply(freshness, (), _warning(freshness, stale_after_days))

        await lookups.respond(interaction, made)

    return everywhere(status)


def _warning(freshness: Freshness, stale_after_days: float) -> str:
    """Return a warning if nothing was indexed for too long."""
    if freshness.indexed_at is None:
        return ""
    age = datetime.now(UTC) - datetime.fromisoformat(freshness.indexed_at)
    if age.total_seconds() <= stale_after_days * 86_400:
        return ""
    return say("Nothing was indexed for {:,} days; answers may be out of date.", age.days)
