"""Say what there is to ask: the command /help, made from the commands themselves."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.discord.languages import say
from bot.discord.layout import CommandLine, help_reply
from bot.discord.places import place_of
from bot.discord.responding import everywhere, respond


def help_command(tree: "app_commands.CommandTree[Any]") -> app_commands.Command[Any, ..., None]:
    """Return /help; what is for managers is told in servers only."""

    @app_commands.command(name="help", description="Say what you can ask, and how")
    async def help_me(interaction: discord.Interaction[Any]) -> None:
        in_server = place_of(interaction).guild_id is not None
        lines = [line for line in command_lines(tree) if in_server or not line.for_managers]

        async def made() -> Any:
            return help_reply(lines)

        await respond(interaction, made())

    return everywhere(help_me)


def command_lines(tree: "app_commands.CommandTree[Any]") -> Iterator[CommandLine]:
    """Yield the commands of a tree in alphabetical order, then what stands in the menu of a message."""
    menus = tree.get_commands(type=discord.AppCommandType.message)
    for root in sorted(tree.get_commands(type=discord.AppCommandType.chat_input), key=lambda command: command.name):
        parts = root.walk_commands() if isinstance(root, app_commands.Group) else [root]
        for command in parts:
            if isinstance(command, app_commands.Command):
                described = {option.display_name: say(str(option.description)) for option in command.parameters}
                options = tuple(f"{name}: {description}" for name, description in described.items())
                managing = root.default_permissions is not None
                yield CommandLine(f"/{command.qualified_name}", say(str(command.description)), options, managing)
    for menu in menus:
        yield CommandLine(say(menu.name), say("in the menu of a message, under Apps"))
