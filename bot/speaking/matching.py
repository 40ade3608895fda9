"""Weigh how much of a topic a text holds: rare words count more, forms of one word are equal."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index import Term, content_words_in, folded_words

NEAR = 0.5  # of a word's weight that counts where it stands only around the text
LEAST_LETTERS = 5  # of a stem that can be a form of another
LEAST_SHARED = 6  # letters with which two stems begin that are forms of one word: "suspend", "suspension"

_PREPOSITION = re.compile(
    r"\b(?:in|at|on|of|for|to|from|with|by|between|over|under|during|after|before)\b", re.IGNORECASE
)
# What is asked about stands behind these: "the impact of the tariffs".
_RELATIONS = frozenset(
    """
    link links connection relation relationship role importance future state status impact effect effects consequences
    need idea issue question situation plan plans way reason reasons cause causes use danger risk risks possibility
    prospect prospects likelihood lack number amount cost costs timing details difference
    """.split()
)


class Topic:
    """The words of a topic, weighed by how rare they are in the texts given.

    `phrase` is the topic as it was asked: of "the coronavirus in the north", a text must tell of the coronavirus.
    """

    def __init__(self, topic: Sequence[Term], texts: Iterable[str], phrase: str = "") -> None:
        counted: Counter[str] = Counter()
        number = 0
        for text in texts:
            counted.update(_stems(text))
            number += 1
        stems = dict.fromkeys(_folded(term.word) for term in topic)
        self._weights = {stem: math.log(2 + (1 + number) / (1 + counted[stem])) for stem in stems}
        self._head = _head(phrase) & stems.keys()

    def is_told_of(self, text: str) -> bool:
        """Say whether a text holds a word of what the topic is about, not only of where and when."""
        stems = _stems(text)
        return not self._head or any(_holds(stems, stem) for stem in self._head)

    def share(self, text: str, around: str = "") -> float:
        """Return the share of the topic's weight in a text, what stands only around it counting half."""
        here, near = _stems(text), _stems(around) if around else frozenset()
        got = sum(
            weight if _holds(here, stem) else NEAR * weight if _holds(near, stem) else 0.0
            for stem, weight in self._weights.items()
        )
        return got / sum(self._weights.values()) if self._weights else 0.0


def _head(phrase: str) -> set[str]:
    """Return the words before the first preposition of a phrase, none if they only relate to what stands behind."""
    border = _PREPOSITION.search(phrase)
    words = content_words_in(phrase[: border.start()]) if border else ()
    return set() if any(word.lower() in _RELATIONS for word in words) else {_folded(word) for word in words}


def _holds(stems: frozenset[str], wanted: str) -> bool:
    """Say whether a stem is among others, or one of them a form of the same word."""
    if wanted in stems:
        return True
    alike = [stem for stem in stems if stem.startswith(wanted[:LEAST_LETTERS])] if len(wanted) >= LEAST_LETTERS else []
    return any(
        one.startswith(wanted) or wanted.startswith(one) or one[:LEAST_SHARED] == wanted[:LEAST_SHARED] for one in alike
    )


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_folded, content_words_in(text.replace("United States", "US"))))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return "".join(folded_words(word)) or word.lower()
