"""The days that a text names are read, and those that cannot be one day are told apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generating.named_days import days, in_words

Read = tuple[str, int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It opened on March 14, 2021.", [("March 14, 2021", 2021, 3, 14)]),
        ("It opened on 14 March 2021.", [("14 March 2021", 2021, 3, 14)]),
        ("It opened on the 13th of June 1877.", [("13th of June 1877", 1877, 6, 13)]),
        ("It opened on 14 March.", [("14 March", None, 3, 14)]),
        ("It opened in May 2012.", [("May 2012", 2012, 5, None)]),
        ("It opened in May.", [("in May", None, 5, None)]),
        ("It opened 2021-03-14.", [("2021-03-14", 2021, 3, 14)]),
        ("It opened in 1921.", [("1921", 1921, None, None)]),
        ("It ran 1914–1918.", [("1914–1918", None, None, None)]),
        ("In the 10th and 11th centuries it grew.", [("10th and 11th centuries", None, None, None)]),
        ("It grew in the 1990s.", [("the 1990s", None, None, None)]),
        ("It opened on Monday.", [("Monday", None, None, None)]),
        ("It cost 1,921 crowns, or $1921.", []),
        ("May I come?", []),
        ("Section 1921.5 holds.", []),
    ],
)
def test_a_day_is_read_as_far_as_it_is_named(text: str, wanted: list[Read]) -> None:
    assert [(day.span.of(text), day.year, day.month, day.day) for day in days(text)] == wanted


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("in 1921", "in 1923", True),
        ("15 May 2012", "May 15, 2012", False),
        ("May 2012", "in 2012", False),
        ("15 May", "16 May", True),
        ("on 15 May", "in 2012", False),
        ("1914–1918", "in 1916", False),
        ("on Monday", "in 1921", False),
    ],
)
def test_two_days_exclude_each_other(one: str, other: str, exclude: bool) -> None:
    assert days(one)[0].excludes(days(other)[0]) is exclude


@pytest.mark.parametrize(
    ("published", "words"), [("2024-04-25", "April 25 2024"), ("2024-04-25T10:00:00Z", "April 25 2024"), (None, "")]
)
def test_the_day_of_an_article_is_put_in_words(published: str | None, words: str) -> None:
    assert in_words(published) == words


@given(st.text(alphabet="0123456789-–,. MayJuneofthcentury", max_size=200))
def test_days_are_parts_of_their_text_and_do_not_overlap(text: str) -> None:
    spans = [day.span for day in days(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
