"""The ledger's database file: what is particular in opening it, and its copies."""

import errno
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from index.database import Connections, room
from index.database.connections import BUSY_S, ChangedMeanwhile
from index.errors import LedgerError
from index.ledger import confining, copying, quoting, taking_over, titles
from index.ledger.format import SCHEMA, bring_up


class LedgerConnections(Connections):
    """Connections to the ledger. Raise LedgerError if it cannot be used."""

    schema = SCHEMA
    registers = (confining.register, titles.register, quoting.register)

    def make(self, file: Path) -> bool:
        """Make the file where it is missing, and say whether it can be written: questions need only read it."""
        try:
            return super().make(file)
        except OSError as error:
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and os.access(file, os.R_OK):
                return False
            raise

    def bring_up(self, connection: sqlite3.Connection) -> None:
        """Create the tables that the file lacks; the caller holds a transaction."""
        bring_up(connection)

    def copy_out(self, file: Path) -> None:
        """Write what the ledger holds into a new file. Raise LedgerError if that cannot be written."""
        with self.using() as connection:
            copying.copy_out(connection, file)

    def copy_in(self, file: Path) -> None:
        """Put a copy in the place of all that the ledger holds, all or nothing."""
        with self.using() as connection:
            copying.copy_in(connection, file, BUSY_S)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str]) -> None:
        """Make the ledger hold what a copy of it in a file holds, all or nothing; see taking_over."""
        with self.using() as connection:
            connection.execute(f"ATTACH DATABASE ? AS {taking_over.COPY}", (str(file),))
            try:
                with self.writing():
                    taking_over.take_over(connection, since, facts)
            finally:
                connection.execute(f"DETACH DATABASE {taking_over.COPY}")

    def failure(self, error: Exception, file: Path) -> LedgerError:
        """Return the LedgerError that stands for an error of SQLite or of the system."""
        return LedgerError(f"The data directory {file.parent} cannot be used: {error}. {_remedy(error)}")


def _remedy(error: Exception) -> str:
    if room.is_lacking(error):
        return "The disk is full: make room on it, then run the command again."
    if isinstance(error, PermissionError) or "readonly" in str(error) or "unable to open" in str(error):
        return "Make it writable, or name another one in NEWSDESK_HOME."
    if isinstance(error, ChangedMeanwhile) or "locked" in str(error):
        return "Another process is writing; try again when it is done."
    if (isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error)) or "not a database" in str(error):
        return "The file is damaged: bring back a backup (newsdesk restore FILE), or move it away and index again."
    return "Check the disk, or name another directory in NEWSDESK_HOME."
