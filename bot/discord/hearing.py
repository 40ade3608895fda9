"""Hear who uses a command, button or form, and answer in their language, if Discord takes an answer."""

import logging
from collections.abc import Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.discord.languages import speak
from bot.discord.places import place_of
from bot.discord.sending import UNSENT

_log = logging.getLogger(__name__)
_Interaction = discord.Interaction[Any]


class Tree(app_commands.CommandTree[Any]):
    """The commands; each answers in the language of who uses it."""

    async def interaction_check(self, interaction: _Interaction, /) -> bool:
        """Let everything pass, once the language is known."""
        await listen(interaction)
        return True

    async def on_error(self, interaction: _Interaction, error: app_commands.AppCommandError, /) -> None:
        """Note that an answer could not be given; all else is discord.py's to log."""
        if isinstance(error, app_commands.CommandInvokeError) and isinstance(error.original, UNSENT):
            return _not_taken(error.original)
        return await super().on_error(interaction, error)


async def heard(interaction: _Interaction, handling: Coroutine[Any, Any, None]) -> None:
    """Handle a button, menu or form; that Discord takes no answer is only noted."""
    try:
        await listen(interaction)
        await handling
    except UNSENT as error:
        _not_taken(error)


async def listen(interaction: _Interaction) -> None:
    """Speak from now on what the server's settings say, else the person's language, else the server's.

    The bot does not end before that is answered.
    """
    interaction.client.queue.attend()
    wanted = await interaction.client.memory.language_in(place_of(interaction).guild_id)
    speak(wanted, str(interaction.locale), str(interaction.guild_locale or ""))


def _not_taken(error: BaseException) -> None:
    """Note that no answer was taken: it was late, its message is gone, or another process of the bot gave one."""
    code = getattr(error, "code", "")
    _log.warning("A command, button or form could not be answered: %s %s", type(error).__name__, code)
