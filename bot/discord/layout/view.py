"""The view that discord.py sends for a page."""

from typing import Any

import discord
from discord import ui

from bot.discord.layout.parts import Block, Button, Enclosed, Menu, Page, Row, Rule, Section, Text

MOST_CHOSEN = 25  # in one menu
_CHANNELS = {
    "texts": [discord.ChannelType.text, discord.ChannelType.news],
    "forums": [discord.ChannelType.forum],
}


class PageView(ui.LayoutView):
    """A page's components. Clicks are handled by custom id, after a restart too, never by this object."""

    def is_finished(self) -> bool:
        """Say yes, so that discord.py does not keep every view it has sent in memory."""
        return True


class _Chosen(discord.SelectDefaultValue):
    """What is chosen in a menu; discord.py 2.7.1 writes its id as a number, where Discord's document has a text."""

    def to_dict(self) -> Any:
        """Return it as Discord takes it."""
        return super().to_dict() | {"id": str(self.id)}


def page_view(page: Page) -> PageView:
    """Return the view of a page: one container in its colour."""
    view = PageView(timeout=None)
    view.add_item(ui.Container(*map(_item, page.blocks), accent_colour=int(page.accent)))
    return view


def _item(block: Block) -> ui.Item[Any]:
    match block:
        case Text(content):
            return ui.TextDisplay(content)
        case Section(content, button):
            return ui.Section(ui.TextDisplay[Any](content), accessory=_button(button))
        case Row(buttons):
            return ui.ActionRow(*map(_button, buttons))
        case Menu():
            return ui.ActionRow(_menu(block))
        case Rule():
            return ui.Separator()
        case Enclosed(name):
            return ui.File(f"attachment://{name}")


def _button(button: Button) -> ui.Button[Any]:
    style = discord.ButtonStyle[button.style]
    return ui.Button(label=button.label, custom_id=button.custom_id, style=style, disabled=button.disabled)


def _menu(menu: Menu) -> ui.ChannelSelect[Any] | ui.RoleSelect[Any]:
    chosen = menu.chosen[:MOST_CHOSEN]
    common: dict[str, Any] = {"custom_id": menu.custom_id, "placeholder": menu.placeholder, "min_values": 0}
    common["max_values"] = MOST_CHOSEN
    if menu.offered == "roles":
        roles = [_Chosen(id=one, type=discord.SelectDefaultValueType.role) for one in chosen]
        return ui.RoleSelect(default_values=roles, **common)
    channels = [_Chosen(id=one, type=discord.SelectDefaultValueType.channel) for one in chosen]
    return ui.ChannelSelect(channel_types=_CHANNELS[menu.offered], default_values=channels, **common)
