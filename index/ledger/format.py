"""The format of the ledger's file: made new, or brought up from an older one."""

import json
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from index.article import text_digest
from index.errors import LedgerError
from index.ledger.said import speaker_words

SCHEMA_VERSION = 3  # upgrades/N.sql leads from N - 1 to N


def format_of(connection: sqlite3.Connection) -> int:
    """Return the number of the ledger's format, 0 if it has none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def readable_format_of(connection: sqlite3.Connection) -> int:
    """Return the ledger's format, 0 for a new file. Raise LedgerError if this newsdesk cannot read it."""
    version = format_of(connection)
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"This ledger has format {version}, this newsdesk reads {SCHEMA_VERSION}. "
            "Install the newsdesk that made it, or name another directory in NEWSDESK_HOME."
        )
    return version


def bring_up(connection: sqlite3.Connection) -> None:
    """Create the tables of a new file, or those that an older one lacks; the caller holds a transaction."""
    version = readable_format_of(connection)  # another process may have been faster
    connection.create_function("text_digest", 1, text_digest, deterministic=True)
    connection.create_function("speaker_words", 2, lambda *named: json.dumps(speaker_words(*named)), deterministic=True)
    steps = (
        ["schema.sql"] if version == 0 else [f"upgrades/{step}.sql" for step in range(version + 1, SCHEMA_VERSION + 1)]
    )
    for step in steps:
        for statement in _statements(files("index.ledger").joinpath(step).read_text()):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the script's statements one by one: executescript() would end the transaction around it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
