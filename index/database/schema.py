"""The tables of a database file: made new, or brought up from an older format."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables by a script of `package`, schema.sql; upgrades/N.sql there lead from format N - 1 to N.

    `too_new` makes the error for a format that this newsdesk cannot read.
    """

    package: str
    version: int
    too_new: Callable[[int], Exception]

    def is_current(self, connection: sqlite3.Connection) -> bool:
        """Say whether nothing is to be brought up. Raise what `too_new` makes if this newsdesk cannot read the file."""
        return self._readable(connection) == self.version

    def bring_up(self, connection: sqlite3.Connection) -> bool:
        """Create the tables of a new file, or those that an older one lacks; the caller holds a transaction.

        Return whether the file was new.
        """
        version = self._readable(connection)  # another process may have been faster
        upgrades = [f"upgrades/{step}.sql" for step in range(version + 1, self.version + 1)]
        for script in upgrades if version else ["schema.sql"]:
            for statement in _statements(files(self.package).joinpath(script).read_text()):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {self.version}")
        return not version

    def _readable(self, connection: sqlite3.Connection) -> int:
        version = format_of(connection)
        if version > self.version:
            raise self.too_new(version)
        return version


def format_of(connection: sqlite3.Connection) -> int:
    """Return the number of a file's format, 0 if it has none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Yield the script's statements one by one: executescript() would end the transaction around it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
