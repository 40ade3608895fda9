"""Set how the bot behaves in a server: the command /settings, and its menus."""

from dataclasses import replace as changed
from typing import Any

import discord
from discord import app_commands

from bot.discord.controls import Control, chosen, control
from bot.discord.hearing import listen
from bot.discord.languages import AUTO, LANGUAGES
from bot.discord.layout import Reply, Tone, Verb, notice_page, settings_page
from bot.discord.layout.settings import EACH
from bot.discord.memory import Memory
from bot.discord.permissions import ROLES_NOT_YOURS, hinted, managers_only, manages_server
from bot.discord.places import place_of
from bot.discord.responding import replace, respond
from bot.discord.sending import tell
from bot.records import ServerSettings

MENUS = ("channels", "auto_channels", "forums", "roles")
CHOICES = [app_commands.Choice(name=name, value=code) for code, name in (LANGUAGES | {AUTO: EACH}).items()]

_Interaction = discord.Interaction[Any]


def settings_command(memory: Memory) -> tuple[app_commands.Command[Any, ..., None], tuple[Control, ...]]:
    """Return /settings, and its menus."""

    @app_commands.command(name="settings", description="Show and change how the bot behaves in this server")
    @app_commands.describe(
        language="of the bot's own words; articles keep theirs",
        private="whether answers are shown to the asker alone, unless they ask otherwise",
        threads="whether mentions are answered in a thread",
    )
    @app_commands.choices(language=CHOICES)
    @managers_only(memory)
    async def settings(
        interaction: _Interaction, language: str | None = None, private: bool | None = None, threads: bool | None = None
    ) -> None:
        named = {"language": language, "private": private, "threads": threads}
        changes = {name: value for name, value in named.items() if value is not None}
        await respond(interaction, _changed(interaction, memory, changes))

    @managers_only(memory)
    async def choose(interaction: _Interaction, parts: dict[str, str]) -> None:
        name = parts["setting"]
        if name == "roles" and not manages_server(interaction):
            return await tell(interaction, notice_page(ROLES_NOT_YOURS, Tone.WARNING))
        changes = {name: _of_server(interaction, name, chosen(interaction))} if name in MENUS else {}
        return await replace(interaction, _changed(interaction, memory, changes))

    return hinted(settings), (control(Verb.SET, choose),)


async def _changed(interaction: _Interaction, memory: Memory, changes: dict[str, Any]) -> Reply:
    """Change what is named, if anything is, and return the settings as they are then."""
    place = place_of(interaction)
    if changes and place.guild_id is not None:
        settings = await memory.do(memory.records.change, place.guild_id, **changes)
        await listen(interaction)  # its language may be another now
    else:
        settings = await memory.settings_in(place)
    return Reply((settings_page(_standing(interaction, settings), changing=True),))


def _standing(interaction: _Interaction, settings: ServerSettings) -> ServerSettings:
    """Return the settings without channels and roles that are no more, which Discord would refuse in a menu."""
    kept: dict[str, Any] = {name: _of_server(interaction, name, getattr(settings, name)) for name in MENUS}
    return changed(settings, **kept)


def _of_server(interaction: _Interaction, name: str, ids: tuple[int, ...]) -> tuple[int, ...]:
    """Return the ids that are channels or roles of the server; everybody's role lets nobody manage."""
    guild = interaction.guild
    if guild is None:
        return ()
    if name == "roles":
        return tuple(one for one in ids if guild.get_role(one) and one != guild.id)
    return tuple(one for one in ids if guild.get_channel(one))
