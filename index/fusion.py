"""Fuse rankings by their scores.

Each ranker's scores are taken as shares of its best one, and added up by weight. Ranks alone (reciprocal rank fusion,
Cormack, Clarke, Büttcher 2009) lose first place to the better ranker, since they forget how far apart two hits are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.article import Key


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a ranker found: scores by passage, what they weigh, and the least score that can count as the whole.

    Without `least`, the best of a ranker that found nothing good would count as much as a perfect match.
    """

    scores: Mapping[Key, float]
    weight: float
    least: float = 0.0


def fused(rankings: Iterable[Ranking]) -> dict[Key, float]:
    """Return the weighted sum of every passage's shares, best first, ties by key.

    A passage that a ranker did not score, or scored below zero, has nothing from it.
    """
    sums: dict[Key, float] = {}
    for ranking in rankings:
        whole = max([ranking.least, *ranking.scores.values()])
        for made, score in ranking.scores.items():
            share = max(score, 0.0) / whole if whole > 0 else 0.0
            sums[made] = sums.get(made, 0.0) + ranking.weight * share
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
