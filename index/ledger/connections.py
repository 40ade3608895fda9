"""The ledger's database file: what is particular in opening it, and its copies."""

import sqlite3
import time
from collections.abc import Callable, Container, Generator, Iterator, Mapping
from pathlib import Path

from index.database import BUSY_S, Cause, Connections, cause_of
from index.errors import LedgerError
from index.ledger import confining, copying, taking_over, titles
from index.ledger.claims import FileClaim
from index.ledger.format import SCHEMA, bring_up
from index.ledger.soundness import values
from index.progress import Progress, no_progress

LOOK_EVERY_S = 0.25  # for another revision
_REMEDIES = {
    Cause.FULL: "The disk is full: make room on it, then run the command again.",
    Cause.CLOSED: "Make it writable, or name another one in NEWSDESK_HOME.",
    Cause.BUSY: "Another process is writing; try again when it is done.",
    Cause.DAMAGED: "The file is damaged: bring back a backup (newsdesk restore FILE), or move it away and index again.",
    Cause.OCCUPIED: "Move away what stands in its place, or name another one in NEWSDESK_HOME.",
    Cause.OTHER: "Check the disk, or name another directory in NEWSDESK_HOME.",
}


class LedgerConnections(Connections):
    """Connections to the ledger. Raise LedgerError if it cannot be used."""

    schema = SCHEMA
    registers = (confining.register, titles.register)

    def bring_up(self, connection: sqlite3.Connection) -> None:
        """Create the tables that the file lacks; the caller holds a transaction."""
        bring_up(connection)

    def values(self) -> Iterator[bytes]:
        """Yield every text and every vector that the ledger holds."""
        with self.reading() as connection:
            yield from values(connection)

    def claim(self, name: str, *, shared: bool) -> FileClaim:
        """Return the right to something that one process of this machine does at a time, who shares it too."""
        return FileClaim(self._file.with_name(name))

    def turns(
        self, library: str, sources: Mapping[str, float], unread: Container[str]
    ) -> Generator[list[str], None, None]:
        """Yield all sources: nobody else is at work."""
        yield list(sources)

    def wait_for_change(self, timeout_s: float) -> bool:
        """Look for another revision until there is one, and say whether there is."""
        give_up, before = time.monotonic() + timeout_s, self._revision()
        while (left := give_up - time.monotonic()) > 0:
            time.sleep(min(LOOK_EVERY_S, left))
            if self._revision() != before:
                return True
        return False

    def _revision(self) -> str:
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()
        return str(row[0]) if row else "0"

    def copy_out(self, file: Path, progress: Progress = no_progress) -> None:
        """Write what the ledger holds into a new file. Raise LedgerError if that cannot be written."""
        progress(0, 1)
        with self.using() as connection:
            copying.copy_out(connection, file)

    def copy_in(self, file: Path, progress: Progress, permit: Callable[[], None]) -> None:
        """Put a copy in the place of all that the ledger holds, all or nothing; `permit` raises if that may not be."""
        progress(0, 1)
        permit()  # before: a right in a file is lost with this process alone
        with self.using() as connection:
            copying.copy_in(connection, file, BUSY_S)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str], permit: Callable[[], None]) -> None:
        """Make the ledger hold what a copy of it in a file holds, all or nothing; see taking_over."""
        with self.using() as connection:
            connection.execute(f"ATTACH DATABASE ? AS {taking_over.COPY}", (str(file),))
            try:
                with self.writing():
                    permit()
                    taking_over.take_over(connection, since, facts)
            finally:
                connection.execute(f"DETACH DATABASE {taking_over.COPY}")

    def failure(self, error: Exception, file: Path) -> LedgerError:
        """Return the LedgerError that stands for an error of SQLite or of the system."""
        remedy = _REMEDIES[cause_of(error, file)]
        return LedgerError(f"The data directory {file.parent} cannot be used: {error}. {remedy}")
