"""Thin out hits, so that one article, or one text printed twice, does not take all places."""

from collections import Counter
from collections.abc import Iterable

from index.article import Key
from index.retrieval import Hit
from index.vocabulary import content_words_in, stem

PER_ARTICLE = 4  # passages
SAME_TEXT = 0.8  # share of the words of both from which two passages count as one text


def diverse(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """Return the first hits in their order: at most PER_ARTICLE of an article, and of near-copies the first.

    Of an article that stands in several libraries only the one of the first hit is looked at.
    """
    kept: list[Hit] = []
    originals: dict[str, Key] = {}  # by text
    texts: list[frozenset[str]] = []
    taken: Counter[Key] = Counter()
    for hit in hits:
        article = hit.article
        if originals.setdefault(article.text, article.key) != article.key:
            continue
        if taken[article.key] >= PER_ARTICLE:
            continue
        words = frozenset(map(stem, content_words_in(hit.passage.text)))
        if any(_is_same(words, other) for other in texts):
            continue
        kept.append(hit)
        texts.append(words)
        taken[article.key] += 1
        if len(kept) == limit:
            break
    return tuple(kept)


def _is_same(words: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((len(words), len(other)))
    if fewer < SAME_TEXT * more:  # however many they share
        return False
    shared = len(words & other)
    return shared >= SAME_TEXT * (fewer + more - shared) > 0
