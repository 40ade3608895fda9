"""Read the ledger: one unchanging view of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Key, Utterance
from index.database.statements import Connection
from index.embeddings import Vectors
from index.errors import LedgerError, ModelMismatch
from index.ledger import said, titles, words
from index.ledger.counting import Remembered
from index.ledger.dialect import WordIndex
from index.ledger.origins import Origins
from index.ledger.rows import (
    ARTICLE_COLUMNS,
    COPY_COLUMNS,
    Known,
    StoredPassage,
    article_of,
    copy_of,
    passage_of,
    vector_of,
)
from index.ledger.searched import Searched
from index.ledger.soundness import libraries_of
from index.scope import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class Freshness:
    """How current a library is: every answer carries it. Times are ISO 8601."""

    articles: int
    passages: int
    newest: str | None
    indexed_at: str | None
    revision: int


class Snapshot(Origins, Searched):
    """One unchanging view of the ledger; what is counted in it is `remembered` for other views of its revision."""

    def __init__(
        self, connection: Connection, remembered: Remembered | None = None, word_index: WordIndex = words
    ) -> None:
        Searched.__init__(self, connection, word_index)
        self.counts = word_index.counts_of(connection, (lambda: remembered.at(self.revision)) if remembered else None)

    @property
    def revision(self) -> int:
        """Return the number of the last change."""
        return self.number("revision")

    def fact(self, name: str) -> str | None:
        """Return what is noted under `name`."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else None

    def number(self, name: str) -> int:
        """Return the number that is noted under `name`, 0 if nothing is. Raise LedgerError if it is none."""
        noted = self.fact(name) or "0"
        if not noted.isdecimal():
            raise LedgerError(
                f"The ledger is damaged: its {name} is no number. Bring back a backup: newsdesk restore FILE"
            )
        return int(noted)

    def require_model(self, fingerprint: str) -> None:
        """Raise ModelMismatch if the ledger's vectors were made by another model."""
        made_with = self.fact("fingerprint")
        if made_with not in (None, fingerprint):
            raise ModelMismatch(
                f"This library was indexed with the embedding model {made_with!r}, now {fingerprint!r} is set. "
                "Run newsdesk index, which embeds every article anew, or set back what was changed of "
                "NEWSDESK_EMBEDDING__MODEL, __PRECISION and __URL."
            )

    def freshness(self, *libraries: str) -> Freshness:
        """Return how current the libraries are: what they hold together, and the newest and latest of any."""
        each = [self._freshness_of(library) for library in dict.fromkeys(libraries)]
        return Freshness(
            articles=sum(one.articles for one in each),
            passages=sum(one.passages for one in each),
            newest=max((one.newest for one in each if one.newest), default=None),
            indexed_at=max((one.indexed_at for one in each if one.indexed_at), default=None),
            revision=self.revision,
        )

    def _freshness_of(self, library: str) -> Freshness:
        row = self._connection.execute("SELECT indexed_at FROM libraries WHERE library = ?", (library,)).fetchone()
        return Freshness(
            self.counts.articles(library),
            self.counts.passages(library),
            self.counts.newest(library),
            row["indexed_at"] if row else None,
            self.revision,
        )

    def holds_passages(self, library: str) -> bool:
        """Say whether there is anything to be found in a library."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM passages WHERE library = ?)", (library,)
        ).fetchone()
        return bool(row[0])

    def article(self, library: str, article_id: str) -> Article | None:
        """Return an article, or None."""
        row = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE library = ? AND id = ?",  # noqa: S608 - constant
            (library, article_id),
        ).fetchone()
        return article_of(row) if row else None

    def resolved(self, library: str, name: str) -> Article | None:
        """Return the stored article that an id or URL stands for: its own, or that of one of its copies."""
        return self.identified(library, name) or next(iter(self.at_url(library, name)), None)

    def identified(self, library: str, article_id: str) -> Article | None:
        """Return the stored article of an id: its own, or that of one of its copies."""
        row = self._connection.execute(
            "SELECT id FROM articles WHERE library = :library AND id = :id "
            "UNION ALL SELECT a.id FROM copies c JOIN articles a ON a.key = c.article_key "
            "WHERE c.library = :library AND c.id = :id LIMIT 1",
            {"library": library, "id": article_id},
        ).fetchone()
        return self.article(library, row["id"]) if row else None

    def at_url(self, library: str, url: str) -> list[Article]:
        """Return the stored articles that have a URL themselves, by key, then those whose copies have it."""
        rows = self._connection.execute(
            "SELECT id, key, 0 AS copied FROM articles WHERE library = :library AND url = :url "
            "UNION ALL SELECT a.id, a.key, 1 FROM copies c JOIN articles a ON a.key = c.article_key "
            "WHERE c.library = :library AND c.url = :url ORDER BY copied, key",
            {"library": library, "url": url},
        )
        found = [self.article(library, made) for made in dict.fromkeys(row["id"] for row in rows)]
        return [article for article in found if article]

    def copies(self, article: Article) -> list[Article]:
        """Return the articles that share a stored one's text, by id."""
        rows = self._connection.execute(
            f"SELECT {', '.join('c.' + name for name in COPY_COLUMNS.split(', '))} "  # noqa: S608 - constant
            "FROM copies c JOIN articles a ON a.key = c.article_key WHERE a.library = ? AND a.id = ? ORDER BY c.id",
            (article.library, article.id),
        )
        return [copy_of(row, article) for row in rows]

    def articles(self, library: str) -> Iterator[Article]:
        """Yield the library's articles by id; each is read when it is asked for."""
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE library = ? ORDER BY id",  # noqa: S608 - constant
            (library,),
        )
        return (article_of(row) for row in rows)

    def titled(self, libraries: Sequence[str], words: str, first: int, most: int) -> tuple[int, list[Article]]:
        """Return how many titles hold all the words, and `most` of these articles from the `first` on, newest first."""
        return titles.titled(self._connection, libraries, words, first, most)

    def newest(self, libraries: Sequence[str], scope: Scope, most: int) -> tuple[int, list[Article]]:
        """Return how many articles a scope admits, and `most` of them, the newest first."""
        return titles.newest(self._connection, libraries, scope, most)

    def publishers(self, libraries: Sequence[str], typed: str, most: int) -> list[str]:
        """Return who published articles and has all that is typed in the name, those with most articles first."""
        return titles.publishers(self._connection, libraries, typed, most)

    def known(self, library: str) -> list[Known]:
        """Return what is needed to tell whether an article is new, changed or a copy, for the whole library."""
        rows = self._connection.execute(
            "SELECT id, location, digest, text_digest, NULL AS original FROM articles WHERE library = :library "
            "UNION ALL SELECT c.id, c.location, c.digest, a.text_digest, a.id "
            "FROM copies c JOIN articles a ON a.key = c.article_key WHERE c.library = :library ORDER BY id",
            {"library": library},
        )
        return [Known(*row) for row in rows]

    def known_one(self, library: str, article_id: str) -> Known | None:
        """Return what is needed to tell whether one article is new, changed or a copy."""
        row = self._connection.execute(
            "SELECT id, location, digest, text_digest, NULL AS original FROM articles WHERE library = :library "
            "AND id = :id UNION ALL SELECT c.id, c.location, c.digest, a.text_digest, a.id "
            "FROM copies c JOIN articles a ON a.key = c.article_key WHERE c.library = :library AND c.id = :id",
            {"library": library, "id": article_id},
        ).fetchone()
        return Known(*row) if row else None

    def holds_text_elsewhere(self, library: str, article_id: str, text_digest: str) -> bool:
        """Say whether a text is stored under another id; only a ledger on a server has an index for that."""
        row = self._connection.execute(
            "SELECT 1 FROM articles WHERE library = ? AND text_digest = ? AND id <> ? LIMIT 1",
            (library, text_digest, article_id),
        ).fetchone()
        return row is not None

    def passages(self, article: Article) -> list[StoredPassage]:
        """Return an article's passages in order, with their vectors."""
        rows = self._connection.execute(
            "SELECT p.* FROM passages p JOIN articles a ON a.key = p.article_key "
            "WHERE a.library = ? AND a.id = ? ORDER BY p.ordinal",
            (article.library, article.id),
        )
        return [StoredPassage(passage_of(row, article), row["embedded"], vector_of(row["vector"])) for row in rows]

    def utterances(self, library: str, article_id: str, *, unnamed: bool = False) -> tuple[Utterance, ...]:
        """Return who said what in an article, in its order; `unnamed`: also what "she" says, whoever that is."""
        return said.of_article(self._connection, library, article_id, unnamed=unnamed)

    def speaking(
        self, libraries: Sequence[str], named: Sequence[str], topic: str, limit: int, scope: Scope = EVERYTHING
    ) -> list[Key]:
        """Return the keys of articles in which somebody of these folded words speaks: on a topic, else newest first."""
        return said.speaking(self._connection, self._words, self.counts, libraries, named, topic, limit, scope)

    def libraries_named(self) -> list[str]:
        """Return the libraries that hold articles or have sources."""
        return libraries_of(self._connection)

    def library_names(self) -> list[str]:
        """Return the libraries that hold passages."""
        rows = self._connection.execute("SELECT DISTINCT library FROM passages ORDER BY library")
        return [row["library"] for row in rows]

    def last_indexed(self) -> dict[str, str]:
        """Return when each library was last indexed, by name."""
        rows = self._connection.execute("SELECT library, indexed_at FROM libraries ORDER BY library")
        return {row["library"]: row["indexed_at"] for row in rows}

    def passage_counts(self) -> dict[str, int]:
        """Return how many passages each library holds that holds any, by name."""
        rows = self._connection.execute("SELECT library, count(*) FROM passages GROUP BY library ORDER BY library")
        return {row[0]: row[1] for row in rows}

    def change_counts(self, revision: int) -> dict[str, int]:
        """Return how many changes of passages are noted after `revision`, by library; several may be of one passage."""
        rows = self._connection.execute(
            "SELECT library, count(*) FROM changes WHERE revision > ? GROUP BY library", (revision,)
        )
        return {row[0]: row[1] for row in rows}

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
