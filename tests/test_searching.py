"""A request is read with its conversation, its days and its limits."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import UsageProblem
from bot.request import Request, Turn
from bot.searching import Search, search_of
from index import DayRange

NOW = datetime(2022, 6, 15, 12, tzinfo=UTC)  # a Wednesday


def read(question: str, *, newest: str | None = "2022-06-14T20:00:00+00:00", **more: object) -> Search:
    return search_of(Request(question, **({"now": NOW} | more)), newest=newest)  # type: ignore[arg-type]


def test_words_of_time_limit_the_days_and_are_not_searched_for() -> None:
    search = read("What did the mayor say last week?")
    assert search.scope.published is not None
    assert search.scope.published.hold("2022-06-08")
    assert not search.scope.published.hold("2022-06-05")
    assert not search.scope.published.hold("2022-06-14")
    assert "week" not in search.query
    assert search.period is not None


@pytest.mark.parametrize("more", [{"now": None}, {"newest": None}])
def test_words_of_time_limit_nothing_where_it_is_not_known_what_they_mean(more: dict[str, object]) -> None:
    search = read("What did the mayor say last week?", **more)  # type: ignore[arg-type]
    assert (search.scope.published, search.period) == (None, None)


def test_days_that_are_given_beat_those_in_the_question() -> None:
    search = read("What did the mayor say last week?", since=date(2020, 1, 1))
    assert search.scope.published == DayRange(date(2020, 1, 1), None)
    assert search.period is None


def test_the_period_is_what_is_searched() -> None:
    search = read("What did the mayor say about rain last year?")
    assert search.scope.published == DayRange(date(2021, 1, 1), date(2022, 1, 1))
    assert search.period == "last year = 2021-01-01 to 2021-12-31, published 2021-01-01 to 2022-01-01"


def test_the_days_of_a_fact_are_preferred_and_said_to_be() -> None:
    search = read("Who won the election of 2020?")
    assert search.scope.published is None
    assert search.scope.preferred == (DayRange(date(2020, 1, 1), date(2020, 12, 31)),)
    assert search.period == "of 2020: articles of 2020-01-01 to 2020-12-31 first"


def test_nothing_is_said_of_days_where_no_article_has_one() -> None:
    assert read("Who won the election of 2020?", newest=None).period is None


def test_words_that_count_back_are_no_topic_where_they_limit_nothing_either() -> None:
    assert "five" not in read("Who was mayor five years ago?").query


def test_a_source_and_articles_limit() -> None:
    scope = read("What rose?", source="Wire", articles=(("shared", "a"),)).scope
    assert (scope.source, scope.articles) == ("Wire", (("shared", "a"),))


def test_a_follow_up_is_understood_with_the_conversation() -> None:
    history = (Turn("user", "What did Ann Lee say about the harbour?"), Turn("assistant", "“It will open,” she said."))
    search = read("What did she say about taxes?", history=history)
    assert "Ann Lee" in search.understood
    assert search.question.speaker == "Ann Lee"


def test_the_days_an_article_is_said_to_be_of_are_preferred() -> None:
    search = read("What did the report of 12 March 2021 in the Bay Times say about rain?")
    assert any(days.hold("2021-03-12") for days in search.scope.preferred)


def test_when_it_happened_is_known_only_with_the_questions_moment() -> None:
    assert read("Who won this year's cup?").happened == date(2021, 12, 31)
    assert read("Who won this year's cup?", now=None).happened is None


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_what_asks_nothing_is_refused(question: str) -> None:
    with pytest.raises(UsageProblem):
        read(question)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the Herald report?", ("Alden Herald",)),
        ("What do the Herald and the Courier say about rain?", ("Alden Herald", "Coast Courier")),
        ("What did the Post report?", ()),  # there are two
        ("What did the Alden report?", ()),
        ("What did they report?", ()),
    ],
)
def test_a_short_name_stands_for_the_one_source_that_it_fits(question: str, named: tuple[str, ...]) -> None:
    known = ("Alden Herald", "Coast Courier", "Bay Post", "Sea Post")
    found = search_of(
        Request(question),
        newest=None,
        publishers=lambda: known,
    )
    assert found.scope.named == named


def test_it_is_said_where_nothing_of_the_period_was_found() -> None:
    assert (read("What did the mayor say last week?").period_outside or "").startswith("last week = 2022-06-06 to")
    assert "nothing of that time was found" in (read("What rose?", until=date(2020, 1, 1)).period_outside or "")
    assert read("What rose?").period_outside is None


def test_somebodys_words_are_asked_for_by_name_or_after_a_name() -> None:
    asked = "What did he say about the tolls?"
    with pytest.raises(UsageProblem, match="he"):
        read(asked)
    told = (Turn("user", "Who is Carl Moss?"), Turn("assistant", "Carl Moss is the mayor."))
    assert read(asked, history=told).understood == "What did Carl Moss say about the tolls?"
