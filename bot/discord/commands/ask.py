"""Ask: the command /ask, and "Ask about this" in the menu of a message."""

from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.asking import Asking, Posed
from bot.discord.completing import publisher_choices
from bot.discord.days import first_day, last_day
from bot.discord.failures import failure
from bot.discord.forms import follow_form, question_form
from bot.discord.libraries import visible
from bot.discord.lookups import Lookups
from bot.discord.memory import Memory
from bot.discord.places import place_of
from bot.discord.sending import ask_for, tell
from bot.discord.wording import words_of
from bot.errors import RecordsError, UsageProblem

LONGEST_OPTION = 6_000  # characters that Discord takes in a command's option
LONGEST_NAME = 100  # and in what it completes an option to

_Interaction = discord.Interaction[Any]
_Short = app_commands.Range[str, 1, LONGEST_NAME]
_EVERYWHERE = {"guilds": True, "dms": True, "private_channels": True}


def ask_command(desk: Desk, asking: Asking, lookups: Lookups) -> app_commands.Command[Any, ..., None]:
    """Return /ask."""

    @app_commands.command(name="ask", description="Answer a question by what the news articles say")
    @app_commands.describe(
        question='for example: what did Zhao Lijian say about the "clean network"',
        since="only articles of this day or later: 2020-10-14, last week",
        until="only articles of this day or earlier: 2020-10, yesterday",
        source="only articles published by this name or site",
        private="show the answer to you alone",
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(**_EVERYWHERE)
    async def ask(
        interaction: _Interaction,
        question: app_commands.Range[str, 1, LONGEST_OPTION],
        since: _Short | None = None,
        until: _Short | None = None,
        source: _Short | None = None,
        private: bool | None = None,
    ) -> None:
        today = datetime.now(UTC).date()
        try:
            days = first_day(since, today), last_day(until, today)
            _check_order(*days)
        except UsageProblem as problem:
            return await tell(interaction, failure(problem).pages[0])
        named = source.strip() or None if source else None
        posed = Posed(question, interaction.user.id, place_of(interaction), private, None, *days, source=named)
        return await asking.respond(interaction, posed)

    @ask.autocomplete("source")
    async def _sources(interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        libraries = visible(place_of(interaction).guild_id)
        return await lookups.complete(interaction.user.id, lambda: publisher_choices(desk, libraries, typed))

    return ask


def ask_about_command(memory: Memory) -> app_commands.ContextMenu:
    """Return "Ask about this": the message's text is put into a form, to be asked as it is or changed.

    On an answer of the bot it is the form for a follow-up.
    """

    @app_commands.context_menu(name="Ask about this")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(**_EVERYWHERE)
    async def ask_about(interaction: _Interaction, message: discord.Message) -> None:
        kept = None
        if message.author == interaction.client.user:
            try:
                kept = await memory.do(memory.records.answer_in, message.channel.id, message.id)
            except RecordsError as error:
                return await tell(interaction, failure(error).pages[0])
        return await ask_for(
            interaction, follow_form(kept.id) if kept else question_form(message.content or words_of(message))
        )

    return ask_about


def _check_order(since: Any, until: Any) -> None:
    """Raise UsageProblem if no day is left."""
    if since and until and since > until:
        raise UsageProblem("No day is in or after {} and not after {}; swap since and until.", since, until)
