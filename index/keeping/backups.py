"""Back up a ledger into one file, and tell what such a file holds."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import LedgerError
from index.ledger import FILE_NAME, Ledger, Snapshot
from index.ledger.soundness import KINDS, faults, is_ledger, libraries_of, looking
from index.leftovers import folder_beside


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies in a file."""

    file: Path
    bytes: int
    articles: int
    revision: int


def backup(ledger: Ledger, file: Path, *, overwrite: bool = False) -> Backup:
    """Write articles, passages and vectors into a file of mode 0600, checked and safe from a power cut.

    Others may read and write meanwhile. Nothing that was removed is in it, and no settings. Raise LedgerError if the
    file is there already and not to be overwritten, is in the data directory, or cannot be written.
    """
    target = file.expanduser().absolute()
    with translated(target):
        _refuse_place(ledger.home, target)
        _refuse_existing(target, overwrite=overwrite)
        with folder_beside(target.parent) as folder:
            copy = folder / FILE_NAME
            ledger.copy_out(copy)
            articles, revision = checked(copy)
            flush(copy)
            _move(copy, target, overwrite=overwrite)
        flush(target.parent)
        return Backup(target, target.stat().st_size, articles, revision)


def checked(file: Path, source: Path | None = None) -> tuple[int, int]:
    """Return articles and revision of a sound ledger's file. Raise LedgerError, naming its source, if it is none."""
    named = source or file
    with looking(file) as connection:
        if not is_ledger(connection):
            raise LedgerError(f"{named} is not a newsdesk backup. Name a file that newsdesk backup wrote.")
        for kind in KINDS:
            if found := faults(connection, kind):
                raise LedgerError(f"{named} is damaged: {found[0]}. Name another backup.")
        snapshot = Snapshot(connection)
        articles = sum(snapshot.freshness(library).articles for library in libraries_of(connection))
        return articles, snapshot.revision


def flush(path: Path) -> None:
    """Make a file or folder safe from a power cut."""
    if os.name == "posix" or path.is_file():  # elsewhere folders cannot be opened
        descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def translated(path: Path, another: str = "another file") -> Iterator[None]:
    """Raise LedgerError for what the system says of a path, naming what to take in its place."""
    try:
        yield
    except FileNotFoundError as error:
        raise LedgerError(f"There is no {error.filename or path}. Check the path.") from error
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be used: {error.strerror or error}. Check its permissions and the room on its disk, "
            f"or name {another}."
        ) from error


def _refuse_place(home: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise LedgerError(f"There is no folder {target.parent}. Make it, or name a file in another one.")
    parent = target.parent.resolve()
    if any(folder.samefile(home) for folder in (parent, *parent.parents)):
        raise LedgerError(f"{target} is in the data directory and would be lost with it. Name a file elsewhere.")


def _refuse_existing(target: Path, *, overwrite: bool) -> None:
    if not os.path.lexists(target):
        return
    if not stat.S_ISREG(target.lstat().st_mode):
        raise LedgerError(f"{target} is not a plain file and is left as it is. Name another file.")
    if not overwrite:
        raise LedgerError(f"{target} is there already. Name another file, or add --force to replace it.")


def _move(copy: Path, target: Path, *, overwrite: bool) -> None:
    if not overwrite:
        try:
            return os.link(copy, target)  # unlike a rename it replaces nothing that came up meanwhile
        except FileExistsError:
            return _refuse_existing(target, overwrite=False)
        except OSError:
            pass  # a file system without links
    _refuse_existing(target, overwrite=overwrite)
    copy.replace(target)
    return None
