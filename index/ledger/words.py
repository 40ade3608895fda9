"""Rank passages by their words: BM25 by SQLite's FTS5."""

import math
import sqlite3

from index.ledger.confining import admitted
from index.scope import EVERYTHING, Scope
from index.vocabulary import content_terms, terms

# An OR over common words costs as much as their postings: 196 ms at 100,000 passages against 25 ms when only
# the rarest words are kept, with 97 % of the full top 10 inside the top 50.
POSTING_BUDGET = 20_000


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
    connection: sqlite3.Connection, library: str, query: str, limit: int, scope: Scope = EVERYTHING
) -> dict[str, float]:
    """Return the library's best passages for the query's words with their BM25, best first, ties by id."""
    match = matching_any(connection, query)
    if not match:
        return {}
    keys, parameters = admitted(scope)
    confined = f"AND p.article_key IN {keys} " if scope.confines else ""
    rows = connection.execute(
        "SELECT p.id, -bm25(words) AS score FROM words JOIN passages p ON p.key = words.rowid "  # noqa: S608 - constants
        f"WHERE words MATCH :match AND p.library = :library {confined}ORDER BY score DESC, p.id LIMIT :limit",
        {"match": match, "library": library, "limit": limit, **parameters},
    )
    return {row["id"]: row["score"] for row in rows}


def matching_any(connection: sqlite3.Connection, query: str) -> str:
    """Return the expression that finds passages with any of the query's words, the affordable ones; it may be empty."""
    return " OR ".join(f'"{word}"' for word in _affordable(connection, query))


def containing(connection: sqlite3.Connection, library: str, phrase: str, limit: int) -> list[str]:
    """Return the ids of passages that hold the phrase's words in that order."""
    words = " ".join(term.word for term in terms(phrase))
    if not words:
        return []
    rows = connection.execute(
        "SELECT p.id FROM words JOIN passages p ON p.key = words.rowid "
        "WHERE words MATCH ? AND p.library = ? ORDER BY p.key LIMIT ?",
        (f'text : "{words}"', library, limit),
    )
    return [row["id"] for row in rows]


def rarity(connection: sqlite3.Connection, text: str) -> dict[str, float]:
    """Return how rare each content word of a text is, by stem: log(1 + N / (1 + n)); none for one that is nowhere."""
    passages = connection.execute("SELECT max(key) FROM passages").fetchone()[0] or 0
    counted = {term.stem: _frequency(connection, term.stem) for term in content_terms(text)}
    return {stem: math.log1p(passages / (1 + count)) for stem, count in counted.items() if count}


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
