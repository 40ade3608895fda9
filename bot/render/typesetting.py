"""How text is set in a terminal: styles, indents, items."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

INDENT = (0, 0, 0, 4)
QUOTE = "bold"
FAINT = "dim"
OURS = "magenta"  # what is no article's, but ours; of the eight colours it reads best on light and on dark alike


def indented(text: Text) -> Padding:
    """Return text set in from the left."""
    return Padding(text, INDENT, expand=False)


def itemised(texts: Iterable[Text]) -> RenderableType:
    """Return texts one below the other, each behind a dash and set in from it."""
    items = Table.grid(padding=(0, 1, 0, 0))
    items.add_column()
    items.add_column(overflow="fold")  # a long word is never cut
    for text in texts:
        items.add_row("-", text)
    return items


def one_line(text: str) -> str:
    """Return text with its line breaks and runs of white space as single blanks."""
    return " ".join(text.split())
