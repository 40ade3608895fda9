"""Copy a ledger between a server and a file: the file is a ledger as SQLite has it, and so is every backup."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from index.database.postgres import Session
from index.errors import LedgerError
from index.ledger.copying import opened, translated
from index.ledger.format import bring_up
from index.ledger.postgres.tokens import vector
from index.ledger.tables import PASSAGES, TABLES, Digest, Table, digest_of
from index.progress import Progress

AT_A_TIME = 500  # rows
_TYPES = {  # of columns that are no text
    **dict.fromkeys(("key", "article_key", "revision"), "int8"),
    **dict.fromkeys(("ordinal", "start", "end"), "int4"),
    "vector": "bytea",
}


def copy_out(session: Session, file: Path, progress: Progress) -> None:
    """Write what one view of the ledger holds into a new file of mode 0600. Raise LedgerError if that fails."""
    with translated(file):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
        with closing(opened(file)) as copy:
            copy.execute("BEGIN")
            bring_up(copy)
            for table in _told(TABLES, progress):
                digest = Digest()
                rows = digest.of(_read(session, table.query, table.columns))
                places = ", ".join("?" * len(table.columns))
                while some := list(islice(rows, AT_A_TIME)):
                    copy.executemany(f"INSERT INTO {table.name} ({table.named}) VALUES ({places})", some)  # noqa: S608
                _compare(table, digest.taken(), digest_of(copy, table))
            copy.execute(f"INSERT INTO words (rowid, title, text) {PASSAGES}")
            copy.execute("COMMIT")


def copy_in(session: Session, file: Path, progress: Progress) -> None:
    """Put what a file holds in the place of all that the ledger holds; the caller holds a transaction."""
    session.raw.execute("SET LOCAL statement_timeout = 0")
    with closing(opened(file)) as copy:
        copy.execute("BEGIN")
        for table in reversed(TABLES):  # not TRUNCATE: who reads meanwhile would find nothing
            kept = " WHERE name <> 'format'" if table.name == "facts" else ""
            session.execute(f"DELETE FROM {table.name}{kept}")  # noqa: S608 - constants
        for table in _told(TABLES, progress):
            digest = Digest()
            types = [_type(column) for column in table.columns]
            _write(session, table.name, table.named, types, digest.of(copy.execute(table.query)))
            _compare(table, digest.taken(), _digest_on(session, table))
        worded = ((key, *vector(title, text)) for key, title, text in copy.execute(PASSAGES))
        session.raw.execute("CREATE TEMPORARY TABLE entered (rowid bigint, tokens text, length integer) ON COMMIT DROP")
        _write(session, "entered", "rowid, tokens, length", ["int8", "text", "int4"], worded)
        session.raw.execute("INSERT INTO words SELECT rowid, tokens::tsvector, length FROM entered")
    for name in ("articles", "passages"):
        session.raw.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'key'), coalesce(max(key), 1), max(key) IS NOT NULL) "  # noqa: S608
            f"FROM {name}"
        )


def take_over(session: Session, file: Path, since: int, facts: Mapping[str, str], progress: Progress) -> None:
    """Make the ledger hold what a changed copy of it holds, set facts, and note what Chroma is to follow.

    The caller holds a transaction. Raise LedgerError if the ledger is not at the revision `since` any more.
    """
    held = dict(session.execute("SELECT name, value FROM facts").fetchall())
    if int(held.get("revision", "0")) != since:
        raise LedgerError("The library was changed by another process meanwhile. Run the command again.")
    log = session.execute("SELECT revision, library, passage_id FROM changes").fetchall()
    before = _embedded(session)
    copy_in(session, file, progress)
    after = _embedded(session)
    session.execute("DELETE FROM facts WHERE name <> 'format'")
    noted = {name: value for name, value in held.items() if name != "format"} | dict(facts)
    session.executemany("INSERT INTO facts (name, value) VALUES (?, ?)", list(noted.items()))
    revision = int(noted["revision"])
    changed = {(revision, *key) for key, _ in before ^ after}
    session.execute("DELETE FROM changes")
    session.executemany(
        "INSERT INTO changes (revision, library, passage_id) VALUES (?, ?, ?)", sorted(changed.union(map(tuple, log)))
    )


def _embedded(session: Session) -> set[tuple[tuple[str, str], str]]:
    return {
        ((row["library"], row["id"]), row["embedded"])
        for row in session.execute("SELECT library, id, embedded FROM passages")
    }


def _read(session: Session, query: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    with session.raw.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as stream:
        stream.set_types([_type(column) for column in columns])
        yield from stream.rows()


def _write(session: Session, table: str, named: str, types: Sequence[str], rows: Iterable[Any]) -> None:
    command = f"COPY {table} ({named}) FROM STDIN (FORMAT BINARY)"
    with session.raw.cursor() as cursor, cursor.copy(command) as stream:
        stream.set_types(types)
        for row in rows:
            stream.write_row(tuple(row))


def _digest_on(session: Session, table: Table) -> tuple[int, str]:
    digest = Digest()
    for _ in digest.of(_read(session, table.query, table.columns)):
        pass
    return digest.taken()


def _type(column: str) -> str:
    return _TYPES.get(column, "text")


def _told(tables: Sequence[Table], progress: Progress) -> Iterator[Table]:
    for at, table in enumerate(tables):
        progress(at, len(tables))
        yield table
    progress(len(tables), len(tables))


def _compare(table: Table, one: tuple[int, str], other: tuple[int, str]) -> None:
    if one != other:
        raise LedgerError(
            f"The copy of the {table.name} is not what was copied ({one[0]} rows, {other[0]} copied), so nothing was "
            "changed. Run the command again; if that happens again, look at the memory and disks of both machines."
        )
