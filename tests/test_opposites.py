"""Words of which one denies the other are known in both directions and in all their forms."""

import pytest

from bot.generating.checking.opposites import opposites
from index import stem


@pytest.mark.parametrize(
    ("one", "other"), [("largest", "smallest"), ("increased", "decrease"), ("northern", "southern")]
)
def test_opposites_go_both_ways(one: str, other: str) -> None:
    assert stem(other) in opposites(stem(one))
    assert stem(one) in opposites(stem(other))


def test_a_word_without_an_opposite_has_none() -> None:
    assert opposites(stem("harbour")) == frozenset()
