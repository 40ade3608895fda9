"""Who may open Chroma: one process at a time, by a lock in the data directory."""

from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LedgerError

LOCK_NAME = "chroma.lock"


class Ownership:
    """The right of this process to open Chroma; it ends with the process, however that ends."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = FileLock(home / LOCK_NAME, mode=0o600, thread_local=False)

    def take(self, patience_s: float = 0) -> bool:
        """Say whether this process has the right, within so many seconds. Raise LedgerError if it cannot ask."""
        try:
            if not self._lock.is_locked:
                self._lock.acquire(timeout=patience_s)
        except Timeout:
            return False
        except OSError as error:
            raise LedgerError(
                f"The data directory {self._home} cannot be used: {error}. "
                "Make it writable and leave room on its disk, or name another one in NEWSDESK_HOME."
            ) from error
        return True

    def give_back(self) -> None:
        """Let another process open Chroma."""
        self._lock.release()
