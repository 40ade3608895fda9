"""Restore a ledger from a backup: all of it, or nothing."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from index.database import format_of
from index.database.files import make_private_folder
from index.errors import LedgerError
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.keeping.backups import checked, flush, translated
from index.keeping.exchanging import REVISIONS_AHEAD, alone, exchange, placed
from index.keeping.holders import described, holders
from index.keeping.obstacles import LOCKS, clear_locks, making_way
from index.ledger import FILE_NAME, Ledger, LedgerAddress
from index.ledger.copying import amend, upgrade
from index.ledger.format import SCHEMA_VERSION
from index.ledger.soundness import looking
from index.leftovers import STAGING, discard_leftovers

_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back, and where it put what was damaged and in its place."""

    articles: int
    revision: int
    set_aside: tuple[Path, ...]


def restore(home: Path, file: Path, *, damaged: Sequence[Path] = (), server: LedgerAddress | None = None) -> Restored:
    """Put a backup in the place of the ledger: all of it, or none if anything fails or the process is killed.

    Chroma is rebuilt at the next start. A backup of an earlier format is brought up to date, in a copy. What is damaged
    in the data directory is renamed, and so are files known to be `damaged`. With a `server`, the ledger is there.
    Raise LedgerError, with everything as it was, if the file is no sound backup, was made by a newer newsdesk, or if
    another process works with the ledger.
    """
    source = file.expanduser().absolute()
    with translated(source):
        digest = _digest_of_backup(source)
        earlier = _format_of_backup(source) < SCHEMA_VERSION
        if not earlier:  # else only what it becomes can be checked
            articles, revision = checked(source)
    with translated(home, "another directory in NEWSDESK_HOME"), ExitStack() as stack:
        _make_folder(home)
        aside = clear_locks(home)
        for name in LOCKS:
            stack.enter_context(_locked(home / name))
        discard_leftovers(home)
        folder = stack.enter_context(TemporaryDirectory(prefix=STAGING, dir=home))
        copy = _staged(source, Path(folder) / FILE_NAME, digest)
        if earlier:
            upgrade(copy, source)
            articles, revision = checked(copy, source)
        if server:
            ledger = stack.enter_context(closing(Ledger(home, server)))
            stack.enter_context(alone(ledger))
            return Restored(articles, exchange(ledger, copy, revision), tuple(aside))
        with making_way(home, damaged) as moved:
            revision = _exchange(home, copy, revision)
        return Restored(articles, revision, (*aside, *moved))


def _make_folder(home: Path) -> None:
    try:
        make_private_folder(home)
    except FileExistsError as error:
        raise LedgerError(
            f"The data directory {home} is a file, or a link to nowhere. Move that away, or name another directory in "
            "NEWSDESK_HOME."
        ) from error


def _exchange(home: Path, copy: Path, revision: int) -> int:
    """Put a checked copy in the place of the ledger, which may be none, and return the revision that it got."""
    place = home / FILE_NAME
    if place.exists():
        with closing(Ledger(home)) as ledger:
            return exchange(ledger, copy, revision)
    amend(copy, placed(revision + REVISIONS_AHEAD))
    flush(copy)
    _move_into(copy, place)
    flush(home)
    return revision + REVISIONS_AHEAD


def _move_into(copy: Path, place: Path) -> None:
    try:
        os.link(copy, place)
    except FileExistsError as error:
        raise LedgerError(f"Another process made {place} meanwhile. Stop it, then run the command again.") from error
    except OSError:  # a file system without links
        copy.replace(place)


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
