"""What stands in the way in a data directory: renamed, never removed, so that something sound can take its place."""

import stat
import time
from pathlib import Path

from index.condition import FOLDER
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.ledger import FILE_NAME
from index.ledger.soundness import is_replaceable
from index.ownership import LOCK_NAME as CHROMA_LOCK

LOCKS = (INDEXING_LOCK, CHROMA_LOCK)
_COMPANIONS = ("-wal", "-shm", "-journal")  # that SQLite keeps beside a database


def clear_locks(home: Path) -> list[Path]:
    """Rename locks that are no files, and return their new names."""
    return [renamed(home / name) for name in LOCKS if not _is_file_or_missing(home / name)]


def clear_ledger(home: Path) -> list[Path]:
    """Rename a ledger into which nothing can be restored, and what is no folder of Chroma's; return their new names.

    The caller holds the locks.
    """
    ledger = home / FILE_NAME
    parts = [ledger.with_name(ledger.name + end) for end in _COMPANIONS]
    cleared = [renamed(path) for path in (ledger, *parts) if not _is_file_or_missing(path)]
    if ledger.exists() and not is_replaceable(ledger):
        cleared.append(renamed(ledger))
    if not ledger.exists():  # a write-ahead log of a ledger that is gone belongs to it
        cleared += [renamed(part) for part in parts if part.exists()]
    chroma = home / FOLDER
    if chroma.is_symlink() or (chroma.exists() and not chroma.is_dir()):
        cleared.append(renamed(chroma))
    return cleared


def _is_file_or_missing(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def renamed(path: Path) -> Path:
    """Give what is at a path a name of its own beside it."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    names = [f"{path.name}.damaged-{moment}{end}" for end in ("", *(f"-{number}" for number in range(2, 100)))]
    aside = next(place for name in names if not (place := path.with_name(name)).exists())
    return path.rename(aside)
