"""Count how often words stand in texts, by FTS5 itself: in an index in memory that is thrown away."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from index.ledger.tokens import TOKENIZER

Tokens = tuple[str, ...]
Place = tuple[int, str, int]  # row, column, token

_INDEX = f"""
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', columnsize = 0, tokenize = "{TOKENIZER}");
CREATE VIRTUAL TABLE instances USING fts5vocab (words, instance);
"""  # the ledger's own, with where each token stands


def occurrences(texts: Iterable[tuple[int, str, str]], phrases: Iterable[Tokens]) -> Mapping[Tokens, Counter[int]]:
    """Return how often each phrase stands in each text, by row; the texts come with their row and title."""
    wanted = set(phrases)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(f"{_INDEX} BEGIN")
        connection.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", texts)
        places = {token: _places(connection, token) for token in {token for tokens in wanted for token in tokens}}
    finally:
        connection.close()
    return {tokens: Counter(row for row, _, _ in _starts(places, tokens)) for tokens in wanted}


def _places(connection: sqlite3.Connection, token: str) -> set[Place]:
    return set(connection.execute('SELECT doc, col, "offset" FROM instances WHERE term = ?', (token,)))


def _starts(places: Mapping[str, set[Place]], tokens: Tokens) -> set[Place]:
    """Return where the tokens stand one behind the other: the place of the first."""
    shifted = ({(row, column, at - behind) for row, column, at in places[token]} for behind, token in enumerate(tokens))
    return set.intersection(*shifted) if tokens else set()
