"""Rank passages by their words: BM25 by SQLite's FTS5."""

import math
import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from index.article import Key
from index.ledger.confining import admitted, held_by
from index.scope import EVERYTHING, Scope
from index.vocabulary import content_terms, terms

# An OR over common words costs as much as their postings: 196 ms at 100,000 passages against 25 ms when only
# the rarest words are kept, with 97 % of the full top 10 inside the top 50.
POSTING_BUDGET = 20_000
COUNTED_APART = (
    50  # postings of a word at most, for those of some libraries to be told from the others (5 to 10 µs each)
)


def add_words(connection: sqlite3.Connection, key: int, title: str, text: str) -> None:
    """Enter a passage's words."""
    connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (key, title, text))


def remove_words(connection: sqlite3.Connection, key: int, title: str, text: str) -> None:
    """Take a passage's words out; `title` and `text` must be what was entered."""
    connection.execute("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (key, title, text))


def purge_words(connection: sqlite3.Connection) -> None:
    """Merge the index so that words taken out are gone from its pages."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def ranked(
    connection: sqlite3.Connection, libraries: Sequence[str], query: str, limit: int, scope: Scope = EVERYTHING
) -> dict[Key, float]:
    """Return the libraries' best passages for the query's words with their BM25, best first, ties by key.

    BM25 counts words over the whole ledger, so that the scores of several libraries can be compared.
    """
    match = matching_any(connection, query)
    if not match:
        return {}
    keys, parameters = admitted(libraries, scope)
    confined = f"AND p.article_key IN {keys} " if scope.confines else ""
    rows = connection.execute(
        "SELECT p.library, p.id, -bm25(words) AS score "  # noqa: S608 - constants
        "FROM words JOIN passages p ON p.key = words.rowid "
        f"WHERE words MATCH :match AND p.library IN {held_by(libraries)[0]} {confined}"
        "ORDER BY score DESC, p.library, p.id LIMIT :limit",
        {"match": match, "limit": limit, **parameters},
    )
    return {(row["library"], row["id"]): row["score"] for row in rows}


def matching_any(connection: sqlite3.Connection, query: str) -> str:
    """Return the expression that finds passages with any of the query's words, the affordable ones; it may be empty."""
    return " OR ".join(f'"{word}"' for word in _affordable(connection, query))


def containing(connection: sqlite3.Connection, libraries: Sequence[str], phrase: str, limit: int) -> list[Key]:
    """Return the keys of passages that hold the phrase's words in that order."""
    words = " ".join(term.word for term in terms(phrase))
    if not words:
        return []
    held, parameters = held_by(libraries)
    rows = connection.execute(
        "SELECT p.library, p.id FROM words JOIN passages p ON p.key = words.rowid "  # noqa: S608 - constants
        f"WHERE words MATCH :match AND p.library IN {held} ORDER BY p.key LIMIT :limit",
        {"match": f'text : "{words}"', "limit": limit, **parameters},
    )
    return [(row["library"], row["id"]) for row in rows]


def rarity(connection: sqlite3.Connection, libraries: Sequence[str], text: str) -> dict[str, float]:
    """Return how rare each content word of a text is, by stem: log(1 + N / (1 + n)); none for one that is nowhere.

    What other libraries hold does not count, but for words so common that counting them apart would take too long.
    """
    counted = {term.stem: _frequency(connection, term.stem) for term in content_terms(text)}
    passages = connection.execute("SELECT max(key) FROM passages").fetchone()[0] or 0
    if _holds_others(connection, libraries):
        everywhere, passages = max(passages, 1), _passages_of(connection, libraries)
        for stem, count in counted.items():
            few = count <= COUNTED_APART
            counted[stem] = _held(connection, libraries, stem) if few else max(1, count * passages // everywhere)
    return {stem: math.log1p(passages / (1 + count)) for stem, count in counted.items() if count}


def _holds_others(connection: sqlite3.Connection, libraries: Sequence[str]) -> bool:
    """Say whether the ledger holds passages of other libraries: names before, between or behind these."""
    gaps = pairwise(["", *sorted(libraries), chr(0x10FFFF)])
    found = (
        connection.execute("SELECT 1 FROM passages WHERE library > ? AND library < ? LIMIT 1", gap).fetchone()
        for gap in gaps
    )
    return any(found)


def _passages_of(connection: sqlite3.Connection, libraries: Sequence[str]) -> int:
    held, parameters = held_by(libraries)
    row = connection.execute(f"SELECT count(*) FROM passages WHERE library IN {held}", parameters).fetchone()  # noqa: S608
    return int(row[0])


def _held(connection: sqlite3.Connection, libraries: Sequence[str], stem: str) -> int:
    """Return how many passages of these libraries hold a stem."""
    held, parameters = held_by(libraries)
    row = connection.execute(  # CROSS: SQLite would look the stem up anew for every passage of a library
        "SELECT count(*) FROM words CROSS JOIN passages p ON p.key = words.rowid "  # noqa: S608 - constants
        f"WHERE words MATCH :match AND p.library IN {held}",
        {"match": f'"{stem}"', **parameters},
    ).fetchone()
    return int(row[0])


def _affordable(connection: sqlite3.Connection, query: str) -> list[str]:
    """Return the query's words, rarest first, until the budget of postings is spent."""
    found = {term.stem: term.word for term in content_terms(query) or terms(query)}
    counted = sorted((_frequency(connection, stem), stem, word) for stem, word in found.items())
    kept: list[str] = []
    spent = 0
    for frequency, _, word in counted:
        spent += frequency
        if kept and spent > POSTING_BUDGET:
            break
        kept.append(word)
    return kept


def _frequency(connection: sqlite3.Connection, stem: str) -> int:
    row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (stem,)).fetchone()
    return int(row["doc"]) if row else 0
