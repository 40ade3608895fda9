"""The settings of a server."""

from collections.abc import Iterable
from typing import Protocol

from bot.discord.layout.describing import line
from bot.discord.layout.paging import one_page
from bot.discord.layout.parts import Accent, Page, Text
from bot.discord.markdown import bold

MOST_NAMED = 20  # channels or roles of one setting


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


def settings_page(choices: ServerChoices) -> Page:
    """Return one line a setting, with what it means."""
    lines = [
        _setting("Answers in", _channels(choices.channels) or "every channel"),
        _setting("Every message is a question in", _channels(choices.auto_channels) or "no channel"),
        _setting("Forum posts are answered in", _channels(choices.forums) or "no forum"),
        _setting("May manage, beside Manage Server", _named("@&", choices.roles) or "nobody"),
        _setting("Language", line(choices.language, 20) or "en"),
        _setting("Answers are seen by", "the asker only" if choices.private else "everybody"),
        _setting("Mentions are answered in", "a thread" if choices.threads else "the channel"),
    ]
    return one_page([Text("\n".join(["### Settings of this server", *lines]))], Accent.PLAIN)


def _setting(name: str, value: str) -> str:
    return f"- {name}: {bold(value)}"


def _channels(ids: Iterable[int]) -> str:
    return _named("#", ids)


def _named(kind: str, ids: Iterable[int]) -> str:
    """Return mentions, which Discord shows by name; nobody is pinged, since no message of the bot may."""
    numbers = list(ids)
    shown = [f"<{kind}{number}>" for number in numbers[:MOST_NAMED]]
    return ", ".join(shown) + (f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else "")
