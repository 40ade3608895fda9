"""Write the ledger: changes that happen together or not at all."""

from collections.abc import Iterable, Sequence

from index.article import Article, Utterance, passage_id
from index.ledger import said
from index.ledger.rows import (
    ARTICLE_COLUMNS,
    COPY_COLUMNS,
    DocumentState,
    StoredPassage,
    blob_of,
    passage_of,
)
from index.ledger.snapshot import Snapshot

WITHHELD = "something in it could not be taken in; newsdesk index says what"


class Transaction(Snapshot):
    """Changes to the ledger that happen together or not at all."""

    def store(self, article: Article, passages: Sequence[StoredPassage], utterances: Sequence[Utterance]) -> int:
        """Put an article in place of the one with its id and return the new revision.

        Passages that were there already keep their row; only what changed is noted for Chroma to follow. If the text
        changed, the old one stays with its copies.
        """
        self._drop_copy(article.library, article.id)
        replaced = self.article(article.library, article.id)
        if replaced and replaced.text_digest != article.text_digest:
            self._hand_over(replaced)
            # Pages that held the old words are read anew: they may hold them still, under a name of their own.
            self._connection.execute(
                "DELETE FROM documents WHERE library = ? AND article_id = ?", (article.library, article.id)
            )
        before = self._take_out_words(article.library, article.id)
        key = self._write_article(article)
        kept = {stored.passage.id for stored in passages}
        revision = self._next_revision()
        for gone in before.keys() - kept:
            self._connection.execute("DELETE FROM passages WHERE library = ? AND id = ?", (article.library, gone))
            self._note_change(revision, article.library, gone)
        for stored in passages:
            row = self._write_passage(key, article.library, stored)
            self._words.add_words(self._connection, row, article.title, stored.passage.text)
            if before.get(stored.passage.id) != stored.embedded:
                self._note_change(revision, article.library, stored.passage.id)
        said.put(self._connection, article.library, key, utterances)
        return revision

    def put_utterances(self, article: Article, utterances: Sequence[Utterance]) -> None:
        """Put who said what in a stored article in place of what is kept of it."""
        row = self._connection.execute(
            "SELECT key FROM articles WHERE library = ? AND id = ?", (article.library, article.id)
        ).fetchone()
        said.put(self._connection, article.library, int(row["key"]), utterances)

    def store_copy(self, copy: Article, original_id: str) -> int:
        """Note an article that shares the text of a stored one, and return the new revision."""
        self.remove(copy.library, copy.id)
        names = COPY_COLUMNS.split(", ")
        self._connection.execute(
            f"INSERT INTO copies ({', '.join(names)}, digest, article_key) "  # noqa: S608 - constants
            f"VALUES ({', '.join(':' + name for name in names)}, :digest, "
            "(SELECT key FROM articles WHERE library = :library AND id = :original))",
            {name: getattr(copy, name) for name in [*names, "digest"]} | {"original": original_id},
        )
        return self._next_revision()

    def remove(self, library: str, article_id: str) -> bool:
        """Remove an article or copy with all that belongs to it; return whether it was there.

        The text of an article with copies stays, under the id of the first of them.
        """
        self._connection.execute("DELETE FROM documents WHERE library = ? AND article_id = ?", (library, article_id))
        if self._drop_copy(library, article_id):
            self._next_revision()
            return True
        article = self.article(library, article_id)
        if article is None:
            return False
        self._hand_over(article)
        gone = self._take_out_words(library, article_id)
        self._connection.execute("DELETE FROM articles WHERE library = ? AND id = ?", (library, article_id))
        revision = self._next_revision()
        for made in gone:
            self._note_change(revision, library, made)
        return True

    def purge_words(self) -> None:
        """Merge the word index so that words of removed articles are gone from its pages."""
        self._words.purge_words(self._connection)

    def set_fact(self, name: str, value: str) -> None:
        """Note a value under a name."""
        self._connection.execute(
            "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def note_indexed(self, library: str, at: str) -> None:
        """Note when the library was last indexed."""
        self._connection.execute(
            "INSERT INTO libraries VALUES (?, ?) ON CONFLICT (library) DO UPDATE SET indexed_at = excluded.indexed_at",
            (library, at),
        )

    def note_source(self, library: str, source: str, read_at: str | None, error: str | None) -> None:
        """Note when a source was read, None keeps the time before, and what of it could not be taken in."""
        self._connection.execute(
            "INSERT INTO sources VALUES (:library, :source, :read_at, :error) "
            "ON CONFLICT (library, source) DO UPDATE SET error = excluded.error, "
            "last_success = coalesce(excluded.last_success, sources.last_success)",
            {"library": library, "source": source, "read_at": read_at, "error": error},
        )

    def withhold_errors(self, library: str, names: Iterable[str]) -> None:
        """Put a plain word in place of what failed in sources where it tells one of these names."""
        wanted = [spelling for name in names if name for spelling in (name, repr(name)[1:-1])]
        for state in self.sources(library):
            if state.error and any(name in state.error for name in wanted):
                self.note_source(library, state.source, None, WITHHELD)

    def drop_source(self, library: str, source: str) -> None:
        """Stop refreshing a source, and raise the revision: a copy made before would bring the source back."""
        cursor = self._connection.execute("DELETE FROM sources WHERE library = ? AND source = ?", (library, source))
        if cursor.rowcount:
            self._next_revision()

    def drop_library(self, library: str) -> None:
        """Take out what is noted of a library beside its articles: its sources, what they held, when it was indexed."""
        for table in ("sources", "documents", "libraries"):
            self._connection.execute(f"DELETE FROM {table} WHERE library = ?", (library,))  # noqa: S608 - constants
        self._next_revision()  # a copy made before would bring them back

    def note_document(self, library: str, state: DocumentState) -> None:
        """Note what a file or page held."""
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (library, location) DO UPDATE SET "
            "source = excluded.source, article_id = excluded.article_id, digest = excluded.digest, "
            "etag = excluded.etag, last_modified = excluded.last_modified, announced = excluded.announced",
            (
                library,
                state.location,
                state.source,
                state.article_id,
                state.digest,
                state.etag,
                state.last_modified,
                state.announced,
            ),
        )

    def forget_changes(self, revision: int) -> None:
        """Drop the log up to a revision that Chroma has followed."""
        self._connection.execute("DELETE FROM changes WHERE revision <= ?", (revision,))

    def _drop_copy(self, library: str, article_id: str) -> bool:
        cursor = self._connection.execute("DELETE FROM copies WHERE library = ? AND id = ?", (library, article_id))
        return cursor.rowcount > 0

    def _hand_over(self, article: Article) -> None:
        """Give an article's text to its first copy, if it has any; its passages get new ids."""
        heir = next(iter(self.copies(article)), None)
        if heir is None:
            return
        passages = self.passages(article)
        gone = self._take_out_words(article.library, article.id)
        self._drop_copy(heir.library, heir.id)
        names = COPY_COLUMNS.split(", ")[1:]
        self._connection.execute(
            f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in names)}, "  # noqa: S608 - constants
            # Under another title the vectors are not what they would be, and they may be yet another heir's that is
            # waiting for its own: the next indexing makes them anew.
            "digest = CASE WHEN title = :title AND digest <> '' THEN :digest ELSE '' END "
            "WHERE library = :library AND id = :handed_over",
            {name: getattr(heir, name) for name in ["library", *names, "digest"]} | {"handed_over": article.id},
        )
        revision = self._next_revision()
        seen: dict[str, int] = {}
        for made in gone:
            self._note_change(revision, article.library, made)
        for stored in passages:
            text = stored.passage.text
            seen[text] = occurrence = seen.get(text, -1) + 1
            renamed = passage_id(heir.id, text, occurrence)
            row = self._connection.execute(
                "UPDATE passages SET id = ? WHERE library = ? AND id = ? RETURNING key",
                (renamed, article.library, stored.passage.id),
            ).fetchone()
            self._words.add_words(self._connection, row["key"], heir.title, text)
            self._note_change(revision, article.library, renamed)

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
            self._words.remove_words(self._connection, row["key"], article.title, passage_of(row, article).text)
        return {row["id"]: row["embedded"] for row in rows}

    def _write_article(self, article: Article) -> int:
        names = [*ARTICLE_COLUMNS.split(", ")[1:], "digest", "text_digest"]
        row = self._connection.execute(
            f"INSERT INTO articles ({', '.join(names)}) "  # noqa: S608 - constants
            f"VALUES ({', '.join(':' + name for name in names)}) ON CONFLICT (library, id) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in names[2:])
            + " RETURNING key",
            {name: getattr(article, name) for name in names},
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
