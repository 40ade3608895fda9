"""Cut text into tokens as the word index does: by FTS5 itself, whose stemmer is not quite that of others."""

import sqlite3
import threading
from functools import lru_cache

TOKENIZER = "porter unicode61 remove_diacritics 2"  # as in schema.sql
_INDEX = f"""
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', columnsize = 0, tokenize = "{TOKENIZER}");
CREATE VIRTUAL TABLE instances USING fts5vocab (words, instance);
"""
_guard = threading.Lock()
_connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
_connection.executescript(_INDEX)


@lru_cache(maxsize=65_536)  # 21 µs each
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a text in order, exactly as the word index has them."""
    return cut(text)


def cut(text: str) -> tuple[str, ...]:
    """Return the tokens of a text that is not likely to be asked for again."""
    with _guard:
        _connection.execute("BEGIN")
        try:
            _connection.execute("INSERT INTO words (rowid, text) VALUES (1, ?)", (text,))
            return tuple(term for (term,) in _connection.execute('SELECT term FROM instances ORDER BY "offset"'))
        finally:
            _connection.execute("ROLLBACK")
