"""The right to do something alone, among all processes of all machines that use a database."""

import time
from contextlib import suppress

import psycopg

from index.database.postgres.connections import CLAIMS, Target, connected
from index.database.postgres.session import Raw

AGAIN_S = 0.1  # between two tries


class SessionLock:
    """An advisory lock on a connection of its own: it ends with the process or the connection, however these end.

    One that is `shared` several may have at a time, but nobody beside one that is not.

    Methods raise psycopg.Error where the server cannot be asked.
    """

    def __init__(self, target: Target, name: str, *, shared: bool = False) -> None:
        self._target = target
        self._name = name
        self._function = f"pg_try_advisory_lock{'_shared' if shared else ''}"
        self._raw: Raw | None = None

    def take(self, patience_s: float = 0) -> bool:
        """Say whether this process has the right, within so many seconds."""
        give_up = time.monotonic() + patience_s
        while not self.is_held():
            self._raw = connected(self._target)
            if self._taken(self._raw, give_up):
                return True
            self.give_back()
            if time.monotonic() > give_up:
                return False
        return True

    def is_held(self) -> bool:
        """Say whether the right still stands: a connection that was lost took it along."""
        if self._raw is None:
            return False
        try:
            self._raw.execute("SELECT 1")
        except psycopg.Error:
            self.give_back()
        return self._raw is not None

    def give_back(self) -> None:
        """Let another process have the right."""
        raw, self._raw = self._raw, None
        if raw is not None:
            with suppress(psycopg.Error):
                raw.close()

    def _taken(self, raw: Raw, give_up: float) -> bool:
        asked = f"SELECT {self._function}(%s::int, hashtext(%s))"
        while not raw.execute(asked, (CLAIMS, self._name)).fetchone()[0]:  # type: ignore[index]
            if time.monotonic() > give_up:
                return False
            time.sleep(AGAIN_S)
        return True
