"""Say who said what: the commands /said and /timeline."""

from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.days import first_day
from bot.discord.layout import Reply, said_reply, timeline_reply
from bot.discord.lookups import Lookups
from bot.discord.responding import everywhere
from index import Scope

_Interaction = discord.Interaction[Any]
_Command = app_commands.Command[Any, ..., None]
_Name = app_commands.Range[str, 1, 200]
_Topic = app_commands.Range[str, 1, 300]


def said_command(desk: Desk, lookups: Lookups) -> _Command:
    """Return /said."""

    @app_commands.command(name="said", description="List what somebody said, in the articles' own words, newest first")
    @app_commands.describe(
        speaker="whose words, for example: Zhao Lijian",
        about="only what was said about this",
        since="only in articles of this day or later: 2020-10-14, last week",
    )
    async def said(
        interaction: _Interaction,
        speaker: _Name,
        about: _Topic | None = None,
        since: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        today = datetime.now(UTC).date()

        def made(libraries: tuple[str, ...]) -> Reply:
            quotes = desk.said(speaker, libraries, about or "", Scope.since(first_day(since, today)))
            return said_reply(speaker, about or "", quotes)

        await lookups.respond(interaction, made)

    return everywhere(said)


def timeline_command(desk: Desk, lookups: Lookups) -> _Command:
    """Return /timeline."""

    @app_commands.command(name="timeline", description="Show what somebody said over time, the oldest first")
    @app_commands.describe(speaker="whose words, for example: Zhao Lijian", about="only what was said about this")
    async def timeline(interaction: _Interaction, speaker: _Name, about: _Topic | None = None) -> None:
        def made(libraries: tuple[str, ...]) -> Reply:
            found = desk.timeline(speaker, libraries, about or "")
            return timeline_reply(speaker, about or "", [*found.dated, *found.undated])

        await lookups.respond(interaction, made)

    return everywhere(timeline)
