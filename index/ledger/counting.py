"""Count what a ledger holds, and remember it until the ledger changes: the more there is, the longer it takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.database.statements import Connection
from index.ledger.estimating import FEW_OF_A_PHRASE, FEW_OF_A_WORD, Places, estimated, places_of
from index.ledger.lengths import Sizes, sizes
from index.ledger.tokens import tokens_of

MOST_REMEMBERED = 100_000  # counts, of some 200 bytes each
MOST_ROWS = 16_000_000  # of words, of 4 bytes each
Rows = NDArray[np.int32]
Counted = TypeVar("Counted", int, str | None, tuple[str, ...], Places | None)


@dataclass(slots=True)
class Held:
    """What is known of a revision: by what was counted, and of which library or word; and the rows of words."""

    counts: dict[tuple[str, str], int | str | tuple[str, ...] | Places | None] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    all_rows: int = 0


class Remembered:
    """What was counted in a ledger at its newest revision that was read. Several threads may use it."""

    def __init__(self) -> None:
        self._at = (-1, Held())

    def at(self, revision: int) -> Held:
        """Return what is known of a revision: of one older than others read nothing, and nothing of it is kept."""
        newest, held = self._at
        if revision < newest:
            return Held()
        if revision > newest or len(held.counts) > MOST_REMEMBERED:
            held = Held()
            self._at = (revision, held)
        return held


class Counts:
    """What one view of a ledger holds; in a transaction, where nothing is `remembered`, it is counted each time."""

    def __init__(self, connection: Connection, remembered: Callable[[], Held] | None) -> None:
        self._connection = connection
        self._remembered = remembered

    def holding(self, token: str) -> int:
        """Return how many passages of all libraries hold a token of the word index, about as many if these are many."""

        def count() -> int:
            # FTS5 would cut and stem it again: of "tens" it makes "ten".
            about = self._estimated(f'"{token}"', FEW_OF_A_WORD) if tokens_of(token) == (token,) else None
            return self._read("SELECT doc FROM vocabulary WHERE term = ?", token, 0) if about is None else about

        return self._once(("token", token), count)

    def matching(self, expression: str) -> int:
        """Return how many passages of all libraries an expression finds by their words, about as many if many."""

        def count() -> int:
            about = self._estimated(expression, FEW_OF_A_PHRASE)
            statement = "SELECT count(*) FROM words WHERE words MATCH ?"
            return self._read(statement, expression, 0) if about is None else about

        return self._once(("expression", expression), count)

    def rows(self, form: str) -> Rows:
        """Return the rows of all libraries' passages that hold a form of a word, in order."""
        held = self._held
        if held is not None and form in held.rows:
            return held.rows[form]
        rows = rows_in(self._read("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", f'"{form}"', None))
        if held is not None and held.all_rows + len(rows) <= MOST_ROWS:
            held.all_rows += len(rows)
            held.rows[form] = rows
        return rows

    def sizes(self) -> Sizes:
        """Return how many passages the word index holds, and how long they are."""
        return sizes(self._connection)

    def articles(self, library: str) -> int:
        """Return how many articles a library holds, copies left out."""
        return self._once(("articles", library), lambda: self._count("articles", library))

    def passages(self, library: str) -> int:
        """Return how many passages a library holds."""
        return self._once(("passages", library), lambda: self._count("passages", library))

    def newest(self, library: str) -> str | None:
        """Return when the newest article of a library was published, copies counted in."""

        def found() -> str | None:
            each = (
                self._read(f"SELECT max(published) FROM {table} WHERE library = ?", library, None)  # noqa: S608 - ours
                for table in ("articles", "copies")
            )
            return max((day for day in each if day), default=None)

        return self._once(("newest", library), found)

    def sources(self) -> tuple[str, ...]:
        """Return the sources of all articles, each once."""

        def found() -> tuple[str, ...]:
            rows = self._connection.execute("SELECT DISTINCT source FROM articles WHERE source IS NOT NULL")
            return tuple(row[0] for row in rows)

        return self._once(("sources", ""), found)

    def _estimated(self, expression: str, few: int) -> int | None:
        places = self._once(("places", ""), lambda: places_of(self._connection))
        return estimated(self._connection, places, expression, few) if places else None

    @cached_property
    def _held(self) -> Held | None:
        return self._remembered() if self._remembered else None

    def _once(self, what: tuple[str, str], count: Callable[[], Counted]) -> Counted:
        if self._held is None:
            return count()
        counts = self._held.counts
        if what not in counts:
            counts[what] = count()
        return counts[what]  # type: ignore[return-value]  # what names its kind

    def _count(self, table: str, library: str) -> int:
        return self._read(f"SELECT count(*) FROM {table} WHERE library = ?", library, 0)  # noqa: S608 - ours

    def _read(self, statement: str, of: str, otherwise: Counted) -> Counted:
        row = self._connection.execute(statement, (of,)).fetchone()
        return row[0] if row else otherwise


def rows_in(joined: str | None) -> Rows:
    """Return rows that SQLite joined: it hands numbers over so three times as fast as one by one."""
    return np.fromstring(joined or "", dtype=np.int32, sep=",")
