"""Rank passages by their words: BM25 by SQLite's FTS5."""

import json
from collections.abc import Callable, Mapping, Sequence

from index.article import Key
from index.database.statements import Connection
from index.ledger.budget import POSTING_BUDGET, affordable, counted
from index.ledger.confining import held_by
from index.ledger.counting import Counts, Held
from index.ledger.expressions import Wanted, any_of, in_order, is_cut
from index.ledger.scoring import Scored, scored
from index.ledger.weighing import weighed
from index.scope import EVERYTHING, Scope


def counts_of(connection: Connection, remembered: Callable[[], Held] | None) -> Counts:
    """Return what is counted in one view of a ledger."""
    return Counts(connection, remembered)


def add_words(connection: Connection, key: int, title: str, text: str) -> None:
    """Enter a passage's words."""
    connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (key, title, text))


def remove_words(connection: Connection, key: int, title: str, text: str) -> None:
    """Take a passage's words out; `title` and `text` must be what was entered."""
    connection.execute("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (key, title, text))


def purge_words(connection: Connection) -> None:
    """Merge the index so that words taken out are gone from its pages."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")


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
    only where it stands whole. Where the words stand in very many passages, the best are likely the best.
    """
    with_counts = counted(counts, query)
    many = sum(holding for holding, _ in with_counts) > POSTING_BUDGET
    if many or scope.least_phrases:
        every = [word for _, word in with_counts]
        best = weighed(connection, counts, libraries, every, limit, scope, many=many)
        if best is not None:
            return best
    words = affordable(with_counts)
    numbers = [word for word in words if word.number]
    found = scored(connection, counts, libraries, any_of(words), limit * (2 if numbers else 1), scope)
    if numbers:
        found = _with_whole_numbers(connection, counts, libraries, words, found)
    return {each.key: each.score for each in found[:limit]}


def matching_any(counts: Counts, query: str) -> str:
    """Return the expression that finds passages with any of the query's words, the affordable ones; it may be empty."""
    return any_of(affordable(counted(counts, query)))


def telling(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    topic: str,
    where: str,
    parameters: Mapping[str, object],
    most: int,
) -> list[Key]:
    """Return the keys of the articles whose passages tell most of a topic, best first, one for each passage.

    Which articles these may be is a condition on a passage `p` and its article `a`, in SQL and in these libraries.
    """
    match = matching_any(counts, topic)
    if not match:
        return []
    rows = connection.execute(
        "SELECT a.library, a.id FROM words JOIN passages p ON p.key = words.rowid "  # noqa: S608 - constants
        f"JOIN articles a ON a.key = p.article_key WHERE words MATCH :match AND {where} "
        "ORDER BY bm25(words), a.library, a.id LIMIT :most",
        {"match": match, "most": most, **parameters},
    )
    return [(row["library"], row["id"]) for row in rows]


def containing(connection: Connection, libraries: Sequence[str], phrase: str, limit: int) -> list[Key]:
    """Return the keys of passages that hold the phrase's words in that order."""
    match = in_order(phrase)
    if not match:
        return []
    held, parameters = held_by(libraries)
    rows = connection.execute(
        "SELECT p.library, p.id FROM words JOIN passages p ON p.key = words.rowid "  # noqa: S608 - constants
        f"WHERE words MATCH :match AND p.library IN {held} ORDER BY p.key LIMIT :limit",
        {"match": f"text : ({match})", "limit": limit, **parameters},
    )
    return [(row["library"], row["id"]) for row in rows]


def _with_whole_numbers(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    words: Sequence[Wanted],
    found: Sequence[Scored],
) -> list[Scored]:
    """Score anew, without them, the passages that hold numbers only inside others ("1,200" for 200)."""
    numbers = [word for word in words if word.number]
    texts = _texts(connection, [each.row for each in found])
    cut = {each.row: frozenset(word for word in numbers if is_cut(word, texts[each.row])) for each in found}
    kept = [each for each in found if not cut[each.row]]
    for some in dict.fromkeys(cut.values()):
        rows = [row for row, own in cut.items() if own == some]
        match = any_of(word for word in words if word not in some)
        kept += scored(connection, counts, libraries, match, len(rows), EVERYTHING, rows) if some else []
    return sorted(kept, key=lambda each: (-each.score, each.key))


def _texts(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    """Return the titles and texts of passages by row."""
    found = connection.execute(
        'SELECT p.key, a.title, substr(a.text, p.start + 1, p."end" - p.start) AS text FROM passages p '
        "JOIN articles a ON a.key = p.article_key WHERE p.key IN (SELECT value FROM json_each(?))",
        (json.dumps(rows),),
    )
    return {row["key"]: f"{row['title']}\n{row['text']}" for row in found}
