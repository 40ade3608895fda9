"""What stands in the way in a data directory: renamed, never removed, so that something sound can take its place."""

import os
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    wrong = [home / name for name in LOCKS if not _is_file_or_missing(home / name)]
    return [path.rename(_free_name(path)) for path in wrong]


@contextmanager
def making_way(home: Path, damaged: Sequence[Path] = ()) -> Iterator[list[Path]]:
    """Rename what is `damaged`, a ledger into which nothing can be restored, and what is no folder of Chroma's.

    Give their new names. If the block fails they get the old ones back, unless something else has taken one. The
    caller holds the locks.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for path, aside in _in_the_way(home, damaged):
            moved.append((path, path.rename(aside)))
        yield [aside for _, aside in moved]
    except BaseException:  # Ctrl-C included
        if not any(os.path.lexists(path) for path, _ in moved):
            for path, aside in reversed(moved):
                aside.rename(path)
        raise


def _in_the_way(home: Path, damaged: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield what is to be renamed, and how."""
    ledger, chroma = home / FILE_NAME, home / FOLDER
    aside = _free_name(ledger)
    lost = not os.path.lexists(ledger)
    if not lost and not (_is_file_or_missing(ledger) and is_replaceable(ledger)):
        lost = True
        yield ledger, aside
    for end in _COMPANIONS:
        part = ledger.with_name(ledger.name + end)
        # A write-ahead log belongs to its ledger: SQLite would find it beside that, and apply it to another one.
        if not _is_file_or_missing(part) or (lost and part.exists()):
            yield part, aside.with_name(aside.name + end)
    if chroma.is_symlink() or (chroma.exists() and not chroma.is_dir()):
        yield chroma, _free_name(chroma)
    yield from ((path, _free_name(path)) for path in damaged)


def _is_file_or_missing(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def _free_name(path: Path) -> Path:
    """Return a name beside a path that nothing has, nor its companions."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    names = (f"{path.name}.damaged-{moment}{end}" for end in ("", *(f"-{number}" for number in range(2, 100))))
    return next(place for name in names if not _is_taken(place := path.with_name(name)))


def _is_taken(place: Path) -> bool:
    return any(os.path.lexists(place.with_name(place.name + end)) for end in ("", *_COMPANIONS))
