"""The progress of long work, as a bar on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from index import Progress as Report


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
