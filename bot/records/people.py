"""People, whom the records know by salted hashes only."""

import sqlite3
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.records.format import SALT
from bot.records.kept import Asked
from bot.records.part import Part, noted

HASH_BYTES = 16
FORGOTTEN = "forgotten "  # begins the names of facts: when somebody was forgotten
STILL_ANSWERED = timedelta(days=1)  # no question is being answered for longer


class People(Part):
    """Whose a record is, without a word of who that is."""

    def person(self, user_id: int) -> str:
        """Return what stands for a person in the records: without their salt it leads back to nobody."""
        with self._connections.reading() as connection:
            return salted(connection, str(user_id), HASH_BYTES).hex()


def salted(connection: sqlite3.Connection, words: str, size: int) -> bytes:
    """Return the hash of some words that only who has the salt of these records can make."""
    salt: bytes = connection.execute("SELECT value FROM facts WHERE name = ?", (SALT,)).fetchone()[0]
    return blake2b(words.encode(), key=salt, digest_size=size).digest()


def note_forgotten(connection: sqlite3.Connection, person: str, at: datetime) -> None:
    """Note when a person was forgotten: what another process is still answering must not be kept afterwards."""
    connection.execute(
        "INSERT OR REPLACE INTO facts VALUES (?, ?)", (_forgotten(connection, person), noted(at).encode())
    )


def was_forgotten(connection: sqlite3.Connection, asked: Asked) -> bool:
    """Say whether a question came before its asker was forgotten."""
    row = connection.execute(
        "SELECT 1 FROM facts WHERE name = ? AND value > ?",
        (_forgotten(connection, asked.person), noted(asked.at).encode()),
    ).fetchone()
    return row is not None


def drop_forgotten(connection: sqlite3.Connection, now: datetime) -> None:
    """Note no longer who was forgotten so long ago that nothing of theirs is being answered."""
    connection.execute(
        "DELETE FROM facts WHERE substr(name, 1, ?) = ? AND value < ?",
        (len(FORGOTTEN), FORGOTTEN, noted(now - STILL_ANSWERED).encode()),
    )


def _forgotten(connection: sqlite3.Connection, person: str) -> str:
    """Return a name by another hash than the person's own: it leads to nothing else that is kept."""
    return FORGOTTEN + salted(connection, f"{FORGOTTEN}{person}", HASH_BYTES).hex()
