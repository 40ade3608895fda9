"""Take over into a ledger what was changed in a copy of it, row by row, in one transaction."""

import sqlite3
from collections.abc import Iterable, Mapping, Set

from index.errors import LedgerError
from index.ledger import words

COPY = "copied"  # the name under which the copy is attached
WHOLE_TABLES = {  # by what tells their rows apart
    "copies": "library, id",
    "documents": "library, location",
    "sources": "library, source",
    "libraries": "library",
}
OF_ARTICLES = ("passages", "utterances", "speakers")


def take_over(connection: sqlite3.Connection, since: int, facts: Mapping[str, str]) -> None:
    """Make the ledger hold what the attached copy holds, set facts, and note what Chroma is to follow.

    The copy was made at the revision `since`, so equal rows have equal keys. Raise LedgerError if the ledger is not at
    that revision any more: what happened to it since would be undone.
    """
    if _revision(connection, "main") != since:
        raise LedgerError("The library was changed by another process meanwhile. Run the command again.")
    _note_changes(connection, _revision(connection, COPY))
    differing = {*_differing(connection, "articles", "key"), *_differing(connection, "passages", "article_key")}
    articles = sorted(differing.union(_telling_otherwise(connection)))
    kept: set[int] = set()
    for key in articles:  # all of them first: an id may have moved from one to another
        kept |= _take_out(connection, key)
    for key in articles:
        _put_in(connection, key, kept)
    for table, identity in WHOLE_TABLES.items():
        _make_equal(connection, table, identity)
    connection.executemany("INSERT OR REPLACE INTO main.facts (name, value) VALUES (?, ?)", facts.items())


def _revision(connection: sqlite3.Connection, schema: str) -> int:
    row = connection.execute(f"SELECT value FROM {schema}.facts WHERE name = 'revision'").fetchone()  # noqa: S608
    return int(row[0]) if row else 0


def _note_changes(connection: sqlite3.Connection, revision: int) -> None:
    """Note the passages that are gone, new, or have another vector."""
    for one, other in (("main", COPY), (COPY, "main")):
        connection.execute(
            "INSERT OR IGNORE INTO main.changes (revision, library, passage_id) "  # noqa: S608 - constants
            f"SELECT ?, a.library, a.id FROM {one}.passages a "
            f"LEFT JOIN {other}.passages b ON b.library = a.library AND b.id = a.id WHERE b.embedded IS NOT a.embedded",
            (revision,),
        )


def _differing(connection: sqlite3.Connection, table: str, article: str) -> Iterable[int]:
    """Yield the keys of articles, in the column `article`, with rows that only one of both has, by their keys."""
    columns = _columns(connection, table)
    these, those = (", ".join(f'{side}."{name}"' for name in columns) for side in "ab")
    for one, other in (("main", COPY), (COPY, "main")):
        rows = connection.execute(
            f"SELECT a.{article} FROM {one}.{table} a LEFT JOIN {other}.{table} b ON b.key = a.key "  # noqa: S608
            f"WHERE ({these}) IS NOT ({those})"
        )
        yield from (int(row[0]) for row in rows)


def _telling_otherwise(connection: sqlite3.Connection) -> Iterable[int]:
    """Yield the keys of articles in which the rules find other utterances than before."""
    for table in ("utterances", "speakers"):
        for one, other in (("main", COPY), (COPY, "main")):
            rows = connection.execute(f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table}")  # noqa: S608
            yield from (int(row["article_key"]) for row in rows)


def _take_out(connection: sqlite3.Connection, key: int) -> set[int]:
    """Take an article out with all that belongs to it; return the keys of passages whose words may stay entered."""
    before, after = _worded(connection, "main", key), _worded(connection, COPY, key)
    for row in sorted(before - after):
        words.remove_words(connection, *row)
    connection.execute("DELETE FROM main.articles WHERE key = ?", (key,))
    return {row[0] for row in before & after}


def _put_in(connection: sqlite3.Connection, key: int, kept: Set[int]) -> None:
    """Put an article of the copy in with all that belongs to it, if it is there; the words of some passages stayed."""
    for table, column in (("articles", "key"), *((table, "article_key") for table in OF_ARTICLES)):
        names = ", ".join(f'"{name}"' for name in _columns(connection, table))
        order = "ORDER BY rowid" if table == "utterances" else ""  # they are kept in the article's order
        connection.execute(
            f"INSERT INTO main.{table} ({names}) SELECT {names} FROM {COPY}.{table} WHERE {column} = ? {order}",  # noqa: S608
            (key,),
        )
    for row in sorted(_worded(connection, COPY, key)):
        if row[0] not in kept:
            words.add_words(connection, *row)


def _worded(connection: sqlite3.Connection, schema: str, key: int) -> set[tuple[int, str, str]]:
    """Return the passages of an article with the words they are found by: key, title, text."""
    rows = connection.execute(
        'SELECT p.key, a.title, substr(a.text, p.start + 1, p."end" - p.start) '  # noqa: S608 - constants
        f"FROM {schema}.passages p JOIN {schema}.articles a ON a.key = p.article_key WHERE a.key = ?",
        (key,),
    )
    return {(row[0], row[1], row[2]) for row in rows}


def _make_equal(connection: sqlite3.Connection, table: str, identity: str) -> None:
    names = ", ".join(f'"{name}"' for name in _columns(connection, table))
    here, there = (f"SELECT {names} FROM {schema}.{table}" for schema in ("main", COPY))  # noqa: S608 - constants
    connection.execute(
        f"DELETE FROM main.{table} WHERE ({identity}) IN (SELECT {identity} FROM ({here} EXCEPT {there}))"  # noqa: S608
    )
    connection.execute(f"INSERT INTO main.{table} ({names}) {there} EXCEPT {here}")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[0]) for row in connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))]
