"""Parts of a question that asks several things."""

import re

MOST_PARTS = 4  # of a question; one of more is not parted

_ASKING = r"(?:who|whom|whose|when|where|which|what|why|how)"
_PART = re.compile(rf",?\s+and\s+(?=(?:(?:in|on|at|by|for|from|to|with|of|since|until)\s+)?{_ASKING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """Return what a question asks, one by one: "Who opened the harbour" and "when was it closed"; none if it is one."""
    found = [part.strip(" ,?") for part in _PART.split(question)]
    return tuple(found) if 1 < len(found) <= MOST_PARTS and all(map(_ASKS.search, found)) else ()
