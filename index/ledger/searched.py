"""Read passages by what they say: by their words, by their vectors, within a scope."""

import json
import sqlite3
from collections.abc import Iterable

from index.article import Article, Passage
from index.embeddings import Vectors
from index.ledger import words
from index.ledger.confining import admitted
from index.ledger.rows import ARTICLE_COLUMNS, article_of, passage_of, vector_of
from index.scope import EVERYTHING, Scope


class Searched:
    """The part of a view of the ledger that passages are found by."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def located(self, library: str, passage_ids: Iterable[str]) -> dict[str, tuple[Passage, Article]]:
        """Return passages of this library by id, each with its article; ids that are not there are left out."""
        articles: dict[int, Article] = {}
        found: dict[str, tuple[Passage, Article]] = {}
        for passage_id in passage_ids:
            row = self._connection.execute(
                "SELECT * FROM passages WHERE library = ? AND id = ?", (library, passage_id)
            ).fetchone()
            if row is None:
                continue
            key = row["article_key"]
            if key not in articles:
                articles[key] = article_of(
                    self._connection.execute(
                        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?",  # noqa: S608 - constant
                        (key,),
                    ).fetchone()
                )
            found[passage_id] = (passage_of(row, articles[key]), articles[key])
        return found

    def vectors_of(self, library: str, passage_ids: Iterable[str]) -> dict[str, Vectors]:
        """Return the vectors of passages of this library, by id; ids that are not there are left out."""
        rows = self._connection.execute(
            "SELECT id, vector FROM passages WHERE library = ? AND id IN (SELECT value FROM json_each(?))",
            (library, json.dumps(list(passage_ids))),
        )
        return {row["id"]: vector_of(row["vector"]) for row in rows}

    def ranked_by_words(self, library: str, query: str, limit: int, scope: Scope = EVERYTHING) -> dict[str, float]:
        """Return the ids of the best passages with their BM25, best first."""
        return words.ranked(self._connection, library, query, limit, scope)

    def rarity(self, text: str) -> dict[str, float]:
        """Return how rare each content word of a text is, by stem; the rarer, the more it tells passages apart."""
        return words.rarity(self._connection, text)

    def passages_within(self, library: str, scope: Scope) -> set[str]:
        """Return the ids of the passages of the articles that a scope admits."""
        keys, parameters = admitted(scope)
        rows = self._connection.execute(
            f"SELECT id FROM passages WHERE library = :library AND article_key IN {keys}",  # noqa: S608 - constants
            {"library": library, **parameters},
        )
        return {row["id"] for row in rows}

    def containing(self, library: str, phrase: str, limit: int) -> list[str]:
        """Return the ids of passages that hold the phrase's words in that order."""
        return words.containing(self._connection, library, phrase, limit)

    def vectors(self, library: str) -> tuple[list[str], Vectors]:
        """Return the ids and vectors of all passages of a library, shape (passages, dimension)."""
        rows = self._connection.execute(
            "SELECT id, vector FROM passages WHERE library = ? ORDER BY key", (library,)
        ).fetchall()
        joined = vector_of(b"".join(row["vector"] for row in rows))
        return [row["id"] for row in rows], joined.reshape(len(rows), -1) if rows else joined
