"""A database's files: private ones, their write-ahead log, and how a change shows."""

import errno
import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

READ, WRITE, UNCHANGING = "ro", "rw", "ro&immutable=1"  # modes in which SQLite opens a file


def make_private_folder(folder: Path) -> None:
    """Give a folder mode 0700, made where it is missing. Raise OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


def make_private(file: Path) -> None:
    """Give the data directory mode 0700 and the file 0600, made where they are missing. Raise OSError.

    A file that is there is not opened: to close it would take away the locks that this process holds on it elsewhere.
    """
    make_private_folder(file.parent)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not os.access(file, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    if stat.S_IMODE(mode) & 0o077:
        file.chmod(0o600)


def has_log(file: Path) -> bool:
    """Say whether a write-ahead log holds something that may not be in a file yet."""
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def address(file: Path, mode: str) -> str:
    """Return by what SQLite opens a file in a mode."""
    return f"file:{quote(str(file))}?mode={mode}"


def address_to_read(file: Path) -> str:
    """Return by what SQLite opens a file only to read it; see `reading_mode`."""
    return address(file, reading_mode(file))


def reading_mode(file: Path) -> str:
    """Return the mode in which a file is read without making one beside it. Raise sqlite3.Error if it cannot be.

    Without a write-ahead log no process has it open, and SQLite would make one, even only to read. Where one is there
    and empty, but the file that readers share cannot be made, it is read as if it were not.
    """
    if not file.with_name(f"{file.name}-wal").exists():
        return UNCHANGING
    try:
        with closing(sqlite3.connect(address(file, READ), uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if has_log(file):
            raise
        return UNCHANGING
    return READ


def stamp(file: Path) -> tuple[int, ...]:
    """Return what changes when somebody writes.

    Where SQLite cannot make the files that it shares with others, it is told that there are none: it then takes the
    file for unchanging.
    """
    stats = []
    for path in (file, file.with_name(f"{file.name}-wal")):
        try:
            found = path.stat()
        except FileNotFoundError:
            stats += [0, 0, 0]
        else:
            stats += [found.st_ino, found.st_size, found.st_mtime_ns if found.st_size else 0]
    return tuple(stats)
