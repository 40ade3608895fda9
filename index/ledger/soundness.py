"""Tell whether a ledger's file is sound: by SQLite's own checks, and by its tables agreeing with each other."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from index.database import Cause, cause_of
from index.database.files import WRITE, address, address_to_read
from index.database.statements import Connection
from index.errors import LedgerError
from index.ledger.format import bring_up
from index.ledger.rows import spans_of, vector_of
from index.ledger.said import speaker_words

MOST_FAULTS = 5  # of a kind that are told
DAMAGED = "Use a sound backup."
_REMEDIES = {
    Cause.FULL: "The disk is full: make room on it.",
    Cause.CLOSED: "Make it readable for yourself.",
    Cause.BUSY: "Another process is writing: try again when it is done.",
}
UNIT_TOLERANCE = 1e-3
VECTORS = "SELECT id, vector FROM passages ORDER BY key"
Kinds = Mapping[str, Callable[[Any], Iterator[str]]]
_INTERNAL = ("sqlite_", "words_")  # tables that SQLite and its word index keep for themselves
_NUMBERS = ("revision", "chroma_revision", "chroma_begun")  # facts that are one
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)  # the last: there is no such table


@contextmanager
def looking(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads a ledger and makes no file. Raise LedgerError if it cannot be read."""
    try:
        with closing(sqlite3.connect(address_to_read(file), uri=True, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            yield connection
    except sqlite3.Error as error:
        raise LedgerError(f"{file} cannot be read: {error}. {_remedy(error, file)}") from error


def _remedy(error: sqlite3.Error, file: Path) -> str:
    cause = cause_of(error, file)
    if cause is Cause.CLOSED and os.access(file, os.R_OK):  # something else is there
        return DAMAGED
    return _REMEDIES.get(cause, DAMAGED)


def is_ledger(connection: sqlite3.Connection) -> bool:
    """Say whether the tables are those of a ledger and nothing else: no trigger or view that somebody slipped in."""
    with closing(sqlite3.connect(":memory:")) as expected:
        expected.executescript(files("index.ledger").joinpath("schema.sql").read_text())
        return _shape(connection) == _shape(expected)


def is_replaceable(file: Path) -> bool:
    """Say whether another ledger can be put in the place of what an existing file holds.

    It cannot where SQLite takes the file for damaged, or for no database, where it is another program's, and where
    this newsdesk cannot open it as a ledger: it is of a later format, or not of the one that it says.
    """
    try:
        with closing(sqlite3.connect(address(file, WRITE), uri=True, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                bring_up(connection)
                return not any(facts_faults(connection))
            finally:
                connection.execute("ROLLBACK")
    except LedgerError:
        return False
    except sqlite3.Error as error:
        return error.sqlite_errorcode & 0xFF not in _DAMAGE


def libraries_of(connection: Connection) -> list[str]:
    """Return the libraries that hold articles or have sources."""
    rows = connection.execute("SELECT library FROM articles UNION SELECT library FROM sources ORDER BY library")
    return [str(row[0]) for row in rows]


def values(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Yield every text and every blob in the tables, encoded as SQLite stores them."""
    for name in [shape[1] for shape in sorted(_shape(connection)) if shape[0] == "table"]:
        if name not in ("words", "vocabulary"):
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name from our own schema
                for value in row:
                    if isinstance(value, str | bytes):
                        yield value if isinstance(value, bytes) else value.encode()


def faults(connection: Connection, kind: str, kinds: Kinds | None = None) -> list[str]:
    """Return what is wrong of a kind in KINDS, at most a few of many; damage that stops the check is one."""
    found: list[str] = []
    try:
        for fault in (kinds or KINDS)[kind](connection):
            found.append(fault)
            if len(found) == MOST_FAULTS:
                break
    except sqlite3.Error as error:
        found.append(str(error))
    return found


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})"):
        if row[0] != "ok":
            yield str(row[0])


def facts_faults(connection: Connection) -> Iterator[str]:
    """Tell of numbers that are none."""
    for name, value in connection.execute("SELECT name, value FROM facts ORDER BY name"):
        if name in _NUMBERS and not str(value).isdecimal():
            yield f"the {name} is no number"


def _strays(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} belongs to no row of {row[2]}"


def offsets_faults(connection: Connection) -> Iterator[str]:
    """Tell of passages that are not inside their article."""
    for row in connection.execute(
        "SELECT p.id, a.id FROM passages p JOIN articles a ON a.key = p.article_key "
        'WHERE p.start < 0 OR p."end" <= p.start OR p."end" > length(a.text) OR p.library <> a.library'
    ):
        yield f"passage {row[0]} is not inside its article {row[1]}"


def utterances_faults(connection: Connection) -> Iterator[str]:
    """Tell of utterances that are not inside their article, and of articles that speakers are noted for or not.

    Which words are noted is not compared: they follow the rules for names, which change between versions.
    """
    known = {(row[0], row[1]) for row in connection.execute("SELECT DISTINCT library, article_key FROM speakers")}
    told = set()
    for row in connection.execute(
        "SELECT a.library, a.key, a.id, length(a.text), u.speaker, u.described, u.spans "
        "FROM utterances u JOIN articles a ON a.key = u.article_key ORDER BY u.rowid"
    ):
        library, key, article_id, length, speaker, described, spans = row
        if not _inside(spans, length):
            yield f"what {speaker} says is not inside its article {article_id}"
        told.add((library, key))
        if (library, key) not in known and speaker_words(speaker, described):
            yield f"{speaker}, who speaks in article {article_id}, is not noted as a speaker"
    for library, key in sorted(known - told):
        yield f"a speaker is noted for article {key} of {library}, in which nobody speaks"


def _inside(noted: str, length: int) -> bool:
    try:
        return all(0 <= span.start < span.end <= length for span in spans_of(noted))
    except LedgerError:
        return False


def _vectors(connection: Connection) -> Iterator[str]:
    return vectors_faults(connection.execute(VECTORS))


def vectors_faults(rows: Iterable[Any]) -> Iterator[str]:
    """Tell of vectors that are of another size, or not of unit length; the rows have ids and vectors."""
    size = None
    for row in rows:
        blob = bytes(row[1])
        size = size or len(blob)
        if len(blob) != size or len(blob) % 4 or not blob:
            yield f"the vector of passage {row[0]} has {len(blob)} bytes, others have {size}"
        elif not abs(float(np.linalg.norm(vector_of(blob))) - 1) < UNIT_TOLERANCE:
            yield f"the vector of passage {row[0]} has not the length 1"


def _words(connection: sqlite3.Connection) -> Iterator[str]:
    """Index the passages anew, in memory, and compare. Tokens are counted, their positions are not compared."""
    made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'words'").fetchone()[0]
    _, _, definition = str(made).partition("(")
    connection.execute(f"CREATE VIRTUAL TABLE temp.expected USING fts5 ({definition}")
    connection.execute("CREATE VIRTUAL TABLE temp.expected_terms USING fts5vocab (temp, expected, col)")
    connection.execute("CREATE VIRTUAL TABLE temp.indexed_terms USING fts5vocab (main, words, col)")
    connection.execute(
        "INSERT INTO temp.expected (rowid, title, text) "
        'SELECT p.key, a.title, substr(a.text, p.start + 1, p."end" - p.start) '
        "FROM passages p JOIN articles a ON a.key = p.article_key"
    )
    keys, entered = "SELECT key FROM passages", "SELECT id FROM words_docsize"
    expected, indexed = "SELECT * FROM temp.expected_terms", "SELECT * FROM temp.indexed_terms"
    for wanted, there, fault in (
        (keys, entered, "passage {!r} is not in the word index"),
        (entered, keys, "the word index has an entry {!r} of no passage"),
        (expected, indexed, "the word {!r} is missing in the word index"),
        (indexed, expected, "the word {!r} stands in the word index without cause"),
    ):
        for row in connection.execute(f"{wanted} EXCEPT {there}"):
            yield fault.format(row[0])


KINDS: Kinds = {
    "pages": _pages,
    "facts": facts_faults,
    "strays": _strays,
    "offsets": offsets_faults,
    "utterances": utterances_faults,
    "vectors": _vectors,
    "words": _words,
}


def _shape(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Return what the schema holds, tables with their columns' names: an upgraded ledger words its SQL otherwise."""
    shape = set()
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE type <> 'index'").fetchall():
        if not name.startswith(_INTERNAL):
            columns = connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY name", (name,)).fetchall()
            shape.add((str(kind), str(name), *(str(column[0]) for column in columns)))
    return shape
