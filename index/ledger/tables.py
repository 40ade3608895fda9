"""The ledger's tables as they are copied from one database into another: the columns of each, and their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from index.database.statements import Connection
from index.ledger.rows import ARTICLE_COLUMNS, COPY_COLUMNS


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns, and the order in which it is read."""

    name: str
    columns: tuple[str, ...]
    order: str

    @property
    def named(self) -> str:
        """Return the columns' names in SQL."""
        return ", ".join(f'"{column}"' for column in self.columns)

    @property
    def query(self) -> str:
        """Return the statement that reads it; the number of a format belongs to a database, and is left out."""
        but = " WHERE name <> 'format'" if self.name == "facts" else ""
        return f"SELECT {self.named} FROM {self.name}{but} ORDER BY {self.order}"  # noqa: S608 - constants


def _table(name: str, columns: str, order: str) -> Table:
    return Table(name, tuple(columns.split(", ")), order)


TABLES = (
    _table("articles", f"{ARTICLE_COLUMNS}, digest, text_digest", "key"),
    _table("copies", f"{COPY_COLUMNS}, digest, article_key", "library, id"),
    _table("passages", "key, article_key, library, id, ordinal, start, end, embedded, vector", "key"),
    _table("utterances", "article_key, speaker, described, cue, kind, spans", "article_key, rowid"),
    _table("speakers", "library, word, article_key", "library, word, article_key"),
    _table("libraries", "library, indexed_at", "library"),
    _table("sources", "library, source, last_success, error", "library, source"),
    _table(
        "documents",
        "library, location, source, article_id, digest, etag, last_modified, announced",
        "library, location",
    ),
    _table("changes", "revision, library, passage_id", "revision, library, passage_id"),
    _table("facts", "name, value", "name"),
)
PASSAGES = (  # with what their words are entered from
    'SELECT p.key, a.title, substr(a.text, p.start + 1, p."end" - p.start) '
    "FROM passages p JOIN articles a ON a.key = p.article_key ORDER BY p.key"
)


@dataclass(slots=True)
class Digest:
    """How many rows went by, and a digest of all of them in their order."""

    rows: int = 0
    _sum: Any = None

    def __post_init__(self) -> None:
        self._sum = sha256()

    def of(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Pass rows on."""
        for row in rows:
            self.rows += 1
            self._sum.update(repr(tuple(row)).encode(errors="surrogatepass"))
            yield row

    def taken(self) -> tuple[int, str]:
        """Return number and digest."""
        return self.rows, self._sum.hexdigest()


def digest_of(connection: Connection, table: Table) -> tuple[int, str]:
    """Return how many rows a table has, and their digest."""
    digest = Digest()
    for _ in digest.of(connection.execute(table.query)):
        pass
    return digest.taken()
