"""Confine a search to passages that hold quoted phrases, as a condition in SQL.

The word index compares stems: what it finds is looked at once more by `index.quotation_marks`.
"""

import json
from collections.abc import Callable, Sequence

from index.ledger.expressions import in_order
from index.quotation_marks import is_source
from index.scope import Scope

Parameters = dict[str, str | int]
MOST_WORDS = 7  # of a source's name
_FROM_SOURCES = (
    " UNION SELECT p.key FROM passages p JOIN articles a ON a.key = p.article_key "
    "WHERE a.source IN (SELECT value FROM json_each(:named{}))"
)


def quoting(scope: Scope, sources: Callable[[], Sequence[str]]) -> tuple[str, Parameters]:
    """Return the condition on a passage `p` that it, its title or its source may hold the scope's phrases.

    `sources` are those of all articles; they are asked for only where a phrase may be one.
    """
    if not scope.least_phrases:
        return "TRUE", {}
    holders: list[str] = []
    parameters: Parameters = {"least": scope.least_phrases}
    for at, phrase in enumerate(scope.phrases):
        holding = f"SELECT rowid FROM words WHERE words MATCH :phrase{at}"  # noqa: S608 - constants
        parameters[f"phrase{at}"] = in_order(phrase)
        named = [source for source in sources() if is_source(phrase, source)] if _may_be_a_source(phrase) else []
        if named:
            holding += _FROM_SOURCES.format(at)
            parameters[f"named{at}"] = json.dumps(named)
        holders.append(holding)
    held = " + ".join(f"CAST(p.key IN ({holding}) AS INTEGER)" for holding in holders)
    # The first part follows from the second: by it SQLite need not look at every passage.
    return f"p.key IN ({' UNION '.join(holders)}) AND {held} >= :least", parameters


def _may_be_a_source(phrase: str) -> bool:
    """Say whether it is worth to read the sources of all articles: they are named in capitals, in a few words."""
    return phrase[:1].isupper() and phrase.count(" ") < MOST_WORDS
