"""How long work tells how far it is, and what a person should know meanwhile."""

from collections.abc import Callable

Progress = Callable[[int, int], None]  # (done, total)
Tell = Callable[[str], None]


def no_progress(done: int, total: int) -> None:
    """Show nothing."""


def silent(message: str) -> None:
    """Say nothing."""
