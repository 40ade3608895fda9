"""Open a database file: permissions, settings of SQLite, one connection a thread, transactions."""

import errno
import os
import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from index.database import room
from index.database.files import READ, UNCHANGING, WRITE, address, has_log, make_private, reading_mode, stamp
from index.database.schema import Schema

BUSY_S = 30  # how long a writer waits for another process's transaction
BEGIN, BEGIN_WRITING = "BEGIN", "BEGIN IMMEDIATE"
OF_THE_FILE = (sqlite3.Error, OSError)


class Opened(NamedTuple):
    """A connection; one that takes the file for unchanging knows by `stamp` when it is not."""

    connection: sqlite3.Connection
    stamp: tuple[int, ...] | None = None


class ChangedMeanwhile(OSError):  # noqa: N818 - the name says what happened
    """Say that a file which was taken for unchanging was written while it was read."""


class Connections(ABC):
    """Hand out one SQLite connection a thread; readers hold no transaction once they are done.

    Each kind of file says how it is made, and which error stands for those of SQLite and of the system.
    """

    schema: Schema
    settings: tuple[str, ...] = (
        "synchronous=FULL",  # what is acknowledged survives a power cut
        "secure_delete=ON",
        "foreign_keys=ON",
    )

    registers: tuple[Callable[[sqlite3.Connection], None], ...] = ()  # of functions that its statements use

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []  # by any thread
        with self._translated(OF_THE_FILE):
            self._writable = self.make(file)
            with self.reading() as connection:
                current = self.schema.is_current(connection)
            if not current:
                with self.writing() as connection:
                    self.bring_up(connection)

    @abstractmethod
    def failure(self, error: Exception, file: Path) -> Exception:
        """Return the error that stands for one of SQLite or of the system, saying what to do next."""

    def make(self, file: Path) -> bool:
        """Make the file where it is missing, and say whether it can be written. Raise OSError if it is of no use."""
        try:
            make_private(file)
        except OSError as error:
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and os.access(file, os.R_OK):
                return False  # what need only be read is read
            raise
        return True

    def bring_up(self, connection: sqlite3.Connection) -> None:
        """Create the tables that the file lacks; the caller holds a transaction."""
        self.schema.bring_up(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose reads all see the same state."""
        with self._transaction(BEGIN) as connection:
            yield connection

    @contextmanager
    def writing(self, patience_s: float = BUSY_S) -> Iterator[sqlite3.Connection]:
        """Give a connection whose writes happen together or not at all; at the end of the block they are safe."""
        with self._transaction(BEGIN_WRITING, patience_s) as connection:
            yield connection

    def compact(self, patience_s: float) -> bool:
        """Rewrite the file and empty its write-ahead log, so that nothing removed is left in either.

        Return False if another process was reading or writing all the while: what was removed may then still be found.
        """
        give_up = time.monotonic() + patience_s
        with self.using() as connection, _waiting(connection, 0):  # the patience is counted here
            return all(_done(partial(step, connection), give_up) for step in (_rewrite, _empty_log))

    @contextmanager
    def using(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection, outside of a transaction."""
        connection = self._connection(writing=False)
        with self._translated():
            yield connection

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    @contextmanager
    def _transaction(self, begin: str, patience_s: float = BUSY_S) -> Iterator[sqlite3.Connection]:
        connection = self._connection(writing=begin == BEGIN_WRITING)
        with self._translated():
            with _waiting(connection, patience_s):
                connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:  # whatever ends the block undoes it, Ctrl-C included
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self, *, writing: bool) -> sqlite3.Connection:
        """Return this thread's connection, a new one if its file changed though it was taken for unchanging."""
        with self._translated(OF_THE_FILE):
            return self._current(writing=writing)

    def _current(self, *, writing: bool) -> sqlite3.Connection:
        held: Opened | None = getattr(self._local, "held", None)
        if held and not held.connection.in_transaction and self._is_stale(held, writing=writing):
            self._opened.remove(held.connection)
            held.connection.close()
            self._local.held = held = None
        if held is None:
            held = self._open(writing=writing)
            self._local.held = held
            self._opened.append(held.connection)
        return held.connection

    def _is_stale(self, held: Opened, *, writing: bool) -> bool:
        return held.stamp is not None and ((writing and self._writable) or held.stamp != stamp(self._file))

    def _open(self, *, writing: bool) -> Opened:
        seen = stamp(self._file)
        if self._writable:
            try:
                return Opened(self._opened_as(WRITE))
            except sqlite3.OperationalError as error:
                # A full disk has no room for the file that readers share. Without a log, what is there can be read.
                if writing or not room.is_lacking(error, self._file.parent) or has_log(self._file):
                    raise
        elif reading_mode(self._file) == READ:
            return Opened(self._opened_as(READ))
        return Opened(self._opened_as(UNCHANGING), seen)

    def _opened_as(self, mode: str) -> sqlite3.Connection:
        # A connection stays with its thread; only close() may run elsewhere.
        connection = sqlite3.connect(
            address(self._file, mode), uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            for register in self.registers:
                register(connection)
            if mode == WRITE:
                _use_write_ahead_log(connection)
                for setting in self.settings:
                    connection.execute(f"PRAGMA {setting}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opened in earnest, or not at all
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self, kinds: tuple[type[Exception], ...] = (sqlite3.Error,)) -> Iterator[None]:
        """Raise the owner's failure for SQLite's; what else fails in a caller's block is the caller's."""
        try:
            yield
        except kinds as error:
            held: Opened | None = getattr(self._local, "held", None)
            changed = held is not None and self._is_stale(held, writing=False)
            told = ChangedMeanwhile("it changed while it was read") if changed else error
            raise self.failure(told, self._file) from error


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


@contextmanager
def _waiting(connection: sqlite3.Connection, patience_s: float) -> Iterator[None]:
    """Have a connection wait so long for another's transaction."""
    if patience_s == BUSY_S:
        yield
        return
    connection.execute(f"PRAGMA busy_timeout = {round(patience_s * 1000)}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000}")


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
