"""A request is read with its conversation, its days and its limits."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import UsageProblem
from bot.request import Request, Turn
from bot.searching import Search, search_of
from index import Days

NOW = datetime(2022, 6, 15, 12, tzinfo=UTC)  # a Wednesday


def read(question: str, *, dated: bool = True, **more: object) -> Search:
    return search_of(Request(question, **({"now": NOW} | more)), dated=dated)  # type: ignore[arg-type]


def test_words_of_time_limit_the_days_and_are_not_searched_for() -> None:
    search = read("What did the mayor say last week?")
    assert search.scope.published is not None
    assert search.scope.published.hold("2022-06-08")
    assert not search.scope.published.hold("2022-05-01")
    assert "week" not in search.query
    assert search.period is not None


@pytest.mark.parametrize("more", [{"now": None}, {"dated": False}])
def test_words_of_time_limit_nothing_where_it_is_not_known_what_they_mean(more: dict[str, object]) -> None:
    search = read("What did the mayor say last week?", **more)  # type: ignore[arg-type]
    assert (search.scope.published, search.period) == (None, None)


def test_days_that_are_given_beat_those_in_the_question() -> None:
    search = read("What did the mayor say last week?", since=date(2020, 1, 1))
    assert search.scope.published == Days(date(2020, 1, 1), None)


def test_a_source_and_articles_limit() -> None:
    scope = read("What rose?", source="Wire", articles=("a",)).scope
    assert (scope.source, scope.articles) == ("Wire", ("a",))


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
