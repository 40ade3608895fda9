"""Hear of changes as they are committed, by any process."""

from collections.abc import Callable
from contextlib import suppress

import psycopg

from index.database.postgres.connections import SCHEMA, Target, connected
from index.database.postgres.session import Raw


class Listener:
    """A connection that hears. What happened while it was lost is not told: who waits looks by itself as well."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._raw: Raw | None = None

    def wait(self, timeout_s: float, otherwise: Callable[[float], object]) -> bool:
        """Wait until somebody tells of a change, and say whether one did; `otherwise` waits where nothing is heard."""
        try:
            if self._raw is None:
                self._raw = connected(self._target)
                self._raw.execute(f"LISTEN {SCHEMA}")
                return True  # what happened before was not heard
            return any(True for _ in self._raw.notifies(timeout=timeout_s, stop_after=1))
        except psycopg.Error:
            self.close()
            otherwise(timeout_s)
            return True

    def close(self) -> None:
        """Hear no more."""
        raw, self._raw = self._raw, None
        if raw is not None:
            with suppress(psycopg.Error):
                raw.close()
