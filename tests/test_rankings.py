"""Rankings are measured as in information retrieval."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.rankings import complete, discounted_gain, quotes_held, recall, reciprocal_rank

RANKED = list("abcdef")


@pytest.mark.parametrize(
    ("gold", "k", "found"),
    [(["a"], 1, 1.0), (["b"], 1, 0.0), (["a", "f"], 5, 0.5), (["z"], 10, 0.0), (["a", "a"], 1, 1.0)],
)
def test_recall_is_the_share_that_is_among_the_first(gold: list[str], k: int, found: float) -> None:
    assert recall(RANKED, gold, k) == found


def test_a_ranking_is_complete_when_nothing_is_missing() -> None:
    assert (complete(RANKED, ["a", "f"], 6), complete(RANKED, ["a", "f"], 5)) == (1.0, 0.0)


def test_the_reciprocal_rank_is_that_of_the_first_found() -> None:
    assert (reciprocal_rank(RANKED, ["c", "f"], 10), reciprocal_rank(RANKED, ["f"], 5)) == (pytest.approx(1 / 3), 0.0)


def test_gain_is_discounted_by_the_rank() -> None:
    assert discounted_gain(RANKED, ["b"], 10) == pytest.approx(1 / math.log2(3))
    assert discounted_gain(RANKED, ["a", "b"], 10) == 1.0


@given(st.permutations(RANKED), st.sets(st.sampled_from([*RANKED, "z"]), min_size=1), st.integers(1, 8))
def test_nothing_gets_worse_with_depth_but_only_the_normalised_gain(ranked: list[str], gold: set[str], k: int) -> None:
    for measure in (recall, complete, reciprocal_rank):
        assert 0 <= measure(ranked, sorted(gold), k) <= measure(ranked, sorted(gold), k + 1) <= 1
    assert 0 <= discounted_gain(ranked, sorted(gold), k) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("quote", "passage", "held"),
    [
        ("one two three four five", "zero one  two three\nfour five six", 1.0),
        ("one two three four five", "two three four five", 1.0),
        ("one two three four five", "one two four five", 0.0),
        ("one two", "one", 0.0),
    ],
)
def test_a_quote_is_held_by_a_passage_with_four_fifths_of_it(quote: str, passage: str, held: float) -> None:
    assert quotes_held([quote], ["other words", passage]) == held


def test_the_share_of_quotes_is_told() -> None:
    assert quotes_held(["rain fell", "snow fell"], ["In May rain fell."]) == 0.5
