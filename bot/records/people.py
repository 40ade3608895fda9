"""People, whom the records know by salted hashes only."""

import sqlite3
from hashlib import blake2b

from bot.records.format import SALT
from bot.records.part import Part

HASH_BYTES = 16


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
