"""Confine a search to passages that hold quoted phrases, as a condition in SQL.

The word index compares stems: what it finds is looked at once more by `index.quotation_marks`.
"""

import sqlite3

from index.ledger.expressions import in_order
from index.quotation_marks import is_source
from index.scope import Scope

Parameters = dict[str, str | int]
MOST_WORDS = 7  # of a source's name


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the condition calls."""
    connection.create_function("is_source", 2, is_source, deterministic=True)


def quoting(scope: Scope) -> tuple[str, Parameters]:
    """Return the condition on a passage `p` that it, its title or its source may hold the scope's phrases."""
    if not scope.least_phrases:
        return "TRUE", {}
    held: list[str] = []
    parameters: Parameters = {"least": scope.least_phrases}
    for at, phrase in enumerate(scope.phrases):
        in_words = f"p.key IN (SELECT rowid FROM words WHERE words MATCH :phrase{at})"  # noqa: S608 - constants
        in_source = f"p.article_key IN (SELECT key FROM articles WHERE is_source(:named{at}, source))"  # noqa: S608 - constants
        held.append(f"({in_words} OR {in_source})" if _may_be_a_source(phrase) else f"({in_words})")
        parameters |= {f"phrase{at}": in_order(phrase), f"named{at}": phrase}
    return f"{' + '.join(held)} >= :least", parameters


def _may_be_a_source(phrase: str) -> bool:
    """Say whether it is worth to read the sources of all articles: they are named in capitals, in a few words."""
    return phrase[:1].isupper() and phrase.count(" ") < MOST_WORDS
