"""Answers agree with right ones as SQuAD counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.agreement import (
    best_f1,
    contains,
    contains_all,
    exact_match,
    is_same_sentence,
    normalised,
    overlap,
    token_f1,
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The  Harbour, in “May”!", "harbour in may"),
        ("an apple a day", "apple day"),
        ("U.S.-made", "usmade"),
        ("anthem", "anthem"),
        ("...", ""),
    ],
)
def test_case_punctuation_articles_and_white_space_do_not_count(text: str, form: str) -> None:
    assert normalised(text) == form


@pytest.mark.parametrize(
    ("answer", "golds", "right"),
    [
        ("It opened in the year 1987 with a feast.", ["year 1987"], 1.0),
        ("It opened in 1987.", ["198"], 0.0),
        ("It opened in 1987.", ["1990", "1987"], 1.0),
        ("It opened in 1987.", [], 0.0),
        ("It opened in 1987.", ["!"], 0.0),
        ("", ["1987"], 0.0),
    ],
)
def test_a_right_answer_is_contained_as_whole_words(answer: str, golds: list[str], right: float) -> None:
    assert contains(answer, golds) == right


def test_every_part_must_be_there_in_one_of_its_spellings() -> None:
    parts = (("Rome", "Roma"), "1960")
    assert contains_all("The games of 1960 were held in Roma.", parts) == 1.0
    assert contains_all("The games were held in Roma.", parts) == 0.0


def test_an_exact_match_is_the_whole_answer() -> None:
    assert (exact_match("The Rome.", ["rome"]), exact_match("In Rome", ["rome"])) == (1.0, 0.0)


def test_f1_is_the_harmonic_mean_over_tokens() -> None:
    assert token_f1("red red boat", "red boat house") == pytest.approx(2 * 2 / 6)


def test_nothing_agrees_with_nothing_only() -> None:
    assert (token_f1("", "..."), token_f1("", "rain"), best_f1("rain", [])) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("quote", "gold", "same"),
    [
        ("Rain fell on May.", "The rain fell on 2 May.", True),  # four of five words of the right sentence
        ("He said late at night that rain fell in May.", "Rain fell in May.", True),
        ("Rain fell twice in May.", "He said late at night that rain fell twice in May.", True),
        ("Rain fell in May.", "He said late at night that rain fell in May.", False),  # a piece of four words
        ("Rain fell in June here.", "Snow lay in May there, as it did in 1987.", False),
        ("", "Rain fell in May.", False),
        ("Rain fell in May.", "", False),
    ],
)
def test_sentences_are_the_same_if_most_words_of_either_stand_in_the_other(quote: str, gold: str, same: bool) -> None:
    assert is_same_sentence(quote, [gold]) is same


def test_overlap_is_the_mean_over_the_evidence_of_the_best_citation() -> None:
    assert overlap(["rain fell", "wind blew"], ["rain fell", "snow"]) == pytest.approx(0.5)


@given(st.text(), st.text())
def test_f1_is_a_rate_and_does_not_care_which_text_comes_first(one: str, other: str) -> None:
    assert 0 <= token_f1(one, other) == token_f1(other, one) <= 1


@given(
    st.text(alphabet="xy z'-", min_size=1), st.text(alphabet="xy z", max_size=9), st.text(alphabet="xy z", max_size=9)
)
def test_what_agrees_exactly_is_contained(text: str, before: str, after: str) -> None:
    if normalised(text):
        assert exact_match(text, [text]) == contains(f"{before} {text} {after}", [text]) == 1.0
