"""Standard input, output and error: what is read, printed and shown while work goes on."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.live import Live

from bot.render.guarding import Guarded, links_work
from index import clean

MOST_COLUMNS = 120  # in longer lines the eye loses the next one


def given(text: str) -> str:
    """Return the text of an argument, or standard input for "-"."""
    return sys.stdin.read() if text == "-" else text


def show_result(as_json: bool, form: dict[str, Any], view: RenderableType) -> None:
    """Print a result, as JSON or for people."""
    if as_json:
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=2) + "\n")
    else:
        print_view(view)


def say(message: str) -> None:
    """Tell the person something that is no result."""
    sys.stderr.write(f"newsdesk: {clean(message)}\n")


def print_view(view: RenderableType) -> None:
    """Print to standard output, as wide as the terminal, plain in a pipe; a line that must not be broken is whole."""
    console = console_of_output()
    shown = Guarded(view, links=links_work(os.environ))
    if console.is_terminal:
        console.print(shown, crop=False)
        return
    with console.capture() as captured:  # without the blanks that fill a terminal's lines
        console.print(shown, crop=False)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
    console.file.flush()  # whoever reads the pipe may be waiting for the answer


def console_of_output() -> Console:
    """Return standard output as it is now, at most as wide as can be read well."""
    console = Console(highlight=False, markup=False, emoji=False)
    dumb = console.is_dumb_terminal  # rich takes these for 80 columns wide
    console.width = min(MOST_COLUMNS, shutil.get_terminal_size().columns if dumb else console.width)
    return console


@contextmanager
def growing() -> Iterator[Callable[[RenderableType], None]]:
    """Show on a terminal what grows, until the block ends; nothing elsewhere."""
    console = console_of_output()
    if not console.is_terminal or console.is_dumb_terminal:
        yield lambda view: None
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        yield lambda view: live.update(Guarded(view), refresh=True)
