"""Weigh how much of a topic a text holds: rare words count more, forms of one word are equal."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index import Term, content_terms, folded_words

NEAR = 0.5  # of a word's weight that counts where it stands only around the text
LEAST_SHARED = 6  # letters with which two stems begin that are forms of one word: "suspend", "suspension"


class Topic:
    """The words of a topic, weighed by how rare they are in the texts given."""

    def __init__(self, topic: Sequence[Term], texts: Iterable[str]) -> None:
        counted: Counter[str] = Counter()
        number = 0
        for text in texts:
            counted.update(_stems(text))
            number += 1
        stems = dict.fromkeys(_folded(term.word) for term in topic)
        self._weights = {stem: math.log(2 + (1 + number) / (1 + counted[stem])) for stem in stems}

    def share(self, text: str, around: str = "") -> float:
        """Return the share of the topic's weight in a text, what stands only around it counting half."""
        here, near = _stems(text), _stems(around) if around else frozenset()
        got = sum(
            weight if _holds(here, stem) else NEAR * weight if _holds(near, stem) else 0.0
            for stem, weight in self._weights.items()
        )
        return got / sum(self._weights.values()) if self._weights else 0.0


def _holds(stems: frozenset[str], wanted: str) -> bool:
    return wanted in stems or any(_alike(wanted, stem) for stem in stems)


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    if len(one) < 5 or len(other) < 5 or one[:5] != other[:5]:
        return False
    return one.startswith(other) or other.startswith(one) or one[:LEAST_SHARED] == other[:LEAST_SHARED]


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_folded(term.word) for term in content_terms(text.replace("United States", "US")))


def _folded(word: str) -> str:
    return "".join(folded_words(word)) or word.lower()
