"""Open the data directory for a command, say if there is nothing in it, and have Chroma follow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer

from bot.commands.options import NOTHING_FOUND
from bot.console import say
from bot.desk import Desk, opened
from bot.progress import progress_bar
from bot.settings import load_settings
from index import LedgerError, ServerAddress, VectorsError, knock

Found = TypeVar("Found")

EMPTY_LIBRARY = "The library {!r} has no articles yet{}. Add some: newsdesk index FOLDER, or a file, page or feed"


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Open the data directory that the settings name."""
    with opened(load_settings()) as desk:
        yield desk


def holds_articles(desk: Desk, library: str) -> bool:
    """Say whether there is anything to answer from, and if not, what to do."""
    with desk.ledger.reading() as snapshot:
        filled = snapshot.holds_passages(library)
        others = [name for name in snapshot.library_names() if name != library]
    if not filled:
        say(EMPTY_LIBRARY.format(library, f" (there are articles in: {', '.join(others)})" if others else ""))
    return filled


def found_in(library: str, article_id: str, found: Found | None) -> Found:
    """Return what was found of an article. End the command with exit code 3 if the library has no such article."""
    if found is None:
        say(f"There is no article {article_id!r} in {library!r}. List them: newsdesk articles")
        raise typer.Exit(NOTHING_FOUND)
    return found


def follow(desk: Desk) -> None:
    """Bring Chroma up to the ledger, unless another process has it open and will. A server is looked at each time."""
    if not (desk.follower.behind or desk.follower.is_served):
        return
    try:
        with progress_bar("Following") as progress:
            desk.follower.prepare(progress, probing=desk.follower.is_served)
    except (VectorsError, LedgerError) as error:
        say(f"{error} The articles are safe; the exact search answers until the next newsdesk index.")


def tell_of_server(desk: Desk, server: ServerAddress | None) -> None:
    """Say of a Chroma server, if one is set, that it is not to be had, with what to do, or that it has not followed."""
    if server is None:
        return
    try:
        knock(server)
    except VectorsError as error:
        say(f"{error} Until then the exact search answers.")
        return
    if desk.follower.behind:
        say(
            f"The Chroma server at {server.url} is not up to date, so the exact search answers. newsdesk bot mends "
            "that by itself, or run newsdesk index."
        )
