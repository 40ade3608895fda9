"""Words for days are found in a text and mean what English means by them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.grammar import Anchor
from bot.times.time_words import days_named, time_words

TODAY = date(2022, 6, 16)  # a Thursday


def read(text: str) -> list[tuple[str, str]]:
    return [(text[words.start : words.end], str(words.days)) for words in time_words(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("it rained yesterday", "yesterday", "2022-06-15"),
        ("it rained the day before yesterday", "the day before yesterday", "2022-06-14"),
        ("it rained last night", "last night", "2022-06-15"),
        ("it rained this morning", "this morning", "2022-06-16"),
        ("it rained on Tuesday", "Tuesday", "2022-06-14"),
        ("it rained on Tuesday night", "Tuesday night", "2022-06-14"),
        ("it rained Wednesday", "Wednesday", "2022-06-15"),
        ("it rained monday", "monday", "2022-06-13"),
        ("it rained earlier this week", "earlier this week", "2022-06-13 to 2022-06-19"),
        ("it rained this past week", "this past week", "2022-06-09 to 2022-06-16"),
        ("it rained last month", "last month", "2022-05-01 to 2022-05-31"),
        ("it rained over the weekend", "the weekend", "2022-06-11 to 2022-06-12"),
        ("it rained in the past three months", "the past three months", "2022-03-16 to 2022-06-16"),
        ("it rained in the last 24 hours", "the last 24 hours", "2022-06-15 to 2022-06-16"),
        ("it rained two days ago", "two days ago", "2022-06-14"),
        ("it rained a fortnight ago", "a fortnight ago", "2022-05-29 to 2022-06-06"),
        ("it rained a couple of days ago", "a couple of days ago", "2022-06-13 to 2022-06-14"),
        ("it rained a few weeks ago", "a few weeks ago", "2022-04-24 to 2022-06-06"),
        ("it rained on the 31st of last month", "the 31st of last month", "2022-05-31"),
        ("it rained on the 32nd of last month", "the 32nd of last month", "2022-05-01 to 2022-05-31"),
        ("it rained in the week of November 9", "the week of November 9", "2021-11-08 to 2021-11-14"),
        ("it rained in the week of 9 May 2022", "the week of 9 May 2022", "2022-05-09 to 2022-05-15"),
        ("it rained on Christmas Eve", "Christmas Eve", "2021-12-24"),
        ("it rained at New Year", "New Year", "2022-01-01"),
        ("it rained on Boxing Day 2020", "Boxing Day 2020", "2020-12-26"),
        ("it rained in Q1", "Q1", "2022-01-01 to 2022-03-31"),
        ("it rained in the fourth quarter", "the fourth quarter", "2021-10-01 to 2021-12-31"),
        ("it rained on 14/11/2021", "14/11/2021", "2021-11-14"),
        ("it rained on 14.11.2021", "14.11.2021", "2021-11-14"),
        ("it rained on 11/14/2021", "11/14/2021", "2021-11-14"),
        ("it rained on 03/04/2021", "03/04/2021", "2021-04-03"),
        ("it rained in recent days", "recent days", "2022-06-02 to 2022-06-16"),
        ("dry since the start of the year", "the start of the year", "2022-01-01 to 2022-12-31"),
        ("it rained last October", "last October", "2021-10-01 to 2021-10-31"),
        ("it rained in October", "October", "2021-10-01 to 2021-10-31"),
        ("it rained in late May", "late May", "2022-05-01 to 2022-05-31"),
        ("it rained on March 12", "March 12", "2022-03-12"),
        ("it rained on 12th of March", "12th of March", "2022-03-12"),
        ("it rained on the 14th", "the 14th", "2022-06-14"),
        ("it rained on the 20th", "the 20th", "2022-05-20"),
        ("it rained between May 2 and 9", "May 2 and 9", "2022-05-02 to 2022-05-09"),
        ("it rained in October 2020", "October 2020", "2020-10-01 to 2020-10-31"),
        ("it rained in 2020", "2020", "2020-01-01 to 2020-12-31"),
        ("it rained on 12 March 2021", "12 March 2021", "2021-03-12"),
        ("it rained on Friday, March 12, 2021", "Friday, March 12, 2021", "2021-03-12"),
        ("it rained on Dec. 21, 2021", "Dec. 21, 2021", "2021-12-21"),
        ("it rained in Q3 2021", "Q3 2021", "2021-07-01 to 2021-09-30"),
        ("it rained in the third quarter of 2021", "the third quarter of 2021", "2021-07-01 to 2021-09-30"),
        ("it rained in the summer of 2021", "the summer of 2021", "2021-06-01 to 2021-08-31"),
        ("it rained on 2021-03-12", "2021-03-12", "2021-03-12"),
        ("it rained at 2021-03-12T10:00:00+00:00", "2021-03-12T10:00:00+00:00", "2021-03-12"),
        ("it rained on 2021/3/12", "2021/3/12", "2021-03-12"),
    ],
)
def test_words_mean_days(text: str, words: str, meant: str) -> None:
    assert read(text) == [(words, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "she may march in the rain",
        "what they say may matter",
        "Black Friday and Cyber Monday",
        "Monday Night Football",
        "on Sunday Mass was held",
        "closed on Sundays and every Sunday",
        "the third Monday of the month",
        "USA Today",
        "the song Yesterday",
        "the today show",
        "the last week of the war",
        "the 20th century",
        "the 14th amendment",
        "66 million years ago",
        "the 1990s",
        "the 2012-13 school year",
        "2,020 people and $2020",
        "31/31/2020 or 1.2.3.2020",
        "news of the last 0 days",
        "taxes 0 years ago",
        "a Q1 sedan",
        "February 30",
        "June 31",
        "2021-02-30",
        "9/11",
    ],
)
def test_other_words_mean_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("last week", Anchor.NOW),
        ("on Monday", Anchor.NOW),
        ("March 12", Anchor.NEAREST),
        ("the 14th", Anchor.NEAREST),
        ("March 12, 2021", Anchor.CALENDAR),
        ("2021", Anchor.CALENDAR),
    ],
)
def test_words_say_what_they_hang_on(text: str, anchor: Anchor) -> None:
    assert [words.anchor for words in time_words(text, TODAY)] == [anchor]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2020-10-14", "2020-10-14"),
        ("2020-10", "2020-10-01 to 2020-10-31"),
        ("2020", "2020-01-01 to 2020-12-31"),
        ("monday", "2022-06-13"),
        ("  Last   week ", "2022-06-06 to 2022-06-12"),
        ("october", "2021-10-01 to 2021-10-31"),
        ("may", "2022-05-01 to 2022-05-31"),
        ("14th", "2022-06-14"),
        ("3 days ago", "2022-06-13"),
        ("weekend", "2022-06-11 to 2022-06-12"),
        ("14 October 2020", "2020-10-14"),
        ("14/11/2020", "2020-11-14"),
        ("3.3.2020", "2020-03-03"),
        ("31st of last month", "2022-05-31"),
    ],
)
def test_words_of_their_own_name_days(words: str, meant: str) -> None:
    assert str(days_named(words, TODAY)) == meant


def test_of_a_day_that_no_year_has_only_the_year_is_read() -> None:
    assert read("it rained on 29 February 2023") == [("2023", "2023-01-01 to 2023-12-31")]


def test_days_without_a_year_are_the_last_ones_up_to_another_day() -> None:
    (words,) = time_words("it rained on March 12", TODAY, date(2020, 1, 1))
    assert str(words.days) == "2019-03-12"


@pytest.mark.parametrize(
    "words", ["", "soon", "03/04/2020", "3.4.2020", "2020-13", "0000-01", "last week or so", "monday tuesday"]
)
def test_words_that_name_no_days_or_more_name_none(words: str) -> None:
    assert days_named(words, TODAY) is None


PIECES = st.sampled_from(
    """since on in over the this last past next coming start beginning of a an few couple several three 9 31 14th 2020
    2021-02-30 Q3 third quarter May Feb. Monday day days week fortnight month months year hours weekend spring fall
    winter recent earlier late mid ago yesterday tomorrow today after before - – , and""".split()
)


@given(st.lists(PIECES, max_size=30).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_words_found_stand_apart_in_order_and_have_a_first_and_a_last_day(text: str, today: date) -> None:
    found = time_words(text, today)
    assert all(words.days.first <= words.days.last for words in found)
    borders = [border for words in found for border in (words.start, words.end)]
    assert borders == sorted(borders)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= words.start < words.end <= len(text) for words in time_words(text, TODAY))
