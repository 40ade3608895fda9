"""Hear who uses a command, button or form, and answer in their language."""

from typing import Any

import discord
from discord import app_commands

from bot.discord.languages import AUTO, speak
from bot.discord.places import place_of
from bot.errors import RecordsError

_Interaction = discord.Interaction[Any]


class Tree(app_commands.CommandTree[Any]):
    """The commands; each answers in the language of who uses it."""

    async def interaction_check(self, interaction: _Interaction, /) -> bool:
        """Let everything pass, once the language is known."""
        await listen(interaction)
        return True


async def listen(interaction: _Interaction) -> None:
    """Speak from now on what the server's settings say, else the person's language, else the server's."""
    try:
        wanted = (await interaction.client.memory.settings_in(place_of(interaction))).language
    except RecordsError:  # which is told where the records are needed
        wanted = AUTO
    speak(wanted, str(interaction.locale), str(interaction.guild_locale or ""))
