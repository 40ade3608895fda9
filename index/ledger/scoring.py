"""Score passages by FTS5's own bm25."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Key
from index.database.statements import Connection, Row
from index.ledger.confining import admitted, held_by
from index.ledger.counting import Counts
from index.ledger.quoting import quoting
from index.scope import Scope

LOOKED_AT = 4  # times as many of the ledger's best passages as are wanted of some libraries


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage's row and BM25."""

    row: int
    key: Key
    score: float


def scored(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    match: str,
    limit: int,
    scope: Scope,
    rows: Sequence[int] | None = None,
) -> list[Scored]:
    """Return the best passages for an expression, best first, ties by key; of some rows alone if these are given."""
    if not match:
        return []
    if not scope.excludes and rows is None and (best := _best_of_all(connection, libraries, match, limit)) is not None:
        return best
    keys, parameters = admitted(libraries, scope)
    confined = f"AND p.article_key IN {keys} " if scope.confines else ""
    quoted, more = quoting(scope, counts.sources)
    # CROSS, and the plus: row by row, SQLite would begin anew each time with counting how many hold each word.
    among = "AND +words.rowid IN (SELECT value FROM json_each(:rows)) " if rows is not None else ""
    found = connection.execute(
        "SELECT p.key, p.library, p.id, -bm25(words) AS score "  # noqa: S608 - constants
        "FROM words CROSS JOIN passages p ON p.key = words.rowid "
        f"WHERE words MATCH :match AND p.library IN {held_by(libraries)[0]} {confined}AND {quoted} {among}"
        "ORDER BY score DESC, p.library, p.id LIMIT :limit",
        {"match": match, "limit": limit, "rows": json.dumps(rows), **parameters, **more},
    )
    return [Scored(row["key"], (row["library"], row["id"]), row["score"]) for row in found]


def _best_of_all(connection: Connection, libraries: Sequence[str], match: str, limit: int) -> list[Scored] | None:
    """Return the same as `scored` within no scope, None if the ledger's best are not of these libraries.

    Of the matching passages, thousands, only the best are read, in most ledgers no more than are wanted: rows with
    vectors fill a page by twos.
    """
    best = connection.execute(
        "SELECT rowid, -bm25(words) AS score FROM words WHERE words MATCH :match ORDER BY score DESC LIMIT :most",
        {"match": match, "most": LOOKED_AT * limit},
    ).fetchall()
    if len(best) > limit:
        first = [row for row in best if row["score"] >= best[limit - 1]["score"]]  # with what ties
        own = _own(connection, libraries, first)
        if len(first) < len(best) and len(own) == len(first):
            return own[:limit]
    found = _own(connection, libraries, best)
    whole = len(best) < LOOKED_AT * limit
    if whole or (len(found) >= limit and found[limit - 1].score > best[-1]["score"]):  # what ties with it was seen
        return found[:limit]
    return None


def _own(connection: Connection, libraries: Sequence[str], found: Sequence[Row]) -> list[Scored]:
    """Return those of some rows of the word index that are these libraries', best first, ties by key."""
    scores = {row["rowid"]: row["score"] for row in found}
    rows = connection.execute(
        "SELECT key, library, id FROM passages WHERE key IN (SELECT value FROM json_each(?))", (json.dumps([*scores]),)
    )
    each = (Scored(row["key"], (row["library"], row["id"]), scores[row["key"]]) for row in rows)
    return sorted((one for one in each if one.key[0] in libraries), key=lambda one: (-one.score, one.key))
