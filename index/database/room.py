"""Room on the disk: tell its lack from other failures."""

import errno
import sqlite3

_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)  # the latter: of the file that readers share


def is_lacking(error: BaseException | None) -> bool:
    """Say whether an error of SQLite or of the system means that the disk is full."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _CODES
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
