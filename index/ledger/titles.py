"""Find articles by words of their titles, newest first, and the names of who published them."""

import sqlite3
import unicodedata
from collections.abc import Sequence

from index.article import Article
from index.database.statements import Connection
from index.ledger.confining import admitted, held_by
from index.ledger.rows import ARTICLE_COLUMNS, article_of
from index.scope import Scope


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the function that titles are compared by."""
    connection.create_function("folded", 1, folded, deterministic=True)


def folded(text: str) -> str:
    """Return text without case and accents, so that it can be compared with what people type."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parted if not unicodedata.combining(part))


def titled(
    connection: Connection, libraries: Sequence[str], typed: str, first: int, most: int
) -> tuple[int, list[Article]]:
    """Return how many titles hold all the words typed, or beginnings and parts of words, and some of their articles.

    Those from the `first` on are returned, counted from 0, `most` of them; the undated ones come last.
    """
    held, parameters = held_by(libraries)
    words = {f"word{at}": word for at, word in enumerate(dict.fromkeys(folded(typed).split()))}
    where = " AND ".join([f"library IN {held}", *(f"instr(folded(title), :{name})" for name in words)])
    given = {**parameters, **words, "first": first, "most": most}
    (count,) = connection.execute(f"SELECT count(*) FROM articles WHERE {where}", given).fetchone()  # noqa: S608
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE {where} "  # noqa: S608 - constants
        "ORDER BY published IS NULL, published DESC, library, id LIMIT :most OFFSET :first",
        given,
    )
    return int(count), [article_of(row) for row in rows]


def newest(connection: Connection, libraries: Sequence[str], scope: Scope, most: int) -> tuple[int, list[Article]]:
    """Return how many articles a scope admits, and `most` of them, newest first, undated ones last."""
    keys, parameters = admitted(libraries, scope)
    where = f"key IN {keys}" if scope.confines else f"library IN {held_by(libraries)[0]}"
    (count,) = connection.execute(f"SELECT count(*) FROM articles WHERE {where}", parameters).fetchone()  # noqa: S608
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE {where} "  # noqa: S608 - constants
        "ORDER BY published IS NULL, published DESC, library, id LIMIT :most",
        {**parameters, "most": most},
    )
    return int(count), [article_of(row) for row in rows]


def publishers(connection: Connection, libraries: Sequence[str], typed: str, most: int) -> list[str]:
    """Return who published articles and has all that is typed in the name, those with most articles first."""
    held, parameters = held_by(libraries)
    rows = connection.execute(  # min: of `source` itself SQLite would ask before it groups, article by article
        f"SELECT source FROM articles WHERE library IN {held} AND source IS NOT NULL "  # noqa: S608 - constants
        "GROUP BY source HAVING instr(folded(min(source)), :typed) ORDER BY count(*) DESC, source LIMIT :most",
        {**parameters, "typed": folded(typed.strip()), "most": most},
    )
    return [row["source"] for row in rows]
