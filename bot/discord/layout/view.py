"""The view that discord.py sends for a page."""

from typing import Any

import discord
from discord import ui

from bot.discord.layout.parts import Block, Button, Enclosed, Page, Row, Rule, Section, Text


class PageView(ui.LayoutView):
    """A page's components. Clicks are handled by custom id, after a restart too, never by this object."""

    def is_finished(self) -> bool:
        """Say yes, so that discord.py does not keep every view it has sent in memory."""
        return True


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
        case Rule():
            return ui.Separator()
        case Enclosed(name):
            return ui.File(f"attachment://{name}")


def _button(button: Button) -> ui.Button[Any]:
    style = discord.ButtonStyle[button.style]
    return ui.Button(label=button.label, custom_id=button.custom_id, style=style, disabled=button.disabled)
