"""What a ledger asks of a connection, whichever database is behind it."""

from collections.abc import Iterator
from typing import Any, Protocol


class Row(Protocol):
    """A row, whose values are told by place and by name."""

    def __getitem__(self, key: Any, /) -> Any:
        """Return a value by its place or name."""

    def keys(self) -> Any:
        """Return the names."""


class Rows(Protocol):
    """What a statement found or did."""

    @property
    def rowcount(self) -> int:
        """Return how many rows it was about."""

    def fetchone(self) -> Any:
        """Return the next row, None if there is none."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""


class Connection(Protocol):
    """A connection that takes statements as SQLite words them; sqlite3's own is one."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Rows:
        """Run a statement with its parameters, by place (?) or by name (:name)."""

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Run a statement for each of many parameters."""
