"""The right to do something alone, among all processes that use a ledger: by a lock in its data directory."""

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from index.database import Cause, cause_of
from index.errors import LedgerError

_REMEDIES = {Cause.FULL: "The disk is full: make room on it", Cause.OCCUPIED: "Remove what stands in its place"}


class Claim(Protocol):
    """A right that ends with the process that has it, however that ends. Methods raise LedgerError."""

    def take(self, patience_s: float = ..., /) -> bool:
        """Say whether this process has the right, within so many seconds; infinity waits for ever."""

    def is_held(self) -> bool:
        """Say whether this process has the right still: on a server it is lost with the connection."""

    def give_back(self) -> None:
        """Let another process have the right."""


class FileClaim:
    """A right among the processes of one machine."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = FileLock(file, mode=0o600, thread_local=False)

    def take(self, patience_s: float = 0) -> bool:
        """Say whether this process has the right, within so many seconds; infinity waits for ever."""
        try:
            if not self._lock.is_locked:
                self._lock.acquire(timeout=-1 if patience_s == float("inf") else patience_s)
        except Timeout:
            return False
        except OSError as error:
            remedy = _REMEDIES.get(cause_of(error, self._file), "Make it writable")
            raise LedgerError(
                f"The data directory {self._file.parent} cannot be written: {error}. "
                f"{remedy}, or name another one in NEWSDESK_HOME."
            ) from error
        return True

    def is_held(self) -> bool:
        """Say whether this process has the right still."""
        return self._lock.is_locked

    def give_back(self) -> None:
        """Let another process have the right."""
        self._lock.release()
