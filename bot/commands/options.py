"""The options that commands share, and how they end. Importing this loads nothing of the articles."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answerers import Answerer, answerer_named
from bot.commands import completing
from bot.errors import UsageProblem
from bot.libraries import library_named

if TYPE_CHECKING:
    from bot.times.days import Days

FAILED = 1
NOTHING_FOUND = 3


def _library_name(name: str) -> str:
    """Return a library's name. Raise BadParameter if it cannot be one."""
    try:
        return library_named(name)
    except UsageProblem as error:
        raise typer.BadParameter(str(error)) from error


def _first_day(words: str) -> date:
    """Return the first of the days that words name. Raise BadParameter if they name none."""
    return _days(words).first


def _last_day(words: str) -> date:
    """Return the last of the days that words name. Raise BadParameter if they name none."""
    return _days(words).last


def _days(words: str) -> "Days":
    from bot.limits import days_meant

    try:
        return days_meant(words)
    except UsageProblem as error:
        raise typer.BadParameter(str(error)) from error


def _source_name(name: str | None) -> str | None:
    """Return the name of a source. Raise BadParameter if it is empty."""
    if name is not None and not name.strip():
        raise typer.BadParameter("name who published, for example: --source Reuters")
    return name.strip() if name else None


Library = Annotated[
    str,
    typer.Option(
        "--library",
        metavar="L",
        callback=_library_name,
        autocompletion=completing.libraries,
        help="The named set of articles to use.",
    ),
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
    typer.Option(
        "--source",
        metavar="S",
        callback=_source_name,
        autocompletion=completing.publishers,
        help="Only articles published by this name or site.",
    ),
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


def exit_unless(found: object, code: int = NOTHING_FOUND) -> None:
    """End the command with an exit code if there is nothing."""
    if not found:
        raise typer.Exit(code)
