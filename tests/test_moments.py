"""Words of time limit the articles where they speak of publication or recency, and are mentions where not."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from conftest import SHARED_DATA
from hypothesis import given
from hypothesis import strategies as st

from bot.times.days import Days
from bot.times.moments import Moment, when

NOW = datetime(2022, 6, 16, 12)  # a Thursday
NEWS_QUIZ = SHARED_DATA / "eval" / "realtimeqa"


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened yesterday?", "2022-06-14", "2022-06-17"),
        ("What happened today?", "2022-06-15", "2022-06-17"),
        ("What did the mayor say last week?", "2022-06-06", "2022-06-13"),
        ("What did the mayor say last year about rain?", "2021-01-01", "2022-01-01"),
        ("What did the mayor say last winter?", "2021-12-01", "2022-03-01"),
        ("What did the mayor say two weeks ago?", "2022-05-29", "2022-06-07"),
        ("What did the mayor say a few days ago?", "2022-06-09", "2022-06-15"),
        ("Which bridge fell this week?", "2022-06-09", "2022-06-17"),
        ("The dam broke this week. Where was it?", "2022-06-09", "2022-06-17"),
        ("Who resigned on Tuesday?", "2022-06-13", "2022-06-17"),
        ("Who resigned last Friday?", "2022-06-09", "2022-06-13"),
        ("What did she say last Friday?", "2022-06-09", "2022-06-11"),
        ("What did the mayor say this month?", "2022-06-01", "2022-06-17"),
        ("What did she say two days ago?", "2022-06-13", "2022-06-15"),
        ("What has she said in the past three months?", "2022-03-16", "2022-06-17"),
        ("Who won yesterday's match?", "2022-06-14", "2022-06-17"),
        ("What has she said since Monday?", "2022-06-13", "2022-06-17"),
        ("What has she said since the summit of the 14th?", "2022-06-14", "2022-06-17"),
        ("What has she said since the summit of 14 October 2020?", "2020-10-14", "2022-06-17"),
        ("What has the city done since March 12?", "2022-03-12", "2022-06-17"),
        ("What did she say before the 14th?", "", "2022-06-13"),
        ("What did she say until Friday?", "", "2022-06-10"),
        ("What happened between May 2 and May 9?", "2022-05-02", "2022-05-10"),
        ("What did she say between Christmas and New Year?", "2021-12-25", "2022-01-02"),
        ("What did she say in October 2020 about rain?", "2020-10-01", "2020-11-01"),
        ("In October 2020, what did she say about rain?", "2020-10-01", "2020-11-01"),
        ("What did she say about rain in October 2020?", "2020-10-01", "2020-11-01"),
        ("What did she say about rain since 2021?", "2021-01-01", "2022-06-17"),
        ("What did she say about rain on March 12?", "2022-03-12", "2022-03-13"),
        ("What did she say about rain on the 14th?", "2022-06-14", "2022-06-15"),
        ("What did she say about rain on the 31st of last month?", "2022-05-30", "2022-06-01"),
        ("What did she say about rain five years ago?", "2017-01-01", "2018-01-01"),
        ("What did she announce this week that she will build?", "2022-06-09", "2022-06-17"),
        ("Did she say that it rained last week?", "2022-06-06", "2022-06-17"),
        ("What did she say last week and on Monday?", "2022-06-06", "2022-06-14"),
    ],
)
def test_what_asks_for_what_was_said_or_reported_then_limits_to_those_days(
    question: str, since: str, until: str
) -> None:
    moment = when(question, NOW)
    assert (moment.since, moment.until) == (day(since), day(until))


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("news since Monday", "2022-06-13", "2022-06-17"),
        ("Any news about the dam since Monday?", "2022-06-13", "2022-06-17"),
        ("articles from last week about rain", "2022-06-06", "2022-06-12"),
        ("Summarize this week's news about rain", "2022-06-13", "2022-06-17"),
        ("today's headlines", "2022-06-16", "2022-06-16"),
        ("Show me articles before June", "", "2022-05-31"),
        ("Show me articles until May 9", "", "2022-05-09"),
        ("stories after May 9 about rain", "2022-05-10", "2022-06-17"),
        ("articles published in October 2020 about rain", "2020-10-01", "2020-10-31"),
        ("What was reported on 12 March 2021?", "2021-03-12", "2021-03-12"),
        ("reports after May 2 and before May 9", "2022-05-03", "2022-05-08"),
    ],
)
def test_what_asks_for_articles_limits_exactly(question: str, since: str, until: str) -> None:
    moment = when(question, NOW)
    assert (moment.since, moment.until) == (day(since), day(until))


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2020 election?",
        "What happened in 1987?",
        "What happened on 12 March 2021?",
        "What did she say after the 2020 election?",
        "Who won the election of 2020?",
        "Who won the election in 2020?",
        "What did she say about the crisis of 2008?",
        "Did she say that it would rain in 2020?",
        "Who said it rained in 2021?",
        "What did she say about the flood that was announced in 2020?",
        "What did she say about the budget for 2021?",
        "What did she say about last year?",
        "articles about the 2020 election",
        "As of the May 2, 2022 report, how many ships sank?",
        "Did the 'Post' on 2022-05-02 and the 'Times' on 2022-05-03 agree?",
        "How much did prices rise compared to last month?",
        "Were there more ships than last year?",
        "Why did shares fall 5% from last week?",
        "What is the mill used for today?",
        "Who will speak this week?",
        "What will she announce this week?",
        "What did she say about yesterday's vote?",
        "Who hosts this year's games?",
        "How did prices change in the past ten years?",
        "How did the firm do in the last quarter?",
        "The fiscal year runs from July 1 to June 30, can you confirm?",
        "What did the Evening News show in 2009?",
        "What news magazine closed in 2009?",
        "As of this week, how many ships are there?",
        "How many ships were there in May?",
        "Did he resign before Monday?",
    ],
)
def test_a_day_that_is_part_of_the_fact_is_a_mention_only(question: str) -> None:
    moment = when(question, NOW)
    assert (moment.since, moment.until, moment.phrase, moment.rest) == (None, None, None, question)
    assert moment.mentions


@pytest.mark.parametrize("question", ["What will happen next week?", "Who speaks tomorrow?", "Who won in Ulm?"])
def test_what_is_to_come_is_no_mention(question: str) -> None:
    assert when(question, NOW).mentions == ()


def test_limits_that_nothing_can_meet_are_none() -> None:
    moment = when("articles after May 9 and before May 2", NOW)
    assert (moment.since, moment.until, moment.phrase) == (None, None, None)


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What did she say last week about rain?", "What did she say about rain?"),
        ("What happened yesterday?", "What happened?"),
        ("Since Monday, what has she said?", "what has she said?"),
        ("It rained on Monday. In Ulm?", "It rained. In Ulm?"),
        ("Who won yesterday’s match?", "Who won match?"),
        ("What did she say about rain five years ago?", "What did she say about rain?"),
        ("Who was mayor five years ago?", "Who was mayor?"),
        ("What costs more than five years ago?", "What costs more than five years ago?"),
        ("Which is up from a year ago?", "Which is up from a year ago?"),
        ("What did she say about rain over Christmas?", "What did she say about rain?"),
        ("What did she say on Monday and on Tuesday?", "What did she say?"),
        ("How much did prices rise over the past year?", "How much did prices rise over the past year?"),
        ("What did critics say after Sunday's game?", "What did critics say after Sunday's game?"),
    ],
)
def test_the_rest_is_the_question_without_the_words_that_limit(question: str, rest: str) -> None:
    assert when(question, NOW).rest == rest


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("articles of last week", "of last week = 2022-06-06 to 2022-06-12"),
        ("What did she say last week?", "last week = 2022-06-06 to 2022-06-12, published 2022-06-06 to 2022-06-13"),
        ("What has she said since Monday?", "since Monday = 2022-06-13 to 2022-06-17"),
        ("What did she say before June?", "before June = until 2022-05-31"),
        (
            "What did she say on Monday and on Tuesday?",
            "on Monday; on Tuesday = 2022-06-13; 2022-06-14, published 2022-06-12 to 2022-06-15",
        ),
        ("What has she said since 2030?", "since 2030 = from 2030-01-01, which is still to come"),
        ("Who won the 2020 election?", None),
    ],
)
def test_what_limits_is_shown_with_its_days(question: str, shown: str | None) -> None:
    assert when(question, NOW).limits == shown


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Who won the 2020 election?", "2020: articles of 2020-01-01 to 2020-12-31 first"),
        ("Who won on 12 March 2021?", "on 12 March 2021: articles of 2021-03-12 to 2021-03-15 first"),
        ("Who was mayor five years ago?", "five years ago: articles of 2017-01-01 to 2017-12-31 first"),
        ("What did she say about rain in 2020?", None),
        ("Were there more ships than in 2020?", None),
        ("Were there more ships than a year ago?", None),
        ("Who won on March 12?", "on March 12: articles of 2022-03-12 to 2022-03-15 first"),
        ("Who won in May?", None),
        ("Who speaks this week?", None),
    ],
)
def test_the_days_of_a_fact_are_preferred_and_shown(question: str, shown: str | None) -> None:
    assert when(question, NOW).preference == shown


def test_the_days_of_a_report_are_preferred_and_those_of_its_subject_after_them() -> None:
    asked = "Did the May 2, 2022 report and the article published on May 3, 2022 agree on the 2020 flood?"
    moment = when(asked, NOW)
    assert [str(one.days) for one in moment.preferred] == ["2022-05-02", "2022-05-03", "2020-01-01 to 2020-12-31"]


def test_a_day_without_a_year_is_the_last_one_of_a_library_that_ended_long_ago() -> None:
    asked = "What did she say on March 12 about rain?"
    assert when(asked, NOW, date(2020, 12, 1)).since == date(2020, 3, 12)
    assert when(asked, NOW, date(2022, 1, 10)).since == date(2022, 3, 12)


def test_a_mention_since_a_day_runs_up_to_the_question() -> None:
    assert when("Have prices risen since May 2022?", NOW).mentions == (Days(date(2022, 5, 1), date(2022, 6, 16)),)


def test_the_newest_is_asked_for_in_any_sentence() -> None:
    assert when("The dam broke. What is the latest on it?", NOW).latest


def test_what_a_question_quotes_asks_for_nothing() -> None:
    assert not when('Who sang "what is the latest"?', NOW).latest


def test_the_first_report_is_not_the_newest() -> None:
    assert not when("When was the latest leak first reported?", NOW).latest


def test_the_question_counts_days_where_it_is_asked() -> None:
    late = datetime(2022, 6, 16, 23, tzinfo=timezone(timedelta(hours=-7)))
    assert when("news since yesterday", late).since == date(2022, 6, 15)


def searched(moment: Moment) -> str:
    if moment.since and moment.until:
        return str(Days(moment.since, moment.until))
    return f"from {moment.since}" if moment.since else f"until {moment.until}"


WORDS = """what did has she Ann Jones say said tell report that about the tax of since until before after on between and
    to from over in last this next week month year winter Monday yesterday's two five 0 999 days years ago the May 9
    14th 31st of last month 2020 2030 0001-01-01 9999-12-31 14/11/2026 31.12.9999 1.1.0001 week of November Q1 Christmas
    New Year news articles will rise ? . ,""".split()
QUESTIONS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
MOMENTS = st.one_of(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from([datetime.min, datetime(1, 1, 2), datetime.max, datetime(9999, 12, 30)]),
)


@given(QUESTIONS, MOMENTS, st.none() | st.dates())
def test_any_question_is_read_with_first_days_before_last_ones(
    question: str, now: datetime, newest: date | None
) -> None:
    moment = when(question, now, newest)
    assert moment.since is None or moment.until is None or moment.since <= moment.until
    assert all(days.first <= days.last for days in (*moment.mentions, *(one.days for one in moment.preferred)))
    assert set(moment.rest) <= set(question) | {" "}


def test_times_that_together_leave_nothing_out_limit_nothing() -> None:
    moment = when("news until Monday, of this week and after 2000", datetime(2026, 12, 3))
    assert (moment.since, moment.until, moment.limits) == (None, None, None)


@given(QUESTIONS, MOMENTS)
def test_the_days_that_are_shown_are_those_that_are_searched(question: str, now: datetime) -> None:
    moment = when(question, now)
    assert (moment.limits is not None) == (moment.since is not None or moment.until is not None)
    if moment.limits:
        assert moment.limits.removesuffix(", which is still to come").endswith(searched(moment))


@given(QUESTIONS)
def test_what_does_not_limit_is_kept(question: str) -> None:
    moment = when(question, NOW)
    assert moment.limits or "ago" in question or moment.rest == " ".join(question.split())


@pytest.mark.skipif(not NEWS_QUIZ.is_dir(), reason="the shared evaluation data is not here")
def test_limits_keep_the_articles_that_answer_a_news_quiz() -> None:
    lines = (NEWS_QUIZ / "corpus.jsonl").read_text().splitlines()
    published = {row["id"]: date.fromisoformat(row["date"]) for row in map(json.loads, lines)}
    kept = []
    for row in map(json.loads, (NEWS_QUIZ / "questions.jsonl").read_text().splitlines()):
        moment = when(row["question"], datetime.fromisoformat(row["date"]))
        if row["answerable"] and moment.since and moment.until:
            days = [published[evidence["doc"]] for evidence in row["evidence"]]
            kept.append(any(moment.since <= day <= moment.until for day in days))
    assert len(kept) > 20
    assert sum(kept) >= 0.9 * len(kept)


@pytest.mark.parametrize(
    ("question", "happened"),
    [
        ("Who won this year's cup?", "2021-12-31"),
        ("Who won last year’s cup?", "2020-12-31"),
        ("Rain fell. Who won this year's cup?", "2021-12-31"),
        ("This year's cup is over. Who won in 1990?", ""),  # only leads to what is asked
        ("Where will this year's cup be held?", ""),  # an older article may say
        ("What did she say about this year's cup?", ""),
        ("Is it larger than last year's cup?", ""),
        ("Who won the 2022 cup?", ""),
        ("Who won the cup?", ""),
    ],
)
def test_what_is_dated_from_the_question_cannot_have_been_told_before(question: str, happened: str) -> None:
    assert when(question, NOW).happened == day(happened)
