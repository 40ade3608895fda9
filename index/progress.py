"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]  # (done, total)


def no_progress(done: int, total: int) -> None:
    """Show nothing."""
