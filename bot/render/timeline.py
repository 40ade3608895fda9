"""Show what somebody said over time: how much in each day, month or year as a small plot, then the statements."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from bot.notices import dated, titled
from bot.render.library import counted
from bot.render.typesetting import FAINT, QUOTE, Heading, indented, one_line
from bot.speaking.reported import Quote
from bot.speaking.timeline import Timeline

MOST_ROWS = 24  # of the plot: with the first statements they fit on a screen
BAR_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the plot: a day, month, year or decade, and how many statements are of it."""

    period: str
    statements: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Periods of one length, numbered in order."""

    number: Callable[[date], int]
    name: Callable[[int], str]


_SCALES = (
    _Scale(date.toordinal, lambda number: date.fromordinal(number).isoformat()),
    _Scale(lambda day: day.year * 12 + day.month - 1, lambda number: f"{number // 12:04}-{number % 12 + 1:02}"),
    _Scale(lambda day: day.year, "{:04}".format),
    _Scale(lambda day: day.year // 10, "{:03}0s".format),
)


def timeline_view(timeline: Timeline) -> RenderableType:
    """Show a plot where there is more than one day, then every statement under its date, oldest first."""
    if not (timeline.dated or timeline.undated):
        return Text("Nothing found.")
    drawn = rows(_day(quote) for quote in timeline.dated)
    plot: list[RenderableType] = [Plot(drawn), ""] if len(drawn) > 1 else []
    return Group(*plot, *_listed((*timeline.dated, *timeline.undated)))


def rows(days: Iterable[date]) -> tuple[Row, ...]:
    """Return a row for each day from the first to the last, or for each month, year or decade if these are too many.

    A period in which nothing was said is a row too: it shows for how long.
    """
    found = list(days)
    for scale in _SCALES:
        counts = Counter(map(scale.number, found))
        if counts and (max(counts) - min(counts) < MOST_ROWS or scale is _SCALES[-1]):
            periods = range(min(counts), max(counts) + 1)
            return tuple(Row(scale.name(number), counts[number]) for number in periods)
    return ()


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars on a terminal that can draw them; elsewhere, and for those who listen, numbers alone."""

    rows: Sequence[Row]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a line for each row."""
        most = max(row.statements for row in self.rows)
        if not options.is_terminal or options.ascii_only or console.is_dumb_terminal:
            yield from (Text(f"{row.period}: {counted(row.statements, 'statement')}") for row in self.rows)
            return
        table = Table.grid(padding=(0, 1))
        for row in self.rows:
            width = max(1, min(BAR_WIDTH, options.max_width - 20))
            table.add_row(Text(row.period), Bar(most, 0, row.statements, width=width), Text(str(row.statements)))
        yield table


def _day(quote: Quote) -> date:
    return date.fromisoformat((quote.article.published or "")[:10])


def _listed(quotes: Sequence[Quote]) -> Iterator[RenderableType]:
    for quote in quotes:
        source = f" · {quote.article.source}" if quote.article.source else ""
        yield Heading(Text.assemble((dated(quote.article), "bold"), f"  {titled(quote.article)}{source}"))
        named = (f"{quote.said.speaker} ({quote.said.cue}, {quote.said.kind})", FAINT)
        yield indented(Text.assemble((one_line(quote.text), QUOTE), "  ", named))
