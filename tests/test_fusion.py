"""Rankings are fused by their scores, each as a share of its best."""

import pytest

from index.fusion import Ranking, fused


def test_what_both_rankers_like_comes_first() -> None:
    scores = fused([Ranking({"a": 1.0, "b": 0.9}, 0.5), Ranking({"b": 20.0, "c": 2.0}, 0.5)])
    assert list(scores) == ["b", "a", "c"]


def test_a_lead_in_score_counts_and_not_only_in_rank() -> None:
    scores = fused([Ranking({"a": 0.50, "b": 0.49}, 0.5), Ranking({"b": 30.0, "a": 3.0}, 0.5)])
    assert next(iter(scores)) == "b"


def test_the_best_of_a_ranker_that_found_nothing_good_does_not_count_as_a_perfect_match() -> None:
    scores = fused([Ranking({"a": 0.1}, 0.6, least=0.5), Ranking({"b": 3.0}, 0.4)])
    assert list(scores) == ["b", "a"]


def test_ties_are_broken_by_id() -> None:
    assert list(fused([Ranking({"b": 1.0, "a": 1.0}, 1.0)])) == ["a", "b"]


@pytest.mark.parametrize("scores", [{}, {"a": 0.0}, {"a": -1.0}])
def test_a_ranker_that_found_nothing_adds_nothing(scores: dict[str, float]) -> None:
    assert fused([Ranking({"a": 1.0}, 0.5), Ranking(scores, 0.5)]) == {"a": 0.5}
