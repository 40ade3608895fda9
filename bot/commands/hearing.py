"""Hear what people made of the answers: feedback, gaps."""

from pathlib import Path
from typing import Annotated

import typer

from bot import forms
from bot.commands.options import AsJson, Library, exit_unless
from bot.console import say, show_result
from bot.reactions import feedback_view, gaps_view
from bot.records import existing
from bot.settings import load_settings
from index import SHARED, clean_line


def feedback(library: Library = SHARED, as_json: AsJson = False) -> None:
    """List what people thought of answers, newest first, for which the library was searched. Exit 3 if there is none.

    A server's own library is named discord-SERVER; shared is searched for every answer.

    \b
    Examples:
      newsdesk feedback
      newsdesk feedback --library discord-1042 --json
    """
    with existing(_home()) as records:
        found = records.feedback_of(library) if records else ()
    show_result(as_json, forms.feedback_form(found), feedback_view(found))
    exit_unless(found)


def gaps(
    close: Annotated[
        str | None, typer.Option("--close", metavar="ID", help="Close this one until it is asked again.")
    ] = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """List the questions that the articles do not answer, most asked first. Exit 3 if there is none.

    Questions with the same content words are counted as one, in their latest wording. A server's own library is named
    discord-SERVER; shared is searched for every question.

    \b
    Examples:
      newsdesk gaps
      newsdesk gaps --close 3f0a91c2d4e5
    """
    if close is not None:
        _close(library, close, as_json)
        return
    with existing(_home()) as records:
        found = records.gaps_of(library) if records else ()
    show_result(as_json, forms.gaps_form(found), gaps_view(found))
    exit_unless(found)


def _close(library: str, gap_id: str, as_json: bool) -> None:
    with existing(_home()) as records:
        closed = records.close_gap_of(library, gap_id) if records else None
    if closed is None:
        say(f"There is no gap {clean_line(gap_id)!r} in the library {library!r}. List them: newsdesk gaps")
    if closed or as_json:
        found = (closed,) if closed else ()
        show_result(as_json, forms.gaps_form(found), gaps_view(found))
    if closed:
        say("Closed until it is asked again.")
    exit_unless(closed)


def _home() -> Path:
    return load_settings().home.expanduser()
