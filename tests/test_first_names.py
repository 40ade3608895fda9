"""First names of men, of women, and of either."""

import pytest

from index import gender_of_first_name, is_first_name
from index.first_names import _EITHER, _MEN, _WOMEN


@pytest.mark.parametrize(("word", "gender"), [("Ann", "she"), ("BOB", "he"), ("Alex", None), ("Huawei", None)])
def test_a_first_name_tells_the_pronoun_unless_men_and_women_go_by_it(word: str, gender: str | None) -> None:
    assert gender_of_first_name(word) == gender


@pytest.mark.parametrize(("word", "known"), [("Alex", True), ("José", True), ("Huawei", False), ("", False)])
def test_a_name_of_either_is_a_first_name_too(word: str, known: bool) -> None:
    assert is_first_name(word) == known


@pytest.mark.parametrize(("one", "other"), [(_MEN, _WOMEN), (_MEN, _EITHER), (_WOMEN, _EITHER)])
def test_no_name_stands_in_two_lists(one: frozenset[str], other: frozenset[str]) -> None:
    assert not one & other
