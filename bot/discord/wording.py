"""The words of a message, wherever in it they stand: its text, its components, what it forwards, its embeds."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

_HEADING = re.compile(r"^(?:-#|#{1,3}) ", re.MULTILINE)  # and small print


def words_of(message: discord.Message) -> str:
    """Return what a message says, without markup; "" if it has no words."""
    text = "\n".join(filter(None, _parts(message)))
    return discord.utils.remove_markdown(_HEADING.sub("", text)).strip()


def _parts(message: Any) -> Iterator[str]:
    """Yield the parts of a message, or of one that was forwarded, which has not all of them."""
    yield message.content
    yield from _displayed(message.components)
    for forwarded in getattr(message, "message_snapshots", ()):
        yield from _parts(forwarded)
    for embed in message.embeds:
        yield embed.description or ""


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
