"""The ledger: the one true record of articles, passages, vectors and what changed (SQLite)."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.article import Article, Passage, Utterance
from index.embeddings import Vectors
from index.errors import ModelMismatch
from index.ledger import words
from index.ledger.connections import Connections
from index.ledger.rows import (
    ARTICLE_COLUMNS,
    Known,
    StoredPassage,
    article_of,
    blob_of,
    passage_of,
    spans_json,
    utterance_of,
    vector_of,
)

FILE_NAME = "newsdesk.sqlite"

__all__ = [
    "FILE_NAME",
    "Freshness",
    "Known",
    "Ledger",
    "Snapshot",
    "SourceState",
    "StoredPassage",
    "Transaction",
]


@dataclass(frozen=True, slots=True)
class Freshness:
    """How current a library is: every answer carries it. Times are ISO 8601."""

    articles: int
    passages: int
    newest: str | None
    indexed_at: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """When a source was last read without failure, and what failed since."""

    source: str
    last_success: str | None
    error: str | None


class Snapshot:
    """One unchanging view of the ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def revision(self) -> int:
        """Return the number of the last change."""
        return int(self.fact("revision") or 0)

    def fact(self, name: str) -> str | None:
        """Return what is noted under `name`."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else None

    def require_model(self, fingerprint: str) -> None:
        """Raise ModelMismatch if the ledger's vectors were made by another model."""
        made_with = self.fact("fingerprint")
        if made_with not in (None, fingerprint):
            raise ModelMismatch(
                f"This library was indexed with the embedding model {made_with!r}, now {fingerprint!r} is set. "
                "Set NEWSDESK_EMBEDDING__MODEL back, or name a new data directory in NEWSDESK_HOME and index there."
            )

    def freshness(self, library: str) -> Freshness:
        """Return how current the library is."""
        counted = self._connection.execute(
            "SELECT count(*) AS articles, max(published) AS newest, "
            "(SELECT count(*) FROM passages WHERE library = :library) AS passages, "
            "(SELECT indexed_at FROM libraries WHERE library = :library) AS indexed_at "
            "FROM articles WHERE library = :library",
            {"library": library},
        ).fetchone()
        return Freshness(
            counted["articles"], counted["passages"], counted["newest"], counted["indexed_at"], self.revision
        )

    def sources(self, library: str) -> list[SourceState]:
        """Return the library's sources in alphabetical order."""
        rows = self._connection.execute(
            "SELECT source, last_success, error FROM sources WHERE library = ? ORDER BY source", (library,)
        )
        return [SourceState(*row) for row in rows]

    def article(self, library: str, article_id: str) -> Article | None:
        """Return an article, or None."""
        row = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE library = ? AND id = ?",  # noqa: S608 - constant
            (library, article_id),
        ).fetchone()
        return article_of(row) if row else None

    def articles(self, library: str) -> Iterator[Article]:
        """Yield the library's articles by id; each is read when it is asked for."""
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE library = ? ORDER BY id",  # noqa: S608 - constant
            (library,),
        )
        return (article_of(row) for row in rows)

    def known(self, library: str) -> list[Known]:
        """Return what is needed to tell whether an article is new or changed, for the whole library."""
        rows = self._connection.execute(
            "SELECT id, location, digest FROM articles WHERE library = ? ORDER BY id", (library,)
        )
        return [Known(*row) for row in rows]

    def passages(self, article: Article) -> list[StoredPassage]:
        """Return an article's passages in order, with their vectors."""
        rows = self._connection.execute(
            "SELECT p.* FROM passages p JOIN articles a ON a.key = p.article_key "
            "WHERE a.library = ? AND a.id = ? ORDER BY p.ordinal",
            (article.library, article.id),
        )
        return [StoredPassage(passage_of(row, article), row["embedded"], vector_of(row["vector"])) for row in rows]

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

    def utterances(self, library: str, article_id: str) -> tuple[Utterance, ...]:
        """Return who said what in an article, in its order."""
        rows = self._connection.execute(
            "SELECT u.* FROM utterances u JOIN articles a ON a.key = u.article_key "
            "WHERE a.library = ? AND a.id = ? ORDER BY u.rowid",
            (library, article_id),
        )
        return tuple(map(utterance_of, rows))

    def ranked_by_words(self, library: str, query: str, limit: int) -> list[str]:
        """Return the ids of the best passages by BM25, best first."""
        return words.ranked(self._connection, library, query, limit)

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

    def library_names(self) -> list[str]:
        """Return the libraries that hold passages."""
        rows = self._connection.execute("SELECT DISTINCT library FROM passages ORDER BY library")
        return [row["library"] for row in rows]

    def changed_since(self, revision: int) -> dict[tuple[str, str], Vectors | None]:
        """Return (library, passage id) of all that changed after `revision`, with its vector, None if it is gone."""
        rows = self._connection.execute(
            "SELECT DISTINCT c.library, c.passage_id, p.vector FROM changes c "
            "LEFT JOIN passages p ON p.library = c.library AND p.id = c.passage_id "
            "WHERE c.revision > ? ORDER BY c.library, c.passage_id",
            (revision,),
        )
        return {
            (row["library"], row["passage_id"]): None if row["vector"] is None else vector_of(row["vector"])
            for row in rows
        }


class Transaction(Snapshot):
    """Changes to the ledger that happen together or not at all."""

    def store(self, article: Article, passages: Sequence[StoredPassage], utterances: Sequence[Utterance]) -> int:
        """Put an article in place of the one with its id and return the new revision.

        Passages that were there already keep their row; only what changed is noted for Chroma to follow.
        """
        before = self._take_out_words(article.library, article.id)
        key = self._write_article(article)
        kept = {stored.passage.id for stored in passages}
        revision = self._next_revision()
        for gone in before.keys() - kept:
            self._connection.execute("DELETE FROM passages WHERE library = ? AND id = ?", (article.library, gone))
            self._note_change(revision, article.library, gone)
        for stored in passages:
            row = self._write_passage(key, article.library, stored)
            words.add_words(self._connection, row, article.title, stored.passage.text)
            if before.get(stored.passage.id) != stored.embedded:
                self._note_change(revision, article.library, stored.passage.id)
        self._connection.execute("DELETE FROM utterances WHERE article_key = ?", (key,))
        self._connection.executemany(
            "INSERT INTO utterances (article_key, speaker, described, cue, kind, spans) VALUES (?, ?, ?, ?, ?, ?)",
            [(key, said.speaker, said.described, said.cue, said.kind, spans_json(said)) for said in utterances],
        )
        return revision

    def remove(self, library: str, article_id: str) -> bool:
        """Remove an article with all that belongs to it; return whether it was there."""
        gone = self._take_out_words(library, article_id)
        cursor = self._connection.execute("DELETE FROM articles WHERE library = ? AND id = ?", (library, article_id))
        if cursor.rowcount:
            revision = self._next_revision()
            for passage_id in gone:
                self._note_change(revision, library, passage_id)
        return bool(cursor.rowcount)

    def purge_words(self) -> None:
        """Merge the word index so that words of removed articles are gone from its pages."""
        words.purge_words(self._connection)

    def set_fact(self, name: str, value: str) -> None:
        """Note a value under a name."""
        self._connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))

    def note_indexed(self, library: str, at: str) -> None:
        """Note when the library was last indexed."""
        self._connection.execute("INSERT OR REPLACE INTO libraries VALUES (?, ?)", (library, at))

    def note_source(self, library: str, source: str, at: str, error: str | None) -> None:
        """Note how reading a source ended; a failure keeps the time of the last success."""
        self._connection.execute(
            "INSERT INTO sources VALUES (:library, :source, iif(:error IS NULL, :at, NULL), :error) "
            "ON CONFLICT DO UPDATE SET error = :error, last_success = iif(:error IS NULL, :at, last_success)",
            {"library": library, "source": source, "at": at, "error": error},
        )

    def drop_source(self, library: str, source: str) -> None:
        """Stop refreshing a source."""
        self._connection.execute("DELETE FROM sources WHERE library = ? AND source = ?", (library, source))

    def forget_changes(self, revision: int) -> None:
        """Drop the log up to a revision that Chroma has followed."""
        self._connection.execute("DELETE FROM changes WHERE revision <= ?", (revision,))

    def _take_out_words(self, library: str, article_id: str) -> dict[str, str]:
        """Take the article's words out of the index; return its passage ids, each with its `embedded` digest."""
        article = self.article(library, article_id)
        if article is None:
            return {}
        rows = self._connection.execute(
            "SELECT p.* FROM passages p JOIN articles a ON a.key = p.article_key WHERE a.library = ? AND a.id = ?",
            (library, article_id),
        ).fetchall()
        for row in rows:
            words.remove_words(self._connection, row["key"], article.title, passage_of(row, article).text)
        return {row["id"]: row["embedded"] for row in rows}

    def _write_article(self, article: Article) -> int:
        names = [name.strip() for name in ARTICLE_COLUMNS.split(",")][1:]
        row = self._connection.execute(
            f"INSERT INTO articles ({', '.join(names)}, digest) "  # noqa: S608 - constants
            f"VALUES ({', '.join(':' + name for name in names)}, :digest) ON CONFLICT (library, id) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in [*names[2:], "digest"])
            + " RETURNING key",
            {name: getattr(article, name) for name in [*names, "digest"]},
        ).fetchone()
        return int(row["key"])

    def _write_passage(self, article_key: int, library: str, stored: StoredPassage) -> int:
        passage = stored.passage
        row = self._connection.execute(
            'INSERT INTO passages (article_key, library, id, ordinal, start, "end", embedded, vector) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (library, id) DO UPDATE SET ordinal = excluded.ordinal, "
            'start = excluded.start, "end" = excluded."end", embedded = excluded.embedded, '
            "vector = excluded.vector RETURNING key",
            (
                article_key,
                library,
                passage.id,
                passage.ordinal,
                passage.start,
                passage.end,
                stored.embedded,
                blob_of(stored.vector),
            ),
        ).fetchone()
        return int(row["key"])

    def _next_revision(self) -> int:
        revision = self.revision + 1
        self.set_fact("revision", str(revision))
        return revision

    def _note_change(self, revision: int, library: str, passage_id: str) -> None:
        self._connection.execute("INSERT INTO changes VALUES (?, ?, ?)", (revision, library, passage_id))


class Ledger:
    """The database file in a data directory. Raise LedgerError if it cannot be used."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._connections = Connections(home / FILE_NAME)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give an unchanging view; it is released at the end of the block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction; it is committed at the end of the block, or undone by an exception."""
        with self._connections.writing() as connection:
            yield Transaction(connection)

    def compact(self) -> None:
        """Rewrite the file without what was removed. Raise LedgerError if another process is reading."""
        self._connections.compact()

    def close(self) -> None:
        """Close the file."""
        self._connections.close()
