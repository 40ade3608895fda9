"""An ellipsis is fair where what it leaves out neither denies nor limits what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.ellipses import is_marked, keeps_meaning, qualifies, turning_after, turning_before


def around(text: str, removed: str) -> tuple[int, int]:
    start = text.index(removed)
    return start, start + len(removed)


@pytest.mark.parametrize(
    ("text", "removed", "fair"),
    [
        ("Ann Lee, a clerk of the court, told the paper", ", a clerk of the court, ", True),
        ("It worked for a long time, and began again", ", and ", True),
        ("Many countries are not interested in it", " not ", False),
        ("Doctors who refuse to work will be jailed", " who refuse to work ", False),
        ("They will, if provoked, attack the town", ", if provoked, ", False),
        ("It was, he claimed, a bargain", ", he claimed, ", False),
        ("On Friday, clerks asked why the pay was late", ", clerks asked why ", False),
        ("It may be right", " may ", False),
        ("Rain fell. The mayor left. The sun came", ". The mayor left. ", False),
        ("The big new ferry left", " big new ", False),
    ],
)
def test_what_is_left_out_may_bear_on_the_rest(text: str, removed: str, fair: bool) -> None:
    assert keeps_meaning(text, *around(text, removed)) is fair


@pytest.mark.parametrize(
    ("text", "kept", "fair"),
    [
        ("It was to be confirmed, and no news was expected. Rain fell.", "It was to be confirmed", True),
        ("The ferry left the harbour at noon.", "The ferry left", True),
        ("We would agree if taxes fell.", "We would agree", False),
        ("He is a good man, but a liar.", "He is a good man", False),
        ("The plan is not sound.", "The plan is", False),
    ],
)
def test_a_sentence_may_be_cut_short_before_what_does_not_limit_it(text: str, kept: str, fair: bool) -> None:
    assert (turning_after(text, len(kept)) is None) is fair


@pytest.mark.parametrize(
    ("text", "kept", "fair"),
    [
        ("He stood at the table, but I felt nothing", "I felt nothing", True),
        ("Rain did not fall. On Friday the ferry left", "the ferry left", True),
        ("He denied that the ferry left", "the ferry left", False),
        ("Probably the ferry left", "the ferry left", False),
        ("If it rains the ferry leaves", "the ferry leaves", False),
    ],
)
def test_a_sentence_may_begin_behind_what_does_not_deny_it(text: str, kept: str, fair: bool) -> None:
    assert (turning_before(text, text.index(kept)) is None) is fair


@pytest.mark.parametrize(
    ("words", "qualifying"),
    [("which is old", False), ("if it rains", True), ("which was not so", True), ("may rain", True), ("", False)],
)
def test_some_words_qualify_what_they_belong_to(words: str, qualifying: bool) -> None:
    assert qualifies(words) is qualifying


@pytest.mark.parametrize(("between", "marked"), [("...", True), (" … ", True), (" [...] ", True), (". ", False)])
def test_an_ellipsis_has_three_dots(between: str, marked: bool) -> None:
    assert is_marked(between) is marked


@given(st.text(), st.integers(0, 50))
def test_what_turns_the_sense_stands_beside_the_cut(text: str, at: int) -> None:
    at = min(at, len(text))
    for span, border in ((turning_after(text, at), "start"), (turning_before(text, at), "end")):
        assert span is None or getattr(span, border) == at
