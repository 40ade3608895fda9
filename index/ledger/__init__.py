"""The ledger: the one true record of articles, passages, vectors and what changed (SQLite)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.ledger.connections import Connections
from index.ledger.rows import Known, StoredPassage
from index.ledger.snapshot import Freshness, Snapshot, SourceState
from index.ledger.transaction import Transaction

FILE_NAME = "newsdesk.sqlite"

__all__ = ["FILE_NAME", "Freshness", "Known", "Ledger", "Snapshot", "SourceState", "StoredPassage", "Transaction"]


class Ledger:
    """The database file in a data directory. Raise LedgerError if it cannot be used."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._connections = Connections(home / FILE_NAME)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give an unchanging view; it is released at the end of the block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction; it is committed at the end of the block, or undone by an exception."""
        with self._connections.writing() as connection:
            yield Transaction(connection)

    def compact(self) -> None:
        """Rewrite the file without what was removed. Raise LedgerError if another process is reading."""
        self._connections.compact()

    def close(self) -> None:
        """Close the file."""
        self._connections.close()
