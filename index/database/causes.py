"""Why a database file cannot be used: told by the codes of SQLite and of the system, not by their words."""

import errno
import sqlite3
from enum import Enum, auto
from pathlib import Path

from index.database import room
from index.database.connections import ChangedMeanwhile


class Cause(Enum):
    """What is the matter with a database file; each has another remedy."""

    FULL = auto()  # there is no room for more bytes, or for another file
    CLOSED = auto()  # it cannot be written, or not even read
    BUSY = auto()  # another process is writing, or was while it was read
    DAMAGED = auto()
    OCCUPIED = auto()  # by something that is no file, or no folder
    OTHER = auto()


_OF_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: Cause.CLOSED,
    sqlite3.SQLITE_PERM: Cause.CLOSED,
    sqlite3.SQLITE_READONLY: Cause.CLOSED,
    sqlite3.SQLITE_BUSY: Cause.BUSY,
    sqlite3.SQLITE_LOCKED: Cause.BUSY,
    sqlite3.SQLITE_CORRUPT: Cause.DAMAGED,
    sqlite3.SQLITE_NOTADB: Cause.DAMAGED,
    sqlite3.SQLITE_ERROR: Cause.DAMAGED,  # tables are lacking, or there that should not be yet
}
_OF_THE_SYSTEM = {
    errno.EACCES: Cause.CLOSED,
    errno.EPERM: Cause.CLOSED,
    errno.EROFS: Cause.CLOSED,
    errno.EEXIST: Cause.OCCUPIED,
    errno.EISDIR: Cause.OCCUPIED,
    errno.ENOTDIR: Cause.OCCUPIED,
}


def cause_of(error: Exception, file: Path) -> Cause:
    """Return what an error of SQLite or of the system says of a file."""
    if room.is_lacking(error, file.parent):
        return Cause.FULL
    if isinstance(error, ChangedMeanwhile):
        return Cause.BUSY
    if isinstance(error, sqlite3.Error):
        return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, Cause.OTHER)
    return _OF_THE_SYSTEM.get(getattr(error, "errno", 0), Cause.OTHER)
