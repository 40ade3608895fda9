"""First names of men, of women, and of either."""

import pytest

from index import gender_of_first_name, is_first_name


@pytest.mark.parametrize(("word", "gender"), [("Ann", "she"), ("BOB", "he"), ("Alex", None), ("Huawei", None)])
def test_a_first_name_tells_the_pronoun_unless_men_and_women_go_by_it(word: str, gender: str | None) -> None:
    assert gender_of_first_name(word) == gender


@pytest.mark.parametrize(("word", "known"), [("Alex", True), ("José", True), ("Huawei", False), ("", False)])
def test_a_name_of_either_is_a_first_name_too(word: str, known: bool) -> None:
    assert is_first_name(word) == known
