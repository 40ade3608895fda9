"""How much of a statement is quoted, and whether somebody is named."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

RUN = 3  # tokens in a row, for a token to count as quoted and not as met by chance
_MARKS = dict.fromkeys(map(ord, "“”„‟«»＂″"), '"') | dict.fromkeys(map(ord, "‘’‚‛`´′＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TYPOGRAPHY = {**_MARKS, **_DASHES, **_INVISIBLE}
_TOKEN = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return a text in small letters, without the differences that leave a quote verbatim."""
    plain = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    return " ".join(plain.lower().split())


def covered(statement: str, quotes: Iterable[str]) -> float:
    """Return the share of a statement's tokens that lie in a run which one of the quotes has too.

    A run is of three tokens, or of the whole statement if that is shorter.
    """
    tokens = _TOKEN.findall(folded(statement))
    run = min(RUN, len(tokens))
    held = {gram for quote in quotes for gram in _runs(_TOKEN.findall(folded(quote)), run)}
    hit = [False] * len(tokens)
    for at, gram in enumerate(_runs(tokens, run)):
        if gram in held:
            hit[at : at + run] = [True] * run
    return sum(hit) / len(tokens) if tokens else 0.0


def names_any(text: str, names: Iterable[str]) -> bool:
    """Say whether one of the names stands in a text as whole words."""
    plain = folded(text)
    return any(re.search(rf"(?<!\w){re.escape(folded(name))}(?!\w)", plain) for name in names if name.strip())


def _runs(tokens: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)] if length else []
