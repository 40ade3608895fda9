"""Open the records' database file: permissions, settings of SQLite, one connection a thread."""

import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from bot.errors import RecordsError
from bot.records.format import SCHEMA_VERSION, bring_up, readable_format_of

BUSY_S = 30  # how long a writer waits for another one's transaction
_SETTINGS = (
    "synchronous=FULL",  # what is acknowledged survives a power cut
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",  # rewriting the file leaves no copy in a temporary folder
)


class Connections:
    """Hand out one SQLite connection a thread. Raise RecordsError if the file cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        with _translated(file):
            _make_private(file)
            with self.reading() as connection:
                version = readable_format_of(connection)
            if version < SCHEMA_VERSION:
                with self.writing() as connection:
                    bring_up(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose reads all see the same state."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose writes happen together or not at all; at the end of the block they are safe."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def compact(self, patience_s: float) -> bool:
        """Rewrite the file and empty its write-ahead log, so that nothing removed is left in either.

        Return False if another process was reading or writing all the while: what was removed may then still be found.
        """
        give_up = time.monotonic() + patience_s
        with _translated(self._file):
            connection = self._connection()
            connection.execute("PRAGMA busy_timeout = 0")  # the patience is counted here
            try:
                return all(_done(partial(step, connection), give_up) for step in (_rewrite, _empty_log))
            finally:
                connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000}")

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
            address = f"file:{quote(str(self._file))}?mode=rw"
            connection = sqlite3.connect(
                address, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            _use_write_ahead_log(connection)
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            self._local.connection = connection
            self._opened.append(connection)
        return connection


def _rewrite(connection: sqlite3.Connection) -> bool:
    connection.execute("VACUUM")
    return True


def _empty_log(connection: sqlite3.Connection) -> bool:
    return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def _done(step: Callable[[], bool], give_up: float) -> bool:
    """Try a step until it succeeds; return False once the moment to give up has passed."""
    while True:
        try:
            if step():
                return True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
        if time.monotonic() > give_up:
            return False
        time.sleep(0.05)


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


def _make_private(file: Path) -> None:
    """Give the data directory mode 0700 and the file 0600, made where they are missing. Raise OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(file.parent.stat().st_mode) != 0o700:
        file.parent.chmod(0o700)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if stat.S_IMODE(os.fstat(descriptor).st_mode) & 0o077:
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise RecordsError(f"The records of people in {file} cannot be used: {error}. {_remedy(error)}") from error


def _remedy(error: Exception) -> str:
    if isinstance(error, PermissionError) or "readonly" in str(error) or "unable to open" in str(error):
        return "Make the data directory writable, or name another one in NEWSDESK_HOME."
    if "locked" in str(error):
        return "Another process is writing; try again when it is done."
    if "malformed" in str(error) or "not a database" in str(error):
        return "The file is damaged: stop newsdesk bot and move the file away; articles are not in it."
    return "Check the disk, or name another directory in NEWSDESK_HOME."
