"""Fuse rankings by their scores.

Each ranker's scores are taken as shares of its best one, and added up by weight. Ranks alone (reciprocal rank fusion,
Cormack, Clarke, Büttcher 2009) lose first place to the better ranker, since they forget how far apart two hits are.
"""

from collections.abc import Mapping, Sequence

Scores = Mapping[str, float]


def fused(rankings: Sequence[tuple[Scores, float]]) -> dict[str, float]:
    """Return the weighted sum of every id's shares, best first, ties by id.

    A ranking is its scores by id, and its weight. An id that a ranker did not score, or scored below zero, has nothing
    from it.
    """
    sums: dict[str, float] = {}
    for scores, weight in rankings:
        best = max(scores.values(), default=0.0)
        for made, score in scores.items():
            share = max(score, 0.0) / best if best > 0 else 0.0
            sums[made] = sums.get(made, 0.0) + weight * share
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
