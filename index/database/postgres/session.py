"""A connection to a PostgreSQL server that takes statements as SQLite words them and gives rows as sqlite3 does."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg

from index.database.postgres.translating import Translated, translated

Raw = psycopg.Connection[Any]
Parameters = Sequence[Any] | Mapping[str, Any]
_STREAMS = count()  # they have names on the server
_NUL_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # not what only spells it, behind one more backslash


class NamedRow(tuple[Any, ...]):
    """A row whose values are told by place and by name."""

    __slots__ = ()
    places: Mapping[str, int]

    def __getitem__(self, key: Any, /) -> Any:
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return [*self.places]


@lru_cache(maxsize=256)
def _kind(names: tuple[str, ...]) -> type[NamedRow]:
    places = {name: place for place, name in enumerate(names)}
    return type("NamedRow", (NamedRow,), {"__slots__": (), "places": places})


def named_rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], NamedRow]:
    """Return what makes rows of a cursor's values."""
    return _kind(tuple(column.name for column in cursor.description or ()))


class Session:
    """One connection; `expression` turns what the word index is asked into what PostgreSQL is asked."""

    def __init__(self, raw: Raw, expression: Callable[[str], str]) -> None:
        self.raw = raw
        self._expression = expression

    def execute(self, sql: str, parameters: Parameters = (), /) -> psycopg.Cursor[Any]:
        """Run a statement with its parameters, by place (?) or by name (:name)."""
        statement = translated(sql)
        # Binary: numbers and vectors come without being written out and read again.
        return self.raw.execute(statement.sql, self._given(statement, parameters), binary=True)

    def streamed(self, sql: str) -> Iterator[NamedRow]:
        """Yield the rows of a statement, which are more than memory may hold; within a transaction."""
        with self.raw.cursor(name=f"streamed_{next(_STREAMS)}") as cursor:
            cursor.itersize = 1_000
            yield from cursor.execute(translated(sql).sql, (), binary=True)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> None:
        """Run a statement for each of many parameters."""
        with self.raw.cursor() as cursor:
            cursor.executemany(translated(sql).sql, parameters)

    def _given(self, statement: Translated, parameters: Parameters) -> Parameters:
        given: Any = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
        for place in statement.matched:
            given[place] = self._expression(given[place])
        for place in statement.listed:
            given[place] = _NUL_IN_JSON.sub(r"\1\\ufffd", given[place])
        parameters = given
        if isinstance(parameters, Mapping):
            return {name: _storable(value) for name, value in parameters.items()}
        return [_storable(value) for value in parameters]


def _storable(value: Any) -> Any:
    """Return a value without NUL, which PostgreSQL knows in no text: it stands in none that is kept."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
