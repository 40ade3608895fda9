"""The settings of a server."""

from collections.abc import Iterable
from typing import Protocol

from bot.discord.languages import LANGUAGES, say
from bot.discord.layout.buttons import Verb, custom_id
from bot.discord.layout.paging import one_page
from bot.discord.layout.parts import Accent, Block, Menu, Page, Text
from bot.discord.markdown import bold, small_print

EVERY_MESSAGE = "Take every message as a question in"
EACH = "that of each reader"
MOST_NAMED = 20  # channels or roles of one setting
HIDDEN = (
    "Discord shows the commands for managers to these roles once Server Settings, Integrations allows it to them. "
    "What is not in the menus is changed by the options of /settings."
)


class ServerChoices(Protocol):
    """What the managers of a server chose; channels and roles by id."""

    @property
    def channels(self) -> tuple[int, ...]: ...
    @property
    def auto_channels(self) -> tuple[int, ...]: ...
    @property
    def forums(self) -> tuple[int, ...]: ...
    @property
    def roles(self) -> tuple[int, ...]: ...
    @property
    def language(self) -> str: ...
    @property
    def private(self) -> bool: ...
    @property
    def threads(self) -> bool: ...


def settings_page(choices: ServerChoices, *, changing: bool = False) -> Page:
    """Return one line a setting, with what it means, and menus to change them if somebody handles these."""
    lines = [
        _setting("Answers in", _channels(choices.channels) or "every channel"),
        _setting("Every message is a question in", _channels(choices.auto_channels) or "no channel"),
        _setting("Forum posts are answered in", _channels(choices.forums) or "no forum"),
        _setting("May manage, beside Manage Server", _named("@&", choices.roles) or "nobody"),
        _setting("Language", LANGUAGES.get(choices.language, EACH)),
        _setting("Answers are seen by", "the asker only" if choices.private else "everybody"),
        _setting("Mentions are answered in", "a thread" if choices.threads else "the channel"),
    ]
    blocks: list[Block] = [Text("\n".join([f"### {say('Settings of this server')}", *lines]))]
    return one_page([*blocks, *(_menus(choices) if changing else [])], Accent.PLAIN)


def _menus(choices: ServerChoices) -> list[Block]:
    return [
        Menu("texts", custom_id(Verb.SET, "channels"), say("Answer in these channels only"), choices.channels),
        Menu("texts", custom_id(Verb.SET, "auto_channels"), say(EVERY_MESSAGE), choices.auto_channels),
        Menu("forums", custom_id(Verb.SET, "forums"), say("Answer the posts of these forums"), choices.forums),
        Menu("roles", custom_id(Verb.SET, "roles"), say("Let these roles manage"), choices.roles),
        Text(small_print(say(HIDDEN))),
    ]


def _setting(name: str, value: str) -> str:
    return f"- {say(name)}: {bold(say(value))}"


def _channels(ids: Iterable[int]) -> str:
    return _named("#", ids)


def _named(kind: str, ids: Iterable[int]) -> str:
    """Return mentions, which Discord shows by name; nobody is pinged, since no message of the bot may."""
    numbers = list(ids)
    shown = [f"<{kind}{number}>" for number in numbers[:MOST_NAMED]]
    left = len(numbers) - MOST_NAMED
    return ", ".join(shown) + (f" {say('and {:,} more', left)}" if left > 0 else "")
