"""Standard input, output and error: what is read, printed and shown while work goes on."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from index import Progress as Report


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
    sys.stderr.write(f"newsdesk: {message}\n")


def print_view(view: RenderableType) -> None:
    """Print to standard output, as wide as the terminal, plain in a pipe; a line that must not be broken is whole."""
    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        console.print(view, crop=False)
        return
    with console.capture() as captured:  # without the blanks that fill a terminal's lines
        console.print(view, crop=False)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
    console.file.flush()  # whoever reads the pipe may be waiting for the answer


@contextmanager
def growing() -> Iterator[Callable[[RenderableType], None]]:
    """Show on a terminal what grows, until the block ends; nothing elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        yield lambda view: None
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        yield lambda view: live.update(view, refresh=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Report]:
    """Show a bar with its rate on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Rate(ProgressColumn):
    """The rate of the work, measured over its last seconds."""

    def render(self, task: Task) -> Text:
        """Return how many are done in a second."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")
