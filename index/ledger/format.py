"""The format of the ledger's file."""

import json
import sqlite3

from index.article import text_digest
from index.database import Schema
from index.errors import LedgerError
from index.ledger.said import speaker_words

SCHEMA_VERSION = 4


def too_new(version: int) -> LedgerError:
    """Return the error for a format that this newsdesk cannot read."""
    return LedgerError(
        f"This ledger has format {version}, this newsdesk reads {SCHEMA_VERSION}. "
        "Install the newsdesk that made it, or name another directory in NEWSDESK_HOME."
    )


SCHEMA = Schema("index.ledger", SCHEMA_VERSION, too_new)


def bring_up(connection: sqlite3.Connection) -> None:
    """Create the tables of a new file, or those that an older one lacks; the caller holds a transaction."""
    connection.create_function("text_digest", 1, text_digest, deterministic=True)
    connection.create_function("speaker_words", 2, lambda *named: json.dumps(speaker_words(*named)), deterministic=True)
    SCHEMA.bring_up(connection)
