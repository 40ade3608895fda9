"""Folders that a command killed in the midst leaves, in the data directory and beside a backup."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

STAGING = "restoring-"  # begins the name of the folder that holds a copy while a restore runs
REHEARSING = "rehearsing-"  # begins that of the folder that holds a copy to which a change is made first
NEXT = "next"  # the folder in which a ledger with the vectors of another model grows
COPYING = ".newsdesk-copying-"  # begins that of the folder beside a backup in which it is written
IN_USE = "in-use.lock"  # is held in that folder for as long as its process lives
EVERY = (f"{STAGING}*", f"{REHEARSING}*", NEXT)


def discard_leftovers(home: Path, patterns: Sequence[str] = EVERY) -> None:
    """Remove what interrupted commands left. The caller holds the indexing lock, as they do while they run."""
    for folder in sorted(folder for pattern in patterns for folder in home.glob(pattern)):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def folder_beside(parent: Path) -> Iterator[Path]:
    """Give a folder of our own in another one for the length of a block; what killed processes left is removed first.

    In the other one, which may be shared, somebody could plant a link under the name of our file.
    """
    for folder in sorted(parent.glob(f"{COPYING}*")):
        _discard_if_left(folder)
    with TemporaryDirectory(prefix=COPYING, dir=parent) as made, FileLock(Path(made) / IN_USE, mode=0o600):
        yield Path(made)


def _discard_if_left(folder: Path) -> None:
    """Remove a folder if it is ours and no process uses it; one that has no lock yet is being made."""
    with suppress(OSError, Timeout):
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and (folder / IN_USE).is_file():
            with FileLock(folder / IN_USE, mode=0o600).acquire(timeout=0):
                shutil.rmtree(folder)
