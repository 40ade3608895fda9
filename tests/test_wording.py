"""Words compare by keys: what is written otherwise but means the same has the same key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.wording import asked_words, is_initials, words


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour", "the harbour"),
        ("It doesn't", "it does not"),
        ("she can’t", "she cannot"),
        ("they won't", "they will not"),
        ("we're", "we are"),
        ("twenty-three ships", "23 ships"),
        ("seven ships", "7 ships"),
        ("1,200 tonnes", "1200 tonnes"),
        ("$3bn", "$3 billion"),
        ("4 percent", "4%"),
        ("the U.S. Navy", "the US navy"),
        ("café", "cafe"),
        ("Cafe\u0301", "café"),
        ("[T]he mayor", "The mayor"),
        ("half-hour-long", "half hour long"),
        ("mono\u00adpoly", "monopoly"),
        (".5 metres", "0.5 metres"),
        ("–5 degrees", "-5 degrees"),
        ('6" long', "6″ long"),
    ],
)
def test_two_writings_have_the_same_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-5 degrees", "5 degrees"),
        ("4.5 metres", "45 metres"),
        ("10² metres", "102 metres"),
        ("$5", "€5"),
        ("5%", "5"),
        ("1,20", "120"),
        ("he can", "he cannot"),
        ("20 ships", "20th ships"),
        ("twenty three", "20 ships"),
        ("< 5", "> 5"),
        (".5 metres", "5 metres"),
        ("$.50", "$50"),
        ('6" long', "6' long"),
        ('6" long', "6 long"),
        ("~5", "5"),
        ("₹5", "5"),
    ],
)
def test_two_meanings_have_different_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_a_dash_between_numbers_is_no_sign() -> None:
    assert keys("2.5-3.5") == keys("2.5 – 3.5") == ["2.5", "3.5"]


def test_a_word_stands_where_its_offsets_say() -> None:
    text = "It doesn't cost 1bn."
    assert [text[word.start : word.end] for word in words(text)] == ["It", "does", "n't", "cost", "1", "bn"]


@pytest.mark.parametrize(("text", "expected"), [("US", True), ("U.S.", True), ("Us", False), ("I", False)])
def test_initials_are_capitals(text: str, expected: bool) -> None:
    assert is_initials(text) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("THE MAYOR TOLD US", True), ("the mayor told us", True), ("The mayor told US", False), ("US NATO", False)],
)
def test_the_capitals_of_a_shouted_or_hasty_quote_say_nothing(quote: str, expected: bool) -> None:
    assert {word.caseless for word in asked_words(quote)} == {expected}


def test_a_word_without_a_look_is_none() -> None:
    assert keys("rain \u200b fell") == ["rain", "fell"]


@given(st.text())
def test_words_stand_in_order_and_overlap_nowhere(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.key
        end = word.end
