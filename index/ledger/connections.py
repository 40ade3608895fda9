"""Open the ledger's database file: permissions, settings of SQLite, one connection a thread."""

import errno
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from index.errors import LedgerError
from index.ledger import confining, copying, quoting, taking_over, titles
from index.ledger.format import SCHEMA_VERSION, bring_up, readable_format_of

BUSY_S = 30  # how long a writer waits for another process's transaction


class Connections:
    """Hand out one SQLite connection a thread; readers hold no transaction once they are done."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        with _translated(file):
            self._writable = _is_writable(file)
            with self.reading() as connection:
                version = readable_format_of(connection)
            if version < SCHEMA_VERSION:
                with self.writing() as connection:
                    bring_up(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose reads all see the same state of the ledger."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose writes happen together or not at all."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def compact(self, patience_s: float) -> bool:
        """Rewrite the file and empty its write-ahead log, so that nothing removed is left in either.

        Return False if another process was reading all the while: the log then still holds what was removed.
        """
        give_up = time.monotonic() + patience_s
        with _translated(self._file):
            connection = self._connection()
            connection.execute("VACUUM")
            connection.execute("PRAGMA busy_timeout = 0")  # the patience is counted here
            try:
                while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    if time.monotonic() > give_up:
                        return False
                    time.sleep(0.1)
            finally:
                connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000}")
        return True

    def copy_out(self, file: Path) -> None:
        """Write what the ledger holds into a new file. Raise LedgerError if that cannot be written."""
        with _translated(self._file):
            copying.copy_out(self._connection(), file)

    def copy_in(self, file: Path) -> None:
        """Put a copy in the place of all that the ledger holds, all or nothing."""
        with _translated(self._file):
            copying.copy_in(self._connection(), file, BUSY_S)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str]) -> None:
        """Make the ledger hold what a copy of it in a file holds, all or nothing; see taking_over."""
        with _translated(self._file):
            connection = self._connection()
            connection.execute(f"ATTACH DATABASE ? AS {taking_over.COPY}", (str(file),))
            try:
                with self.writing():
                    taking_over.take_over(connection, since, facts)
            finally:
                connection.execute(f"DETACH DATABASE {taking_over.COPY}")

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _translated(self._file):
            connection = self._connection()
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:  # whatever ends the block undoes it, Ctrl-C included
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # A connection stays with its thread; only close() may run elsewhere.
            mode = "rw" if self._writable else _reading_mode(self._file)
            address = f"file:{quote(str(self._file))}?mode={mode}"
            connection = sqlite3.connect(
                address, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            confining.register(connection)
            titles.register(connection)
            quoting.register(connection)
            if self._writable:
                _use_write_ahead_log(connection)
                for pragma in ("synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
                    connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
            self._opened.append(connection)
        return connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL. SQLite does not wait by itself for another process that is switching it too."""
    give_up = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _is_writable(file: Path) -> bool:
    """Say whether the ledger can be written, after making it where it is missing. Raise OSError if not even read."""
    try:
        _make_private(file)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and os.access(file, os.R_OK):
            return False  # questions can be answered all the same
        raise
    return True


def _reading_mode(file: Path) -> str:
    """Return how to open a file in a folder that cannot be written.

    SQLite cannot make the files of a write-ahead log there, and needs none while nobody writes; nobody does if no log
    is there.
    """
    return "ro" if file.with_name(f"{file.name}-wal").exists() else "ro&immutable=1"


def _make_private(file: Path) -> None:
    """Give the data directory mode 0700 and the ledger 0600, made where they are missing. Raise OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(file.parent.stat().st_mode) != 0o700:
        file.parent.chmod(0o700)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(f"The data directory {file.parent} cannot be used: {error}. {_remedy(error)}") from error


def _remedy(error: Exception) -> str:
    if isinstance(error, PermissionError) or "readonly" in str(error) or "unable to open" in str(error):
        return "Make it writable, or name another one in NEWSDESK_HOME."
    if "locked" in str(error):
        return "Another process is writing; try again when it is done."
    if (isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error)) or "not a database" in str(error):
        return "The file is damaged: bring back a backup (newsdesk restore FILE), or move it away and index again."
    return "Check the disk, or name another directory in NEWSDESK_HOME."
