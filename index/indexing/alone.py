"""One at a time: the lock that whoever writes articles holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.database import Cause, cause_of
from index.errors import LedgerError
from index.progress import Tell

LOCK_NAME = "indexing.lock"
_REMEDIES = {Cause.FULL: "The disk is full: make room on it.", Cause.OCCUPIED: "Remove what stands in its place."}


@contextmanager
def waiting_for_others(home: Path, tell: Tell) -> Iterator[None]:
    """Hold the lock, however long others have it; `tell` the person if they do.

    Two indexers would give one id to two articles, and one of them would be lost. Raise LedgerError if the data
    directory cannot be written.
    """
    lock = FileLock(home / LOCK_NAME, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell("Another newsdesk is indexing; waiting until it is done.")
        lock.acquire()
    except OSError as error:
        raise _unwritable(home, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def unless_busy(home: Path, patience_s: float) -> Iterator[None]:
    """Hold the lock. Raise LedgerError if another process still has it after a while.

    What is erased while somebody indexes could come back with what that process has read before.
    """
    lock = FileLock(home / LOCK_NAME, mode=0o600)
    try:
        lock.acquire(timeout=patience_s)
    except Timeout as error:
        raise LedgerError("Another newsdesk is indexing. Wait until it is done, or stop it; then try again.") from error
    except OSError as error:
        raise _unwritable(home, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(home: Path, error: OSError) -> LedgerError:
    remedy = _REMEDIES.get(cause_of(error, home / LOCK_NAME), "Make it writable.")
    return LedgerError(f"The data directory {home} cannot be written: {error}. {remedy}")
