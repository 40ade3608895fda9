"""The format of the records' file: made new, or brought up from an older one."""

import secrets
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from bot.errors import RecordsError

FILE_NAME = "records.sqlite"
SCHEMA_VERSION = 1  # upgrades/N.sql leads from N - 1 to N
SALT = "salt"  # fact: what hides whose a hash is
SALT_BYTES = 32


def format_of(connection: sqlite3.Connection) -> int:
    """Return the number of the file's format, 0 if it has none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def readable_format_of(connection: sqlite3.Connection) -> int:
    """Return the file's format, 0 for a new one. Raise RecordsError if this newsdesk cannot read it."""
    version = format_of(connection)
    if version > SCHEMA_VERSION:
        raise RecordsError(
            f"The records of people have format {version}, this newsdesk reads {SCHEMA_VERSION}. "
            "Install the newsdesk that made them, or name another directory in NEWSDESK_HOME."
        )
    return version


def bring_up(connection: sqlite3.Connection) -> None:
    """Create the tables of a new file, or those that an older one lacks; the caller holds a transaction."""
    version = readable_format_of(connection)  # another process may have been faster
    steps = (
        ["schema.sql"] if version == 0 else [f"upgrades/{step}.sql" for step in range(version + 1, SCHEMA_VERSION + 1)]
    )
    for step in steps:
        for statement in _statements(files("bot.records").joinpath(step).read_text()):
            connection.execute(statement)
    if version == 0:
        connection.execute("INSERT INTO facts VALUES (?, ?)", (SALT, secrets.token_bytes(SALT_BYTES)))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the script's statements one by one: executescript() would end the transaction around it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
