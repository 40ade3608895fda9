"""Keep who said what, and find the articles in which somebody speaks."""

import sqlite3
from collections.abc import Iterable, Sequence

from index.article import Utterance
from index.ledger import words
from index.ledger.rows import spans_json, utterance_of
from index.utterances.roles import folded_words

MOST_WORDS = 40  # of the phrases that describe one speaker
LONGEST_WORD = 64


def speaker_words(speaker: str, described: str) -> list[str]:
    """Return the words by which a speaker is found, folded."""
    found = [word for word in folded_words(f"{speaker} {described}") if len(word) <= LONGEST_WORD]
    return sorted(dict.fromkeys(found[:MOST_WORDS]))


def put(connection: sqlite3.Connection, library: str, article_key: int, utterances: Iterable[Utterance]) -> None:
    """Put what an article reports in place of what is kept of it."""
    utterances = list(utterances)
    for table in ("utterances", "speakers"):
        connection.execute(f"DELETE FROM {table} WHERE article_key = ?", (article_key,))  # noqa: S608 - constants
    connection.executemany(
        "INSERT INTO utterances (article_key, speaker, described, cue, kind, spans) VALUES (?, ?, ?, ?, ?, ?)",
        [(article_key, said.speaker, said.described, said.cue, said.kind, spans_json(said)) for said in utterances],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO speakers (library, word, article_key) VALUES (?, ?, ?)",
        [(library, word, article_key) for said in utterances for word in speaker_words(said.speaker, said.described)],
    )


def of_article(connection: sqlite3.Connection, library: str, article_id: str) -> tuple[Utterance, ...]:
    """Return who said what in an article, in its order."""
    rows = connection.execute(
        "SELECT u.* FROM utterances u JOIN articles a ON a.key = u.article_key "
        "WHERE a.library = ? AND a.id = ? ORDER BY u.rowid",
        (library, article_id),
    )
    return tuple(map(utterance_of, rows))


def speaking(connection: sqlite3.Connection, library: str, named: Sequence[str], limit: int | None) -> list[str]:
    """Return the ids of the articles whose speakers are described by all the words, newest first, undated last."""
    if not named:
        return []
    rows = connection.execute(
        f"SELECT id FROM articles WHERE key IN ({_speaking(named)}) "  # noqa: S608 - constants
        "ORDER BY published IS NULL, published DESC, id LIMIT ?",
        (*_parameters(library, named), -1 if limit is None else limit),
    )
    return [row["id"] for row in rows]


def speaking_of(
    connection: sqlite3.Connection, library: str, named: Sequence[str], topic: str, limit: int
) -> list[str]:
    """Return the ids of those of these articles that tell most of a topic, by their best passage's BM25."""
    match = words.matching_any(connection, topic)
    if not named or not match:
        return []
    rows = connection.execute(
        "SELECT a.id FROM words JOIN passages p ON p.key = words.rowid JOIN articles a ON a.key = p.article_key "
        f"WHERE words MATCH ? AND p.article_key IN ({_speaking(named)}) "  # noqa: S608 - constants
        "ORDER BY bm25(words), a.id LIMIT ?",
        (match, *_parameters(library, named), 4 * limit),
    )
    return list(dict.fromkeys(row["id"] for row in rows))[:limit]


def _speaking(named: Sequence[str]) -> str:
    return " INTERSECT ".join(["SELECT article_key FROM speakers WHERE library = ? AND word = ?"] * len(named))


def _parameters(library: str, named: Sequence[str]) -> list[str]:
    return [value for word in named for value in (library, word)]
