"""The options that commands share, the desk that they open, and how they end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.answerers import Answerer, answerer_named
from bot.console import progress_bar, say
from bot.desk import Desk, opened
from bot.settings import load_settings
from bot.times.days import Days
from bot.times.time_words import days_named
from index import LedgerError, VectorsError

FAILED = 1
NOTHING_FOUND = 3
EMPTY_LIBRARY = "The library {library!r} has no articles yet. Add some: newsdesk index FOLDER"


def _library_name(name: str) -> str:
    """Return a library's name. Raise BadParameter if it cannot be one."""
    if not re.fullmatch(r"[\w.-]{1,100}", name, re.ASCII):
        raise typer.BadParameter("use letters, digits, '-', '_' and '.', at most 100 of them")
    return name


def _first_day(words: str) -> date:
    """Return the first of the days that words name. Raise BadParameter if they name none."""
    return _days(words).first


def _last_day(words: str) -> date:
    """Return the last of the days that words name. Raise BadParameter if they name none."""
    return _days(words).last


def _days(words: str) -> Days:
    named = days_named(words, datetime.now().astimezone().date())
    if named is None:
        raise typer.BadParameter(
            f"{words!r} names no day; write 2020-10-14, 2020-10, 14 October 2020, monday, last week or 3 days ago"
        )
    return named


def _source_name(name: str | None) -> str | None:
    """Return the name of a source. Raise BadParameter if it is empty."""
    if name is not None and not name.strip():
        raise typer.BadParameter("name who published, for example: --source Reuters")
    return name.strip() if name else None


Library = Annotated[
    str, typer.Option("--library", metavar="L", callback=_library_name, help="The named set of articles to use.")
]
Since = Annotated[
    date | None,
    typer.Option("--since", metavar="D", parser=_first_day, help='Only articles of this day or later: "last week".'),
]
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="D", parser=_last_day, help="Only articles of this day or earlier: 2020-10."),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="S", callback=_source_name, help="Only articles published by this name or site."),
]
AnsweredBy = Annotated[
    Answerer | None,
    typer.Option("--answerer", metavar="A", parser=answerer_named, help=f"Who answers: {', '.join(Answerer)}."),
]
AsPage = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write it there too, as one page with the quotes highlighted."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Open the data directory that the settings name."""
    with opened(load_settings()) as desk:
        yield desk


def holds_articles(desk: Desk, library: str) -> bool:
    """Say whether there is anything to answer from, and if not, what to do."""
    with desk.ledger.reading() as snapshot:
        filled = snapshot.holds_passages(library)
    if not filled:
        say(EMPTY_LIBRARY.format(library=library))
    return filled


def follow(desk: Desk) -> None:
    """Bring Chroma up to the ledger, unless another process has it open and will."""
    if not desk.follower.behind:
        return
    try:
        with progress_bar("Following") as progress:
            desk.follower.prepare(progress, probing=False)
    except (VectorsError, LedgerError) as error:
        say(f"{error} The articles are safe; the exact search answers until the next newsdesk index.")


def exit_unless(found: object, code: int = NOTHING_FOUND) -> None:
    """End the command with an exit code if there is nothing."""
    if not found:
        raise typer.Exit(code)
