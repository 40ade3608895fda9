"""Requests that ask for somebody's words and for something else are answered part by part."""

import json
from pathlib import Path

import pytest
from made_answers import an_answer

from bot.answer import Outcome
from bot.answerers import Answerer
from bot.combining import combined
from bot.desk import Desk
from bot.parting import questions_in
from bot.request import Request
from index import SHARED

ARTICLE = {
    "id": "harbour",
    "title": "Harbour to close",
    "date": "2024-03-02",
    "text": "Mayor Ann Lee of Rome said that the harbour would close in winter.\n\n"
    "“The harbour feeds my family,” said Bob Roe, a fisherman.\n\nBread prices rose.",
}


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps(ARTICLE))
    desk.index(SHARED, [file])
    return desk


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did Ann Lee say about the harbour and what did Bob Roe say about it?",
            ["What did Ann Lee say about the harbour", "what did Bob Roe say about it"],
        ),
        (
            "What did Ann Lee say about the harbour, and who won the boat race?",
            ["What did Ann Lee say about the harbour", "who won the boat race"],
        ),
        ("Who opened the harbour and when was it closed?", ["Who opened the harbour and when was it closed?"]),
        ("What did Ann Lee say about bread and butter?", ["What did Ann Lee say about bread and butter?"]),
    ],
)
def test_what_asks_for_words_and_for_more_is_parted(question: str, parts: list[str]) -> None:
    assert [part.question for part in questions_in(Request(question))] == parts


def test_each_part_is_answered_with_its_own_words(told: Desk) -> None:
    answer = told.ask("What did Ann Lee say about the harbour and what did Bob Roe say about it?", (SHARED,))
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.speaker for citation in answer.citations] == ["Ann Lee", "Bob Roe"]
    assert [statement.citations for statement in answer.statements] == [(1,), (2,)]
    assert len({statement.utterance for statement in answer.statements}) == 2


def test_a_part_that_nothing_answers_is_named(told: Desk) -> None:
    answer = told.ask("What did Ann Lee say about the harbour, and who won the boat race in 1927?", (SHARED,))
    assert (answer.outcome, answer.missing) == (Outcome.PARTLY, ("who won the boat race in 1927",))
    assert [citation.speaker for citation in answer.citations] == ["Ann Lee"]


def test_where_no_part_is_answered_nothing_is(told: Desk) -> None:
    answer = told.ask("What did Eve Kay say about wheat, and who won the boat race in 1927?", (SHARED,))
    assert (answer.outcome, answer.statements, answer.missing) == (Outcome.NOT_FOUND, (), ())
    assert [citation.number for citation in answer.closest] == list(range(1, len(answer.closest) + 1))


def test_what_is_to_be_told_of_a_model_is_told_of_all_parts() -> None:
    parts = [
        an_answer(answerer=Answerer.GENERATIVE, dropped={"number": 1}, notice="One is left out.", timings_ms={}),
        an_answer(dropped={"number": 1, "name": 2}, notice="It took too long.", timings_ms={}),
    ]
    made = combined("both?", ["one", "two"], parts)
    assert made.answerer is Answerer.GENERATIVE
    assert (dict(made.dropped), made.notice) == ({"number": 2, "name": 2}, "One is left out. It took too long.")
