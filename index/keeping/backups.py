"""Back up a ledger into one file, and restore it from one."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from index.condition import DIRTY, FOLLOWED, GENERATION
from index.database import format_of
from index.errors import LedgerError
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.keeping.erasure import ERASING
from index.keeping.holders import described, holders
from index.keeping.leftovers import STAGING, discard_leftovers, folder_beside
from index.keeping.obstacles import LOCKS, clear_ledger, clear_locks, renamed
from index.ledger import FILE_NAME, Ledger, Snapshot
from index.ledger.copying import amend, upgrade
from index.ledger.format import SCHEMA_VERSION
from index.ledger.soundness import KINDS, faults, is_ledger, libraries_of, looking

REVISIONS_AHEAD = 1_000  # of what any open process may have seen, and of what one may write meanwhile
_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies in a file."""

    file: Path
    bytes: int
    articles: int
    revision: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back, and where it put what was damaged and in its place."""

    articles: int
    revision: int
    set_aside: tuple[Path, ...]


def backup(ledger: Ledger, file: Path, *, overwrite: bool = False) -> Backup:
    """Write articles, passages and vectors into a file of mode 0600, checked and safe from a power cut.

    Others may read and write meanwhile. Nothing that was removed is in it, and no settings. Raise LedgerError if the
    file is there already and not to be overwritten, is in the data directory, or cannot be written.
    """
    target = file.expanduser().absolute()
    with _translated(target):
        _refuse_place(ledger.home, target)
        _refuse_existing(target, overwrite=overwrite)
        with folder_beside(target.parent) as folder:
            copy = folder / FILE_NAME
            ledger.copy_out(copy)
            articles, revision = _checked(copy)
            _flush(copy)
            _move(copy, target, overwrite=overwrite)
        _flush(target.parent)
        return Backup(target, target.stat().st_size, articles, revision)


def restore(home: Path, file: Path, *, damaged: Sequence[Path] = ()) -> Restored:
    """Put a backup in the place of the ledger: all of it, or none if anything fails or the process is killed.

    Chroma is rebuilt at the next start. A backup of an earlier format is brought up to date, in a copy. What is damaged
    in the data directory is renamed, and so are files known to be `damaged`. Raise LedgerError, with the ledger as it
    was, if the file is no sound backup, was made by a newer newsdesk, or if another process works with the data
    directory.
    """
    source = file.expanduser().absolute()
    with _translated(source):
        digest = _digest_of_backup(source)
        earlier = _format_of_backup(source) < SCHEMA_VERSION
        if not earlier:  # else only what it becomes can be checked
            articles, revision = _checked(source)
    with _translated(home), ExitStack() as stack:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = clear_locks(home)
        for name in LOCKS:
            stack.enter_context(_locked(home / name))
        discard_leftovers(home)
        folder = stack.enter_context(TemporaryDirectory(prefix=STAGING, dir=home))
        copy = _staged(source, Path(folder) / FILE_NAME, digest)
        if earlier:
            upgrade(copy, source)
            articles, revision = _checked(copy, source)
        aside += [*clear_ledger(home), *map(renamed, damaged)]
        ledger = Ledger(home)
        stack.callback(ledger.close)
        with ledger.reading() as snapshot:
            # Open processes tell by the revision whether what they remember still holds.
            revision = max(revision, snapshot.revision) + REVISIONS_AHEAD
        marks = {DIRTY: "1", GENERATION: None, FOLLOWED: None, ERASING: None}
        amend(copy, {"revision": str(revision), **marks})
        ledger.copy_in(copy)
        return Restored(articles, revision, tuple(aside))


def _format_of_backup(file: Path) -> int:
    """Return the number of a backup's format. Raise LedgerError if this newsdesk does not read it."""
    with looking(file) as connection:
        version = format_of(connection)
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"{file} was made by a newer newsdesk (format {version}; this one reads {SCHEMA_VERSION}). "
            "Restore it with the newsdesk that made it."
        )
    if version < 1:
        raise LedgerError(f"{file} is not a newsdesk backup. Name a file that newsdesk backup wrote.")
    return version


def _checked(file: Path, source: Path | None = None) -> tuple[int, int]:
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


def _digest_of_backup(file: Path) -> str:
    """Return the digest of a file that may be a backup. Raise LedgerError if it cannot be one."""
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        raise LedgerError(f"{file} is a ledger in use: {log.name} belongs to it. Make a copy of it by newsdesk backup.")
    with _regular(file) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as stream:
        start = stream.read(len(_HEADER))
        if start != _HEADER:
            what = "is empty" if not start else "is not a newsdesk backup"
            raise LedgerError(f"{file} {what}. Name a file that newsdesk backup wrote.")
        stream.seek(0)
        return file_digest(stream, "sha256").hexdigest()


def _staged(source: Path, copy: Path, digest: str) -> Path:
    """Copy a file and return the copy. Raise LedgerError if it is not any more what was checked."""
    private = os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with _regular(source) as descriptor, os.fdopen(private, "w+b") as target:
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            while block := stream.read(1 << 20):
                target.write(block)
        target.seek(0)
        if file_digest(target, "sha256").hexdigest() != digest:
            raise LedgerError(f"{source} changed while it was read. Run the command again when it is complete.")
    return copy


@contextmanager
def _regular(file: Path) -> Iterator[int]:
    """Open a file for reading. Raise LedgerError if it is none: a pipe would never end."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise LedgerError(f"{file} is not a file. Name a file that newsdesk backup wrote.")
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold a lock for the length of a block. Raise LedgerError if another process has it."""
    try:
        with FileLock(file, mode=0o600).acquire(timeout=0):
            yield
    except Timeout as error:
        raise LedgerError(
            f"Another process works with {file.parent}: {_names(file)}. Stop it, then run the command again."
        ) from error


def _names(lock: Path) -> str:
    usual = "newsdesk index" if lock.name == INDEXING_LOCK else "newsdesk bot or newsdesk chat"
    return described(holders(lock)) or usual


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


def _flush(path: Path) -> None:
    if os.name == "posix" or path.is_file():  # elsewhere folders cannot be opened
        descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise LedgerError(f"There is no {error.filename or path}. Check the path.") from error
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be used: {error.strerror or error}. Check its permissions and the room on its disk, "
            "or name another file."
        ) from error
