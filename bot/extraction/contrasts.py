"""Contrasts: what a sentence names only to say that it is not so, or no longer: "92 million, not 86 million"."""

import re

_CONTRASTS = [
    re.compile(pattern)
    for pattern in (
        r",?\s+(?:(?:and|but)\s+)?(?:not|rather than|instead of)\s+[^,.;]*\d[^,.;]{0,60}",
        r",\s+not\s+[^,.;]{1,60}(?=[,.;])",
        # "Earlier it had spoken of 31,000 homes; on Sunday it put the number at 38,000."
        r"\b(?:[Ee]arlier|[Pp]reviously|[Ii]nitially|[Aa]t first)\b[^;.]*\d[^;.]*[;,]"
        r"(?=[^;]*\b(?:number|figure|toll|total|count)\b)",
    )
]


def without_contrasts(text: str) -> str:
    """Return a text of the same length with blanks for what it names only to say that it is not so."""
    for pattern in _CONTRASTS:
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text
