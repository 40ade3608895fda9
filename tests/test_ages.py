"""A question asks how old somebody is, and a text tells it."""

import pytest

from bot.extraction.ages import asks_for_age, may_tell_age, tells_age


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How old is Ann Lee?", True),
        ("What is the mayor's age?", True),
        ("What was the age of Ann Lee?", True),
        ("How many are old?", False),
        ("Which age was golden?", False),
    ],
)
def test_a_question_asks_for_an_age(question: str, *, asks: bool) -> None:
    assert asks_for_age(question) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Lee, 58, had been mayor.", True),
        ("Ann Lee (58) had been mayor.", True),
        ("The 14-year-old swam ashore.", True),
        ("She is fifty years old.", True),
        ("She died aged 91.", True),
        ("Lee was 58 and tired.", True),
        ("Lee, born in Brand on 3 May 1950, was mayor.", True),
        ("The hall of Lee was built for £2,900,000.", False),
        ("In all, 1,058 came.", False),
        ("Lee has been mayor since 2017.", False),
    ],
)
def test_a_text_tells_an_age(text: str, *, tells: bool) -> None:
    assert tells_age(text) is tells


@pytest.mark.parametrize(
    ("text", "may"), [("It was built in 1931.", True), ("It is for two centuries.", True), ("It stands.", False)]
)
def test_a_text_may_tell_how_old_a_thing_is(text: str, *, may: bool) -> None:
    assert may_tell_age(text) is may
