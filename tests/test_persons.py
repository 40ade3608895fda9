"""Words for what a person is."""

import pytest

from index.utterances.persons import is_of_a_person, is_of_several, is_organisation


@pytest.mark.parametrize("word", ["protester", "novelist", "minister", "Gen.", "doula", "baker", "ally"])
def test_a_word_for_a_person_is_known_or_sounds_like_one(word: str) -> None:
    assert is_of_a_person(word)


@pytest.mark.parametrize("word", ["rumour", "rumor", "letter", "wishes", "insist", "named", "allege", "protesters"])
def test_other_words_are_of_no_one_person(word: str) -> None:
    assert not is_of_a_person(word)


@pytest.mark.parametrize(("word", "several"), [("researchers", True), ("princess", False), ("mayor", False)])
def test_a_plural_is_of_several(word: str, several: bool) -> None:
    assert is_of_several(word) == several


@pytest.mark.parametrize(("word", "body"), [("firm", True), ("alliance", True), ("report", False), ("mayor", False)])
def test_a_report_is_no_organisation(word: str, body: bool) -> None:
    assert is_organisation(word) == body
