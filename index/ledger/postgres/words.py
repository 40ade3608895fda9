"""Rank passages by their words in PostgreSQL, which has no BM25: it finds them, and they are weighed and scored here.

Its index (GIN) tells which passages hold a word. Their rows are added up, each with what its word weighs, and in the
heaviest the words are counted; these get the score that FTS5 would give them. See index.ledger.weighing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.article import Key
from index.database.statements import Connection
from index.ledger.budget import counted
from index.ledger.confining import admitted, held_by
from index.ledger.counting import Counts, Held, rows_in
from index.ledger.lengths import Sizes
from index.ledger.postgres.counting import CountsOnServer
from index.ledger.postgres.tokens import vector
from index.ledger.quoting import quoting
from index.ledger.rows import THESE
from index.ledger.weighing import by_score, heaviest_of, phrase_of, scores_of, share, weights_of
from index.scope import EVERYTHING, Scope

COUNTED = 300  # passages in which words are counted, at most (55 µs each)
LOOKED_AT = 1_000  # of the heaviest: the short ones among them are counted


def counts_of(connection: Connection, remembered: Callable[[], Held] | None) -> Counts:
    """Return what is counted in one view of a ledger."""
    return CountsOnServer(connection, remembered)


def add_words(connection: Connection, key: int, title: str, text: str) -> None:
    """Enter a passage's words."""
    connection.execute("INSERT INTO words (rowid, tokens, length) VALUES (?, ?, ?)", (key, *vector(title, text)))


def remove_words(connection: Connection, key: int, title: str, text: str) -> None:
    """Take a passage's words out."""
    connection.execute("DELETE FROM words WHERE rowid = ?", (key,))


def purge_words(connection: Connection) -> None:
    """Leave what was taken out to the rewriting of the tables, which follows."""


def ranked(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    query: str,
    limit: int,
    scope: Scope = EVERYTHING,
) -> dict[Key, float]:
    """Return the libraries' best passages for the query's words with their BM25, best first, ties by key.

    BM25 counts words over the whole ledger, so that the scores of several libraries can be compared. A number counts
    only where it stands whole.
    """
    size = counts.sizes()
    if not size.passages:
        return {}
    phrases = [phrase_of(counts, size, word, form) for _, word in counted(counts, query) for form in word.forms]
    weights = weights_of(connection, counts, phrases)
    lengths = _likely(connection, counts, libraries, weights, scope, size, max(limit, COUNTED))
    scores = scores_of(connection, phrases, size, lengths)
    return dict(sorted(((key, score) for key, score in scores.items() if score), key=by_score)[:limit])


def telling(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    topic: str,
    where: str,
    parameters: Mapping[str, object],
    most: int,
) -> list[Key]:
    """Return the keys of the articles whose passages tell most of a topic, best first, one for each passage."""
    rows = connection.execute(
        "SELECT DISTINCT a.library, a.id FROM passages p JOIN articles a ON a.key = p.article_key "  # noqa: S608
        f"WHERE {where}",
        parameters,
    )
    those = tuple((row["library"], row["id"]) for row in rows)
    if not those:
        return []
    best = ranked(connection, counts, libraries, topic, most, replace(EVERYTHING, articles=those))
    rows = connection.execute(
        "SELECT p.library, p.id AS passage, a.id FROM passages p JOIN articles a ON a.key = p.article_key "  # noqa: S608
        f"WHERE (p.library, p.id) IN {THESE}",
        (json.dumps([*best]),),
    )
    of_passage = {(row["library"], row["passage"]): (row["library"], row["id"]) for row in rows}
    return [of_passage[key] for key in best]


def _likely(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    weights: NDArray[np.float32],
    scope: Scope,
    size: Sizes,
    most: int,
) -> dict[int, int]:
    """Return the rows that are likely the best, of the libraries and within the scope, with their lengths."""
    heaviest = heaviest_of(weights, LOOKED_AT)
    lengths = _lengths(connection, counts, libraries, scope, heaviest)
    if len(lengths) < most and len(heaviest) == LOOKED_AT:
        heaviest = heaviest_of(weights * _admitted(connection, counts, libraries, scope, len(weights)), LOOKED_AT)
        lengths = _lengths(connection, counts, libraries, scope, heaviest)
    guessed = {row: heaviest[row] * share(1, length, size) for row, length in lengths.items()}
    return {row: lengths[row] for row in sorted(guessed, key=lambda row: (-guessed[row], row))[:most]}


def _lengths(
    connection: Connection, counts: Counts, libraries: Sequence[str], scope: Scope, rows: Mapping[int, float]
) -> dict[int, int]:
    condition, parameters = _condition(counts, libraries, scope)
    found = connection.execute(
        f"SELECT p.key, w.length FROM passages p JOIN words w ON w.rowid = p.key WHERE {condition} "  # noqa: S608
        "AND p.key IN (SELECT value FROM json_each(:rows))",
        {"rows": json.dumps([*rows]), **parameters},
    )
    return {row["key"]: row["length"] for row in found}


def _admitted(
    connection: Connection, counts: Counts, libraries: Sequence[str], scope: Scope, rows: int
) -> NDArray[np.bool_]:
    """Say of each row whether it is of the libraries and within the scope."""
    condition, parameters = _condition(counts, libraries, scope)
    (joined,) = connection.execute(
        f"SELECT group_concat(p.key) FROM passages p WHERE {condition}",  # noqa: S608 - constants
        parameters,
    ).fetchone()
    admitted_rows = np.zeros(rows, dtype=np.bool_)
    admitted_rows[rows_in(joined)] = True
    return admitted_rows


def _condition(counts: Counts, libraries: Sequence[str], scope: Scope) -> tuple[str, dict[str, object]]:
    keys, parameters = admitted(libraries, scope)
    confined = f"AND p.article_key IN {keys} " if scope.confines else ""
    quoted, more = quoting(scope, counts.sources)
    return f"p.library IN {held_by(libraries)[0]} {confined}AND {quoted}", {**parameters, **more}
