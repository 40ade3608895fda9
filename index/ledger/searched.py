"""Read passages by what they say: by their words, by their vectors, within a scope."""

import json
from collections.abc import Iterable, Sequence

import numpy as np

from index.article import Article, Context, Key, Passage
from index.database.statements import Connection
from index.embeddings import Vectors
from index.ledger import words
from index.ledger.confining import admitted
from index.ledger.contexts import contexts
from index.ledger.counting import Counts
from index.ledger.dialect import WordIndex
from index.ledger.quoting import quoting
from index.ledger.rows import ARTICLE_COLUMNS, THESE, Issue, article_of, passage_of, vector_of
from index.scope import EVERYTHING, Scope

AT_A_TIME = 2_000  # vectors that are read


class Searched:
    """The part of a view of the ledger that passages are found by."""

    counts: Counts

    def __init__(self, connection: Connection, word_index: WordIndex) -> None:
        self._connection = connection
        self._words = word_index

    def located(self, keys: Iterable[Key]) -> dict[Key, tuple[Passage, Article]]:
        """Return passages by key, each with its article; keys of what is not there are left out."""
        wanted = list(keys)
        rows = self._connection.execute(  # vectors are left out: they are most of what a row holds
            'SELECT library, id, article_key, ordinal, start, "end" FROM passages '  # noqa: S608 - constant
            f"WHERE (library, id) IN {THESE}",
            (json.dumps(wanted),),
        )
        by_key = {(row["library"], row["id"]): row for row in rows}
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608 - constant
            (json.dumps([*{row["article_key"] for row in by_key.values()}]),),
        )
        articles = {row["key"]: article_of(row) for row in rows}
        with_articles = (
            (made, by_key[made], articles[by_key[made]["article_key"]]) for made in wanted if made in by_key
        )
        return {made: (passage_of(row, article), article) for made, row, article in with_articles}

    def issues(self, keys: Iterable[Key]) -> dict[Key, Issue]:
        """Return who published the articles of passages, and when, by the passages' keys; no text is read."""
        rows = self._connection.execute(
            "SELECT p.library, p.id, a.source, a.published FROM passages p JOIN articles a ON a.key = p.article_key "  # noqa: S608 - constant
            f"WHERE (p.library, p.id) IN {THESE}",
            (json.dumps(list(keys)),),
        )
        return {(library, made): Issue(source, published) for library, made, source, published in rows}

    def contexts(self, articles: Iterable[Article]) -> dict[Key, Context]:
        """Return what surrounds the passages of articles, by their keys."""
        return contexts(self._connection, articles)

    def vectors_of(self, keys: Iterable[Key]) -> dict[Key, Vectors]:
        """Return the vectors of passages by key; keys of what is not there are left out."""
        rows = self._connection.execute(
            f"SELECT library, id, vector FROM passages WHERE (library, id) IN {THESE}",  # noqa: S608 - constant
            (json.dumps(list(keys)),),
        )
        return {(row["library"], row["id"]): vector_of(row["vector"]) for row in rows}

    def ranked_by_words(
        self, libraries: Sequence[str], query: str, limit: int, scope: Scope = EVERYTHING
    ) -> dict[Key, float]:
        """Return the keys of the best passages of these libraries with their BM25, best first."""
        return self._words.ranked(self._connection, self.counts, libraries, query, limit, scope)

    def passages_within(self, library: str, scope: Scope) -> set[str]:
        """Return the ids of the passages that a scope admits, by their articles and the phrases they may hold."""
        keys, parameters = admitted((library,), scope)
        confined = f"AND p.article_key IN {keys}" if scope.confines else ""
        quoted, more = quoting(scope, self.counts.sources)
        plus = "+" if scope.excludes else ""  # by it SQLite begins with what the scope admits, not with the library
        rows = self._connection.execute(
            f"SELECT p.id FROM passages p WHERE {plus}p.library = :library {confined} AND {quoted}",  # noqa: S608 - constants
            {"library": library, **parameters, **more},
        )
        return {row["id"] for row in rows}

    def containing(self, libraries: Sequence[str], phrase: str, limit: int) -> list[Key]:
        """Return the keys of passages of these libraries that hold the phrase's words in that order."""
        return words.containing(self._connection, libraries, phrase, limit)

    def vectors(self, library: str) -> tuple[list[str], Vectors]:
        """Return the ids and vectors of all passages of a library, shape (passages, dimension)."""
        # In the order of the table: sorted by SQLite, a million vectors would be written to the disk and read again.
        rows = self._connection.execute("SELECT key FROM passages WHERE library = ? ORDER BY key", (library,))
        keys = [row["key"] for row in rows]
        ids: list[str] = []
        vectors = np.empty((0, 0), dtype=np.float32)
        for first in range(0, len(keys), AT_A_TIME):
            some = self._connection.execute(
                "SELECT id, vector FROM passages WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
                (json.dumps(keys[first : first + AT_A_TIME]),),
            ).fetchall()
            joined = vector_of(b"".join(row["vector"] for row in some)).reshape(len(some), -1)
            if not ids:
                vectors = np.empty((len(keys), joined.shape[1]), dtype=np.float32)
            vectors[first : first + AT_A_TIME] = joined
            ids += [row["id"] for row in some]
        return ids, vectors
