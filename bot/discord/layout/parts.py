"""The parts of a reply: pages of blocks, each page one message, and at most one file with the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

Style = Literal["primary", "secondary", "success", "danger"]
Offered = Literal["texts", "forums", "roles"]  # what a menu lets choose among


class Accent(IntEnum):
    """The colour at the side of a page: what kind of reply it is, at a glance."""

    WORKING = 0x5865F2
    DONE = 0x2E8B57
    IN_PART = 0xE0A100
    NOT_FOUND = 0x80848E
    WRONG = 0xDA373C
    PLAIN = 0x4E5D94


@dataclass(frozen=True, slots=True)
class Button:
    """A button; what it does is told by its custom id alone."""

    label: str
    custom_id: str
    style: Style = "secondary"
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Marked-up text."""

    content: str


@dataclass(frozen=True, slots=True)
class Section:
    """Marked-up text with a button beside it."""

    content: str
    button: Button


@dataclass(frozen=True, slots=True)
class Row:
    """Up to five buttons in a row."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the server's channels or roles, any number of which can be chosen; `chosen` are so already."""

    offered: Offered
    custom_id: str
    placeholder: str
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The file of a reply, to be had here; Discord shows no file that no component names."""

    name: str


Block = Text | Section | Row | Menu | Rule | Enclosed


@dataclass(frozen=True, slots=True)
class Page:
    """One message."""

    blocks: tuple[Block, ...]
    accent: Accent

    def without_file(self, words: str) -> "Page":
        """Return the page with words in place of its file."""
        blocks = tuple(Text(words) if isinstance(block, Enclosed) else block for block in self.blocks)
        return replace(self, blocks=blocks)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for what is too long for messages."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: pages in order, and with the last one a file, if there is one.

    `answer_id` is that of the kept answer which it shows.
    """

    pages: tuple[Page, ...]
    attached: Attachment | None = None
    answer_id: str = ""


def rows(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Return buttons in rows of five."""
    return tuple(Row(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5))
