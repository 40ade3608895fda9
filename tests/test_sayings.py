"""The time of a saying is told from a time that is part of what was said."""

from datetime import date

import pytest

from bot.times.phrases import Phrase, phrases
from bot.times.sayings import is_spoken_of, is_what_was_said, is_when_said


def phrase_of(question: str) -> Phrase:
    (phrase,) = phrases(question, date(2022, 6, 16))
    return phrase


@pytest.mark.parametrize(
    "question",
    [
        "What did she say in 2020?",
        "What did she say publicly in 2020?",
        "What did she tell the press in 2020?",
        "In 2020, what did Ann Jones say about rain?",
        "What did Ann Jones say about rain in 2020?",
        "What did Ann Jones say about rain last year?",
        "What did Will Smith say about rain in 2020?",
        "What did Ann Jones say at the summit on 12 May 2020?",
        "Tell me what Ann Jones said about rain in 2020.",
        "What is Ann Jones's position on rain in 2020?",
        "How did Ann Jones describe the rain in 2020?",
        "Who said in 2020 that it rained?",
        "What did Ann Jones say about rain from 2019 to 2021?",
        "What is the latest that Ann Jones said about rain in 2020?",
    ],
)
def test_a_time_of_the_saying(question: str) -> None:
    assert is_when_said(phrase_of(question))


@pytest.mark.parametrize(
    "question",
    [
        "Who won the election in 2020?",
        "In 2020, who won the election?",
        "What did Ann Jones say about the rain of 2020?",
        "What did Ann Jones say about the 2020 rain?",
        "What did Ann Jones say about Expo 2020?",
        "What did Ann Jones say about rain and Christmas?",
        "What did Ann Jones say about the plan for 2020?",
        "What did Ann Jones say about yesterday's rain?",
        "What did Ann Jones say it cost in 2020?",
        "What did Ann Jones think the tax raised in 2020?",
        "What did Ann Jones predict for 2020?",
        "What did Ann Jones predict for rain in 2020?",
        "Did Ann Jones say that it rained in 2020?",
        "What did Ann Jones say about the tax he announced in 2020?",
        "What did people do when Forbes announced cuts in 2020?",
        "According to Ann Jones, who won the election in 2020?",
    ],
)
def test_a_time_of_something_else(question: str) -> None:
    assert not is_when_said(phrase_of(question))


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Did Ann Jones say that it rained last week?", True),
        ("What did Ann Jones say was built last week?", True),
        ("What did Ann Jones say last week?", False),
        ("What did Ann Jones say about rain last week?", False),
        ("Who resigned last week?", False),
    ],
)
def test_a_time_in_a_clause_behind_the_saying_is_part_of_what_was_said(question: str, part: bool) -> None:
    assert is_what_was_said(phrase_of(question)) == part


@pytest.mark.parametrize(
    ("question", "topic"),
    [("What did she say about last year?", True), ("What did she say about rain last year?", False)],
)
def test_a_time_can_be_what_is_spoken_about(question: str, topic: bool) -> None:
    assert is_spoken_of(phrase_of(question)) == topic
