"""What a shell completes: libraries, articles, speakers, sources. Importing this loads nothing of the articles."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.errors import NewsdeskError
from bot.libraries import DEFAULT

if TYPE_CHECKING:
    from index import Ledger

MOST = 50  # offered at a time
_BASH = "complete_bash"
_UNSAFE = re.compile(r"[^\w@%+=:,./-]")

Offered = list[tuple[str, str]]  # what stands there then, and what it is


def libraries(incomplete: str) -> Offered:
    """Return the libraries whose names begin so."""
    return _found(lambda ledger: _libraries(ledger, incomplete))


def articles(context: typer.Context, incomplete: str) -> Offered:
    """Return the articles whose ids begin so, with their titles."""
    return _found(lambda ledger: _articles(ledger, _library(context), incomplete))


def speakers(context: typer.Context, incomplete: str) -> Offered:
    """Return those who speak and have such a name."""
    return _found(lambda ledger: _speakers(ledger, _library(context), incomplete))


def publishers(context: typer.Context, incomplete: str) -> Offered:
    """Return those who publish and have such a name."""
    return _found(lambda ledger: _publishers(ledger, _library(context), incomplete))


def _found(look: "Callable[[Ledger], Iterable[tuple[str, str]]]") -> Offered:
    """Return what is found where there is anything; a shell that completes is no place for complaints."""
    from index import IndexingError

    try:
        with _ledger() as ledger:
            found = list(look(ledger))[:MOST] if ledger else []
    except (NewsdeskError, IndexingError, OSError):
        return []
    return [(_quoted(name), what) for name, what in found]


@contextmanager
def _ledger() -> "Iterator[Ledger | None]":
    """Open the ledger; None, and nothing is made, if there is none."""
    from bot.settings import load_settings
    from index import Ledger

    settings = load_settings()
    home = settings.home.expanduser()
    if not (settings.ledger.address or Ledger.is_in(home)):
        yield None
        return
    ledger = Ledger(home, settings.ledger.address)
    try:
        yield ledger
    finally:
        ledger.close()


def _libraries(ledger: "Ledger", typed: str) -> Offered:
    with ledger.reading() as snapshot:
        return [(name, "library") for name in snapshot.library_names() if name.startswith(typed)]


def _articles(ledger: "Ledger", library: str, typed: str) -> Offered:
    with ledger.reading() as snapshot:
        ids = [known.id for known in snapshot.known(library) if known.id.startswith(typed)][:MOST]
        return [(one, article.title) for one in ids if (article := snapshot.article(library, one))]


def _speakers(ledger: "Ledger", library: str, typed: str) -> Offered:
    from bot.speaking.named import speakers_in

    names = speakers_in(ledger, (library,))
    return [(name, "speaker") for name in names if name.casefold().startswith(typed.casefold())]


def _publishers(ledger: "Ledger", library: str, typed: str) -> Offered:
    with ledger.reading() as snapshot:
        names = snapshot.publishers((library,), typed, MOST)
    return [(name, "source") for name in names if name.casefold().startswith(typed.casefold())]


def _library(context: typer.Context) -> str:
    return str(context.params.get("library") or DEFAULT)


def _quoted(name: str) -> str:
    """Return a name as it must stand in the line: bash takes what it is given as it is, other shells quote it."""
    return _UNSAFE.sub(r"\\\g<0>", name) if os.environ.get("_NEWSDESK_COMPLETE") == _BASH else name
