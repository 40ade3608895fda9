"""Read where articles come from: sources, and what their documents held when they were last taken in."""

from dataclasses import dataclass

from index.article import Article
from index.database.statements import Connection
from index.ledger.rows import DocumentState


@dataclass(frozen=True, slots=True)
class SourceState:
    """When a source was last read without failure, and what failed since."""

    source: str
    last_success: str | None
    error: str | None


class Origins:
    """The part of a view of the ledger that tells where articles come from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sources(self, library: str) -> list[SourceState]:
        """Return the library's sources in alphabetical order."""
        rows = self._connection.execute(
            "SELECT source, last_success, error FROM sources WHERE library = ? ORDER BY source", (library,)
        )
        return [SourceState(*row) for row in rows]

    def documents(self, library: str) -> list[DocumentState]:
        """Return what the library's files and pages held when they were last taken in, by location."""
        rows = self._connection.execute(
            "SELECT location, source, article_id, digest, etag, last_modified, announced FROM documents "
            "WHERE library = ? ORDER BY location",
            (library,),
        )
        return [DocumentState(*row) for row in rows]

    def sources_of(self, article: Article) -> list[str]:
        """Return the sources that are this article: its file, its page, and other addresses of the page."""
        rows = self._connection.execute(
            "SELECT source FROM sources WHERE library = :library AND (source IN (:location, :url) OR source IN "
            "(SELECT location FROM documents WHERE library = :library AND article_id = :id)) ORDER BY source",
            {"library": article.library, "location": article.location, "url": article.url, "id": article.id},
        )
        return [row["source"] for row in rows]

    def holds_any_from(self, library: str, location: str) -> bool:
        """Say whether an article or copy was read from a place."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM articles WHERE library = :library AND location = :location) "
            "OR EXISTS (SELECT 1 FROM copies WHERE library = :library AND location = :location)",
            {"library": library, "location": location},
        ).fetchone()
        return bool(row[0])

    def documents_at(self, library: str, location: str) -> list[DocumentState]:
        """Return what was read at a location; one state, or none."""
        rows = self._connection.execute(
            "SELECT location, source, article_id, digest, etag, last_modified, announced FROM documents "
            "WHERE library = ? AND location = ?",
            (library, location),
        )
        return [DocumentState(*row) for row in rows]
