"""Room on the disk: tell its lack from other failures."""

import errno
import sqlite3
from pathlib import Path
from tempfile import TemporaryFile

_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)  # the latter: of the file that readers share


def is_lacking(error: BaseException | None, folder: Path | None = None) -> bool:
    """Say whether an error of SQLite or of the system means that the disk is full.

    SQLite does not say why it cannot open a file; with its `folder`, it is tried whether there can be another one.
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
        if code in _CODES:
            return True
        return code & 0xFF == sqlite3.SQLITE_CANTOPEN and folder is not None and not _holds_another(folder)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _holds_another(folder: Path) -> bool:
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError as error:
        return not is_lacking(error)
