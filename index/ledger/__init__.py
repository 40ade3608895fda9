"""The ledger: the one true record of articles, passages, vectors and what changed (SQLite)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.database import BUSY_S
from index.errors import LedgerError
from index.ledger.connections import LedgerConnections
from index.ledger.counting import Remembered
from index.ledger.origins import SourceState
from index.ledger.rows import DocumentState, Known, StoredPassage
from index.ledger.snapshot import Freshness, Snapshot
from index.ledger.soundness import values
from index.ledger.transaction import Transaction

FILE_NAME = "newsdesk.sqlite"

__all__ = [
    "FILE_NAME",
    "DocumentState",
    "Freshness",
    "Known",
    "Ledger",
    "LedgerBusy",
    "Snapshot",
    "SourceState",
    "StoredPassage",
    "Transaction",
]


class LedgerBusy(LedgerError):  # noqa: N818 - the name says what happened
    """Say that another process keeps the ledger from being rewritten."""


class Ledger:
    """The database file in a data directory. Raise LedgerError if it cannot be used."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._connections = LedgerConnections(home / FILE_NAME)
        self._remembered = Remembered()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give an unchanging view; it is released at the end of the block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection, self._remembered)

    @contextmanager
    def writing(self, patience_s: float = BUSY_S) -> Iterator[Transaction]:
        """Give a transaction; it is committed at the end of the block, or undone by an exception.

        Raise LedgerError if another process writes for so long.
        """
        with self._connections.writing(patience_s) as connection:
            yield Transaction(connection)

    def compact(self, patience_s: float = 0) -> None:
        """Rewrite the file without what was removed. Raise LedgerBusy if another process reads for so long."""
        if not self._connections.compact(patience_s):
            raise LedgerBusy("Another process is reading the ledger. Stop it, then run the command again.")

    def values(self) -> Iterator[bytes]:
        """Yield every text and every vector that the ledger holds."""
        with self._connections.reading() as connection:
            yield from values(connection)

    def copy_out(self, file: Path) -> None:
        """Write what the ledger holds now into a new file. Raise LedgerError if that cannot be written."""
        self._connections.copy_out(file)

    def copy_in(self, file: Path) -> None:
        """Put a sound copy in the place of all that the ledger holds, all or nothing."""
        self._connections.copy_in(file)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str]) -> None:
        """Make the ledger hold what a changed copy of it holds, and these facts, all or nothing.

        Raise LedgerError if the ledger is not at the revision `since` any more, at which the copy was made.
        """
        self._connections.take_over(file, since, facts)

    @staticmethod
    def is_in(home: Path) -> bool:
        """Say whether a data directory has a ledger."""
        return (home / FILE_NAME).exists()

    def close(self) -> None:
        """Close the file."""
        self._connections.close()
