"""Permissions: the one place that says who may manage a server's articles and settings."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord
from discord import app_commands

from bot.discord.failures import failure
from bot.discord.layout import Tone, notice_page
from bot.discord.memory import Memory
from bot.discord.places import place_of
from bot.discord.sending import tell
from bot.errors import RecordsError

NOT_HERE = (
    "This manages the articles and settings of a server. Use it in a server that the bot was added to; here you can "
    "ask, but not manage."
)
NOT_YOURS = "This is for members with the permission Manage Server, or with a role that they let manage by /settings."
ROLES_NOT_YOURS = "Which roles may manage is for members with the permission Manage Server to say."

_Interaction = discord.Interaction[Any]
_More = ParamSpec("_More")
_Handler = Callable[Concatenate[_Interaction, _More], Coroutine[Any, Any, None]]
_Command = TypeVar("_Command", bound="app_commands.Command[Any, ..., Any] | app_commands.Group")


def managers_only(memory: Memory) -> Callable[[_Handler[_More]], _Handler[_More]]:
    """Return the decorator of every command, button, menu and form that manages: it refuses everybody else.

    Discord's own permissions of commands are a hint that a server can change, and buttons have none.
    """

    def decorate(handle: _Handler[_More]) -> _Handler[_More]:
        @wraps(handle)
        async def checked(interaction: _Interaction, /, *args: _More.args, **named: _More.kwargs) -> None:
            try:
                refused = await refusal(interaction, memory)
            except RecordsError as error:
                return await tell(interaction, failure(error).pages[0])
            if refused:
                return await tell(interaction, notice_page(refused, Tone.WARNING))
            return await handle(interaction, *args, **named)

        return checked

    return decorate


async def refusal(interaction: _Interaction, memory: Memory) -> str | None:
    """Return why somebody may not manage where they are, None if they may. Raise RecordsError."""
    place = place_of(interaction)
    if place.guild_id is None:
        return NOT_HERE
    if manages_server(interaction):
        return None
    settings = await memory.settings_in(place)
    held = {role.id for role in interaction.user.roles} if isinstance(interaction.user, discord.Member) else set()
    return None if (held - {place.guild_id}) & set(settings.roles) else NOT_YOURS  # everybody has the role of that id


def manages_server(interaction: _Interaction) -> bool:
    """Say whether Discord itself lets somebody manage the server, by the permissions that it sends along."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def hinted(command: _Command) -> _Command:
    """Have Discord show a command in servers only, and there to managers only."""
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
    command.default_permissions = discord.Permissions(manage_guild=True)
    return command
