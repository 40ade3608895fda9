"""Responses: what commands and buttons do, acknowledged first."""

from collections.abc import Coroutine
from contextlib import closing, suppress
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.failures import attempted
from bot.discord.layout import Page, Reply
from bot.discord.sending import UNSENT, follow_up, put, think, turn

_Interaction = discord.Interaction[Any]
_Command = TypeVar(
    "_Command", bound="app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu"
)


async def respond(interaction: _Interaction, made: Coroutine[Any, Any, Reply], *, private: bool = True) -> None:
    """Acknowledge a command or button, and respond with what is being made."""
    with closing(made):  # which is not begun if Discord takes no response
        await think(interaction, private=private)
        reply = await attempted(made)
    await follow_up(interaction, reply, private=private)


async def replace(interaction: _Interaction, made: Coroutine[Any, Any, Reply], meanwhile: Page | None = None) -> None:
    """Put what is being made in place of the message whose button or menu was used."""
    with closing(made):  # which is not begun if Discord takes no response
        await turn(interaction)
        if meanwhile:
            with suppress(*UNSENT):
                await put(interaction, meanwhile)
        reply = await attempted(made)
    await put(interaction, reply.pages[0], reply.attached)


def everywhere(command: _Command) -> _Command:
    """Offer a command in servers, in direct messages, and to who installs the bot for themselves."""
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    return command
