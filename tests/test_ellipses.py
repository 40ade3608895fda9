"""An ellipsis is fair where what it leaves out neither denies nor limits what stays."""

import pytest

from bot.verification.ellipses import is_marked, keeps_meaning, qualifies


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
    ("words", "qualifying"),
    [("which is old", False), ("if it rains", True), ("which was not so", True), ("may rain", True), ("", False)],
)
def test_some_words_qualify_what_they_belong_to(words: str, qualifying: bool) -> None:
    assert qualifies(words) is qualifying


@pytest.mark.parametrize(("between", "marked"), [("...", True), (" … ", True), (" [...] ", True), (". ", False)])
def test_an_ellipsis_has_three_dots(between: str, marked: bool) -> None:
    assert is_marked(between) is marked
