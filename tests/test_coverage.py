"""How much of a statement is quoted is told by runs of words, and names are found as whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.coverage import covered, folded, names_any

STATEMENT = "The harbour will stay closed until the storm has passed."


def test_a_statement_that_is_quoted_whole_is_covered() -> None:
    assert covered(STATEMENT, ["Yesterday: “The harbour will stay  closed until the storm has passed.”"]) == 1.0


def test_words_that_are_met_by_chance_do_not_count() -> None:
    assert covered(STATEMENT, ["The storm closed the harbour; it has passed."]) == 0.0


def test_two_quotes_cover_what_each_of_them_holds() -> None:
    assert covered(STATEMENT, ["The harbour will stay closed", "the storm has passed"]) == pytest.approx(9 / 10)


def test_a_short_statement_is_covered_whole_or_not_at_all() -> None:
    assert (covered("No comment.", ["She said: no comment!"]), covered("No comment.", ["no other comment"])) == (
        1.0,
        0.0,
    )


@pytest.mark.parametrize("empty", ["", "…"])
def test_nothing_is_not_covered(empty: str) -> None:
    assert covered(empty, ["words"]) == 0.0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ms. Lee’s brother", True),
        ("LEE | rain", True),
        ("Leeds", False),
        ("", False),
    ],
)
def test_a_name_is_found_as_a_whole_word(text: str, named: bool) -> None:
    assert names_any(text, ["Lee"]) is named


def test_an_empty_name_is_nobody() -> None:
    assert not names_any("anybody", ["", " "])


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_coverage_is_a_rate(statement: str, quotes: list[str]) -> None:
    assert 0 <= covered(statement, quotes) <= 1
