"""The word index, which each database has in a way of its own: SQLite by FTS5, PostgreSQL by tsvectors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from index.article import Key
from index.database.statements import Connection
from index.ledger.counting import Counts, Held
from index.scope import Scope


class WordIndex(Protocol):
    """What a module offers that keeps passages' words: index.ledger.words, index.ledger.postgres.words."""

    def counts_of(self, connection: Connection, remembered: Callable[[], Held] | None, /) -> Counts:
        """Return what is counted in one view of a ledger."""

    def add_words(self, connection: Connection, key: int, title: str, text: str, /) -> None:
        """Enter a passage's words."""

    def remove_words(self, connection: Connection, key: int, title: str, text: str, /) -> None:
        """Take a passage's words out; `title` and `text` must be what was entered."""

    def purge_words(self, connection: Connection, /) -> None:
        """See to it that words taken out are gone."""

    def ranked(
        self,
        connection: Connection,
        counts: Counts,
        libraries: Sequence[str],
        query: str,
        limit: int,
        scope: Scope = ...,
        /,
    ) -> dict[Key, float]:
        """Return the libraries' best passages for the query's words with their BM25, best first, ties by key."""

    def telling(
        self,
        connection: Connection,
        counts: Counts,
        libraries: Sequence[str],
        topic: str,
        where: str,
        parameters: Mapping[str, object],
        most: int,
        /,
    ) -> list[Key]:
        """Return the keys of the articles whose passages tell most of a topic, best first, one for each passage."""
