"""Rankings are fused by their scores, each as a share of its best."""

import pytest

from index import Key
from index.fusion import Ranking, fused

A, B, C = (("shared", name) for name in "abc")


def test_what_both_rankers_like_comes_first() -> None:
    scores = fused([Ranking({A: 1.0, B: 0.9}, 0.5), Ranking({B: 20.0, C: 2.0}, 0.5)])
    assert list(scores) == [B, A, C]


def test_a_lead_in_score_counts_and_not_only_in_rank() -> None:
    scores = fused([Ranking({A: 0.50, B: 0.49}, 0.5), Ranking({B: 30.0, A: 3.0}, 0.5)])
    assert next(iter(scores)) == B


def test_the_best_of_a_ranker_that_found_nothing_good_does_not_count_as_a_perfect_match() -> None:
    scores = fused([Ranking({A: 0.1}, 0.6, least=0.5), Ranking({B: 3.0}, 0.4)])
    assert list(scores) == [B, A]


def test_ties_are_broken_by_key() -> None:
    assert list(fused([Ranking({B: 1.0, A: 1.0}, 1.0)])) == [A, B]


@pytest.mark.parametrize("scores", [{}, {A: 0.0}, {A: -1.0}])
def test_a_ranker_that_found_nothing_adds_nothing(scores: dict[Key, float]) -> None:
    assert fused([Ranking({A: 1.0}, 0.5), Ranking(scores, 0.5)]) == {A: 0.5}
