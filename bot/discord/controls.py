"""Controls: buttons and menus known by their custom ids alone, so that they outlive the process that sent them."""

import re
from collections.abc import Callable, Coroutine
from typing import Any, Self

import discord
from discord import ui

from bot.discord.hearing import heard
from bot.discord.layout import Verb, template

_Interaction = discord.Interaction[Any]
Handle = Callable[[_Interaction, dict[str, str]], Coroutine[Any, Any, None]]
Control = type[ui.DynamicItem[Any]]


def control(verb: Verb, handle: Handle) -> Control:
    """Return the class of a verb's buttons or menus, which discord.py makes an object of at every use."""

    class Used(ui.DynamicItem[Any], template=template(verb)):
        def __init__(self, item: ui.Item[Any], parts: dict[str, str]) -> None:
            super().__init__(item)
            self._parts = parts

        @classmethod
        async def from_custom_id(cls, interaction: _Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:
            return cls(item, match.groupdict())

        async def callback(self, interaction: _Interaction) -> None:
            await heard(interaction, handle(interaction, self._parts))

    return Used


def chosen(interaction: _Interaction) -> tuple[int, ...]:
    """Return the ids that were chosen in a menu, untrusted."""
    data: Any = interaction.data or {}
    return tuple(int(value) for value in data.get("values") or [] if str(value).isdecimal())
