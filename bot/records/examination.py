"""Examine the records' file for the doctor: nothing is made or changed by looking."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.records.format import FILE_NAME, SALT, SALT_BYTES, SCHEMA_VERSION
from index import Check, address_to_read, format_of

NAME = "records of people"
MOST_FAULTS = 5  # that are told
_SET_ASIDE = "Stop newsdesk bot and move the file away; a new one is made, and articles are not in it."


def examined(home: Path) -> Check:
    """Say whether the records are sound, private and of a format that this newsdesk reads."""
    file = home / FILE_NAME
    try:
        if not file.exists():
            return Check(NAME, True, "there are none yet")
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            return Check(NAME, False, f"others can read {file}", f"chmod 600 {file}")
        with _looking(file) as connection:
            version = format_of(connection)
            if version != SCHEMA_VERSION:
                return _foreign(version)
            faults = list(_faults(connection))
            if faults:
                return Check(NAME, False, "; ".join(faults), _SET_ASIDE)
            (answers,) = connection.execute("SELECT count(*) FROM answers").fetchone()
            return Check(NAME, True, f"{answers} answers kept, format {version}")
    except (OSError, sqlite3.Error) as error:
        return Check(NAME, False, f"{file.name} cannot be read: {error}", _SET_ASIDE)


def _foreign(version: int) -> Check:
    detail = f"their file has format {version}, this newsdesk reads {SCHEMA_VERSION}"
    if version == 0:
        return Check(NAME, False, f"{detail}: it is empty, or none of ours", _SET_ASIDE)
    if version < SCHEMA_VERSION:
        return Check(NAME, False, detail, "Start newsdesk bot, which brings them up to date.")
    return Check(NAME, False, detail, "Install the newsdesk that made them.")


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})"):
        if row[0] != "ok":
            yield str(row[0])
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FAULTS):
        yield f"a row of {row[0]} belongs to no row of {row[2]}"
    salt = connection.execute("SELECT value FROM facts WHERE name = ?", (SALT,)).fetchone()
    if salt is None or not isinstance(salt[0], bytes) or len(salt[0]) != SALT_BYTES:
        yield "the salt of the hashes is missing"


@contextmanager
def _looking(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that only reads, and makes no file."""
    with closing(sqlite3.connect(address_to_read(file), uri=True, isolation_level=None)) as connection:
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        yield connection
