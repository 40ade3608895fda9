"""Copy a ledger's file: out of the ledger for a backup, and a backup back into the ledger."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import LedgerError
from index.ledger import words
from index.ledger.format import bring_up

LOCKED_S = 0.25  # between two tries to write


def copy_out(connection: sqlite3.Connection, file: Path) -> None:
    """Write what the ledger holds now into a new file, mode 0600, while others read and write.

    VACUUM INTO and not the backup API: that one copies free pages, and erased text with them, and begins anew
    whenever somebody writes. Raise LedgerError if the file cannot be written.
    """
    with translated(file):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
        connection.execute("VACUUM INTO ?", (str(file),))
        with closing(opened(file)) as copy:
            words.purge_words(copy)  # words of removed articles stand in the index until it is merged


def upgrade(file: Path, source: Path) -> None:
    """Bring a copy of an earlier format up to this one. Raise LedgerError, naming its source, if that fails."""
    try:
        with closing(opened(file)) as copy:
            copy.execute("BEGIN")
            bring_up(copy)
            copy.execute("COMMIT")
    except sqlite3.Error as error:
        raise LedgerError(
            f"{source} is of an earlier format and cannot be brought up to date: {error}. "
            "Make room on the disk, or name another backup."
        ) from error


def amend(file: Path, facts: Mapping[str, str | None]) -> None:
    """Set facts in a copy, drop those that are None, and drop its change log. Raise LedgerError."""
    with translated(file), closing(opened(file)) as copy:
        copy.execute("BEGIN")
        copy.execute("DELETE FROM changes")
        for name, value in facts.items():
            copy.execute("DELETE FROM facts WHERE name = ?", (name,))
            if value is not None:
                copy.execute("INSERT INTO facts (name, value) VALUES (?, ?)", (name, value))
        copy.execute("COMMIT")


def copy_in(connection: sqlite3.Connection, file: Path, patience_s: float) -> None:
    """Put a copy in the place of all that a ledger holds, in one transaction.

    A process killed meanwhile leaves the ledger as it was; other processes see the new one at their next read.
    Exchanging files could not do that: SQLite would apply a write-ahead log left by the old file to the new one,
    and whoever has the old file open would go on with it. Raise LedgerError if another process keeps writing.
    """
    give_up = time.monotonic() + patience_s

    def stop_if_late(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > give_up:
            raise LedgerError("Another process is writing to the ledger. Stop it, then run the command again.")

    with closing(opened(file)) as copy:
        copy.backup(connection, progress=stop_if_late, sleep=LOCKED_S)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()  # waits for no reader


def opened(file: Path) -> sqlite3.Connection:
    """Return a connection to a copy, which is written by nobody else."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("trusted_schema=OFF", "secure_delete=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Raise LedgerError for what SQLite or the system says of a copy."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(
            f"A copy of the ledger cannot be written to {file.parent}: {error}. "
            "Make room and make it writable, or name a file in another folder."
        ) from error
