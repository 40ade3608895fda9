"""How good a ranking is: recall, reciprocal rank, discounted gain.

`ranked` are ids without repetition, best first; `gold` those that should be there, at least one.
"""

import math
from collections.abc import Sequence

MOST_LEFT_OUT = 0.2  # of a quote's words: the borders of passages cut sentences


def recall(ranked: Sequence[str], gold: Sequence[str], k: int) -> float:
    """Return the share of `gold` that is among the first k."""
    wanted = set(gold)
    return len(wanted.intersection(ranked[:k])) / len(wanted)


def complete(ranked: Sequence[str], gold: Sequence[str], k: int) -> float:
    """Return 1 if all of `gold` is among the first k."""
    return float(set(gold) <= set(ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], gold: Sequence[str], k: int) -> float:
    """Return 1 / the rank of the first of `gold`, 0 if it is beyond k."""
    wanted = set(gold)
    return next((1 / rank for rank, made in enumerate(ranked[:k], 1) if made in wanted), 0.0)


def discounted_gain(ranked: Sequence[str], gold: Sequence[str], k: int) -> float:
    """Return the discounted cumulative gain over the best possible one (Järvelin, Kekäläinen 2002)."""
    wanted = set(gold)
    gained = sum(1 / math.log2(rank + 1) for rank, made in enumerate(ranked[:k], 1) if made in wanted)
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(wanted)) + 1))


def quotes_held(quotes: Sequence[str], passages: Sequence[str]) -> float:
    """Return the share of the quotes of which one of the passages holds four fifths in one run."""
    flat = [" ".join(passage.split()) for passage in passages]
    return sum(any(_holds(passage, quote.split()) for passage in flat) for quote in quotes) / len(quotes)


def _holds(passage: str, words: list[str]) -> bool:
    least = len(words) - int(MOST_LEFT_OUT * len(words))
    return any(" ".join(words[at : at + least]) in passage for at in range(len(words) - least + 1))
