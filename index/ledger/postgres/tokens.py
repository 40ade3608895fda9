"""The word index as PostgreSQL keeps it: FTS5's own tokens as a tsvector, and FTS5's expressions as queries of it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from index.ledger.tokens import cut, tokens_of

LONGEST = 500  # characters of a token; PostgreSQL takes 2,046 bytes
LAST_PLACE = 16_383  # that PostgreSQL can note; what stands behind is noted there
_PHRASE = re.compile(r'"([^"]*)"')
IN_TEXT = "text : "  # begins what is to be found in texts alone


def vector(title: str, text: str) -> tuple[str, int]:
    """Return the tokens of a passage as a tsvector, and how many there are."""
    in_title, in_text = cut(title), cut(text)
    places: dict[str, list[str]] = {}
    for at, token in enumerate(in_title, 1):
        places.setdefault(token, []).append(f"{min(at, LAST_PLACE)}A")
    for at, token in enumerate(in_text, len(in_title) + 2):  # a gap: no phrase stands in both
        places.setdefault(token, []).append(f"{min(at, LAST_PLACE)}B")
    noted = " ".join(f"{_quoted(token)}:{','.join(dict.fromkeys(at))}" for token, at in places.items())
    return noted, len(in_title) + len(in_text)


@lru_cache(maxsize=4_096)
def query(expression: str) -> str:
    """Return an expression of FTS5, of which index.ledger.expressions makes any, as a tsquery."""
    weight = ":B" if expression.startswith(IN_TEXT) else ""
    return " | ".join(filter(None, (phrase(tokens_of(form), weight) for form in _PHRASE.findall(expression))))


def phrase(tokens: Sequence[str], weight: str = "") -> str:
    """Return the tsquery of tokens that stand one behind the other; it may be empty."""
    joined = " <-> ".join(f"{_quoted(token)}{weight}" for token in tokens)
    return f"({joined})" if joined else ""


def _quoted(token: str) -> str:
    known = token if len(token) <= LONGEST else sha256(token.encode()).hexdigest()
    doubled = known.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
