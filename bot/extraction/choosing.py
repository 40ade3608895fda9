"""Choose what to show of the sentences that were ranked: the best one, and more while it is unsure."""

import math
from collections.abc import Iterable, Sequence

from bot.extraction.named_sources import Mention
from bot.extraction.ranking import Ranked
from bot.times.publication import moment_of
from index import Key, content_words_in, stem

MOST_WORDS = 80  # of an answer, unless its first sentence is longer
MOST_SENTENCES = 4
MOST_ARTICLES = 4  # of which each says something, where several are asked for
SURE = 0.95  # share of the probability that the chosen sentences hold together, and then no more are shown
SAME_SENTENCE = 0.8  # share of the words of both from which two sentences say the same


def chosen(ranked: Sequence[Ranked], *, latest: bool) -> list[Ranked]:
    """Return the best sentence, then the next ones until the answer is most probably among them.

    With `latest`, of what is chosen the newest article's comes first.
    """
    picked: list[Ranked] = []
    probability = words = 0.0
    total = sum(math.exp(one.score - ranked[0].score) for one in ranked)
    for one in _different(ranked):
        length = len(one.candidate.text.split())
        full = len(picked) == MOST_SENTENCES or (picked and words + length > MOST_WORDS)
        if probability >= SURE or full:
            break
        picked.append(one)
        probability += math.exp(one.score - ranked[0].score) / total
        words += length
    if latest:
        picked.sort(key=lambda one: moment_of(one.candidate.hit.article.published), reverse=True)
    return picked


def chosen_of_several(ranked: Sequence[Ranked], named: Sequence[Mention]) -> list[Ranked]:
    """Return the best sentence of each article, where a question asks what several say: of the sources it names."""
    sources = {mention.source for mention in named}
    of_sources = [one for one in ranked if one.candidate.hit.article.source in sources]
    best: dict[Key, Ranked] = {}
    for one in of_sources if len(sources) > 1 and of_sources else ranked:
        best.setdefault(one.candidate.hit.article.key, one)
    return list(best.values())[:MOST_ARTICLES]


def nearest(ranked: Iterable[Ranked], most: int) -> list[Ranked]:
    """Return the best sentence of each of the first passages, to show where nothing answers."""
    best: dict[Key, Ranked] = {}
    for one in ranked:
        best.setdefault(one.candidate.hit.key, one)
    return list(best.values())[:most]


def _different(ranked: Iterable[Ranked]) -> Iterable[Ranked]:
    """Yield the sentences that say something else than those before them."""
    told: list[set[str]] = []
    for one in ranked:
        own = set(map(stem, content_words_in(one.candidate.text)))
        if not any(len(own & other) >= SAME_SENTENCE * len(own | other) for other in told):
            told.append(own)
            yield one
