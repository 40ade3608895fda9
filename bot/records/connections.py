"""The records' database file: what is particular in opening it."""

import secrets
import sqlite3
from pathlib import Path

from bot.errors import RecordsError
from bot.records.format import SALT, SALT_BYTES, SCHEMA
from index import Cause, Connections, cause_of

_REMEDIES = {
    Cause.FULL: "The disk is full: make room on it, then run the command again.",
    Cause.CLOSED: "Make the data directory writable, or name another one in NEWSDESK_HOME.",
    Cause.BUSY: "Another process is writing; try again when it is done.",
    Cause.DAMAGED: "The file is damaged: stop newsdesk bot and move the file away; articles are not in it.",
    Cause.OCCUPIED: "Move away what stands in their place, or name another directory in NEWSDESK_HOME.",
    Cause.OTHER: "Check the disk, or name another directory in NEWSDESK_HOME.",
}


class RecordsConnections(Connections):
    """Connections to the records of people. Raise RecordsError if they cannot be used."""

    schema = SCHEMA
    settings = (
        *Connections.settings,
        "trusted_schema=OFF",
        "temp_store=MEMORY",  # rewriting the file leaves no copy in a temporary folder
    )

    def bring_up(self, connection: sqlite3.Connection) -> None:
        """Create the tables that the file lacks, and a new file's salt; the caller holds a transaction."""
        if self.schema.bring_up(connection):
            connection.execute("INSERT INTO facts VALUES (?, ?)", (SALT, secrets.token_bytes(SALT_BYTES)))

    def failure(self, error: Exception, file: Path) -> RecordsError:
        """Return the RecordsError that stands for an error of SQLite or of the system."""
        return RecordsError(
            f"The records of people in {file} cannot be used: {error}. {_REMEDIES[cause_of(error, file)]}"
        )
