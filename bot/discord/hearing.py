"""Hear who uses a command, button or form, answer in their language, and bear it if they cannot be reached."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord
from discord import app_commands

from bot.discord.languages import AUTO, speak
from bot.discord.places import place_of
from bot.discord.sending import UNSENT
from bot.errors import RecordsError

_log = logging.getLogger(__name__)
_Interaction = discord.Interaction[Any]


class Tree(app_commands.CommandTree[Any]):
    """The commands; each answers in the language of who uses it."""

    async def interaction_check(self, interaction: _Interaction, /) -> bool:
        """Let everything pass, once the language is known."""
        await listen(interaction)
        return True

    async def on_error(self, interaction: _Interaction, error: app_commands.AppCommandError, /) -> None:
        """Log what a command failed with; in a line if Discord took no answer any more."""
        with unreached():
            if isinstance(error, app_commands.CommandInvokeError) and isinstance(error.original, UNSENT):
                raise error.original
            await super().on_error(interaction, error)


async def listen(interaction: _Interaction) -> None:
    """Speak from now on what the server's settings say, else the person's language, else the server's."""
    try:
        wanted = (await interaction.client.memory.settings_in(place_of(interaction))).language
    except RecordsError:  # which is told where the records are needed
        wanted = AUTO
    speak(wanted, str(interaction.locale), str(interaction.guild_locale or ""))


@contextmanager
def unreached() -> Iterator[None]:
    """Bear it if somebody cannot be answered: they took too long to be heard, or put away what they looked at."""
    try:
        yield
    except UNSENT as error:
        code = f" {error.code}" if isinstance(error, discord.HTTPException) else ""
        _log.warning("Somebody could not be answered: %s%s", type(error).__name__, code)
