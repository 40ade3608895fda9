"""Responses: what commands look up or do, acknowledged first and made off the event loop."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import closing, suppress
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.failures import attempted, failure
from bot.discord.layout import Page, Reply, elsewhere_page
from bot.discord.libraries import visible
from bot.discord.memory import Memory
from bot.discord.places import admits, place_of
from bot.discord.sending import UNSENT, follow_up, put, tell, think, turn
from bot.errors import RecordsError

_Interaction = discord.Interaction[Any]
_Command = TypeVar(
    "_Command", bound="app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu"
)

_log = logging.getLogger(__name__)


async def look_up(
    interaction: _Interaction, memory: Memory, made: Callable[[tuple[str, ...]], Reply], *, private: bool | None = None
) -> None:
    """Respond with what is made of the libraries that can be seen there; None leaves to the server who sees it."""
    place = place_of(interaction)
    try:
        settings = await memory.settings_in(place)
    except RecordsError as error:
        return await tell(interaction, failure(error).pages[0])
    if not admits(settings, place):
        return await tell(interaction, elsewhere_page(settings.channels))
    shown_to_one = settings.private if private is None else private
    return await respond(interaction, asyncio.to_thread(made, visible(place.guild_id)), private=shown_to_one)


async def respond(interaction: _Interaction, made: Coroutine[Any, Any, Reply], *, private: bool = True) -> None:
    """Acknowledge a command or button, and respond with what is being made."""
    with closing(made):  # which is not begun if Discord takes no response
        await think(interaction, private=private)
        reply = await attempted(made)
    try:
        await follow_up(interaction, reply, private=private)
    except UNSENT as error:
        _log.warning("A response could not be sent: %s", type(error).__name__)


async def replace(interaction: _Interaction, made: Coroutine[Any, Any, Reply], meanwhile: Page | None = None) -> None:
    """Put what is being made in place of the message whose button or menu was used."""
    with closing(made):  # which is not begun if Discord takes no response
        await turn(interaction)
        if meanwhile:
            with suppress(*UNSENT):
                await put(interaction, meanwhile)
        reply = await attempted(made)
    try:
        await put(interaction, reply.pages[0], reply.attached)
    except UNSENT as error:
        _log.warning("A message could not be changed: %s", type(error).__name__)


def everywhere(command: _Command) -> _Command:
    """Offer a command in servers, in direct messages, and to who installs the bot for themselves."""
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    return command
