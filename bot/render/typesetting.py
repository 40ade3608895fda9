"""How text is set in a terminal: styles, indents, items, marked words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index import Span

INDENT = (0, 0, 0, 4)
QUOTE = "bold"
FAINT = "dim"
OURS = "magenta"  # what is no article's, but ours; of the eight colours it reads best on light and on dark alike
SET_IN = "  "
OPENING, CLOSING = ">>", "<<"  # around marked words where nothing can be bold


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with words marked: bold where that can be seen, else between signs."""

    text: Text
    spans: Sequence[Span]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the text with its marks."""
        text, spans = self.text.copy(), _merged(self.text.plain, self.spans)
        if console.color_system is not None:
            for span in spans:
                text.stylize(QUOTE, span.start, span.end)
            yield text
            return
        pieces = text.divide([border for span in spans for border in (span.start, span.end)])
        parts = [Text.assemble(OPENING, piece, CLOSING) if at % 2 else piece for at, piece in enumerate(pieces)]
        yield Text().join(parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is set in from its second line on, where it is too long for one."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the heading."""
        if self.text.cell_len <= options.max_width:
            yield self.text
            return
        first, *further = self.text.wrap(console, max(1, options.max_width - len(SET_IN)), overflow="fold")
        yield from (first, *(Text.assemble(SET_IN, line) for line in further))


def indented(text: RenderableType) -> Padding:
    """Return text set in from the left."""
    return Padding(text, INDENT, expand=False)


def hanging(label: Text | str, text: RenderableType) -> RenderableType:
    """Return text behind a label, its further lines set in as far as the first."""
    return _grid([(label, text)])


def itemised(texts: Iterable[Text]) -> RenderableType:
    """Return texts one below the other, each behind a dash and set in from it."""
    return _grid([("-", text) for text in texts])


def beside(rows: Iterable[tuple[Text, Text]]) -> Table:
    """Return texts in two columns of one width."""
    grid = Table.grid(padding=(0, 2, 1, 0), expand=True)
    for _ in range(2):
        grid.add_column(ratio=1, overflow="fold")
    for left, right in rows:
        grid.add_row(left, right)
    return grid


def one_line(text: str) -> str:
    """Return text with its line breaks and runs of white space as single blanks."""
    return " ".join(text.split())


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order; those that overlap, or have only white space between them, are one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _grid(rows: Iterable[tuple[Text | str, RenderableType]]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")  # a long word is never cut
    for label, text in rows:
        grid.add_row(label, text)
    return grid
