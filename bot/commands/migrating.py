"""Move the ledger: newsdesk migrate."""

import time
from contextlib import closing
from typing import Annotated

import typer
from rich.text import Text

from bot import render
from bot.commands.options import AsJson
from bot.console import say, show_result
from bot.equipment import ledger_of
from bot.errors import UsageProblem
from bot.progress import progress_bar
from bot.settings import load_settings
from index import Ledger, migrate


def move(
    back: Annotated[bool, typer.Option("--back", help="Copy from PostgreSQL into the data directory.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is held there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy all libraries from the data directory into the PostgreSQL database that is set, or back.

    Stop newsdesk bot, chat and index first. All of it is copied and compared, or nothing changes; what is copied from
    stays. NEWSDESK_LEDGER__URL names the database; while it is set, it is used.

    \b
    Examples:
      newsdesk migrate
      newsdesk migrate --back --replace
    """
    settings = load_settings()
    home, address = settings.home.expanduser(), ledger_of(settings)
    if address is None:
        raise UsageProblem("No database is set. Name one: NEWSDESK_LEDGER__URL=postgresql://user@host:5432/database")
    if not (back or Ledger.is_in(home)):
        raise UsageProblem(f"There is no ledger in {home} to copy. Correct NEWSDESK_HOME.")
    began = time.monotonic()
    with closing(Ledger(home, address, making=not back)) as on_server, closing(Ledger(home)) as in_file:
        source, target = (on_server, in_file) if back else (in_file, on_server)
        with progress_bar("Copying") as progress:
            moved = migrate(source, target, replacing=replace, progress=progress)
    seconds = round(time.monotonic() - began, 1)
    line = f"{render.counted(moved.articles)}, {moved.passages:,} passages, copied and compared in {seconds} s"
    form = {"articles": moved.articles, "passages": moved.passages, "revision": moved.revision, "seconds": seconds}
    show_result(as_json, form, Text(line))
    say(moved.remains)
