"""The right to do something alone, among all processes of all machines that use a ledger on a server."""

from collections.abc import Callable

from index.database.postgres import OF_THE_SERVER, SessionLock, Target


class ServerClaim:
    """A right that stands as long as a connection; `failure` makes the error for what the server says."""

    def __init__(
        self, target: Target, name: str, failure: Callable[[Exception], Exception], *, shared: bool = False
    ) -> None:
        self._lock = SessionLock(target, name, shared=shared)
        self._failure = failure

    def take(self, patience_s: float = 0) -> bool:
        """Say whether this process has the right, within so many seconds; infinity waits for ever."""
        try:
            return self._lock.take(patience_s)
        except OF_THE_SERVER as error:
            self._lock.give_back()
            raise self._failure(error) from error

    def is_held(self) -> bool:
        """Say whether this process has the right still: it is lost with the connection."""
        return self._lock.is_held()

    def give_back(self) -> None:
        """Let another process have the right."""
        self._lock.give_back()
