"""The generative answerer, against an OpenAI-compatible server: whatever the model does, the answer is sound."""

from pathlib import Path

import pytest
from generative_desk import FERRY, FOLLOW_UP, MAYOR, QUESTION, RIGHT, SHARED, WRONG, assert_sound, scripted
from scripted_model import (
    Reply,
    arguments,
    statements,
    status,
    text,
    without_tools,
)

from bot.answer import Outcome
from bot.answerers import Answerer
from bot.generating import notices
from bot.records import Records
from bot.request import Request
from index import Span

pytestmark = pytest.mark.enable_socket  # all of it on loopback


def test_what_the_model_states_and_the_passage_says_is_the_answer(home: Path) -> None:
    with scripted(home, statements(RIGHT, MAYOR)) as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert [statement.text for statement in answer.statements] == [RIGHT, MAYOR]
    assert (answer.answerer, answer.outcome, answer.notice, dict(answer.dropped)) == (
        Answerer.GENERATIVE, Outcome.ANSWERED, None, {})  # fmt: skip
    assert_sound(answer)
    assert len(model.requests) == 1


def test_the_request_is_cold_and_limited_and_holds_passages_in_the_users_words_only(home: Path) -> None:
    with scripted(home, statements(RIGHT)) as (desk, model):
        desk.ask(QUESTION, SHARED)
    (asked,) = model.requests
    system, user = asked["messages"]
    assert (asked["temperature"], asked.get("max_tokens") or asked.get("max_completion_tokens")) == (0, 1_000)
    assert "1,200 homes" not in system["content"]
    boundary = user["content"].partition("<passages-")[2].partition(">")[0]
    assert boundary in system["content"]
    assert user["content"].index("1,200 homes") < user["content"].rindex("only what the passages say")


def test_a_statement_that_fails_is_left_out_and_counted_and_nothing_is_asked_again(home: Path) -> None:
    with scripted(home, statements(FERRY, WRONG)) as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert [statement.text for statement in answer.statements] == [FERRY]
    assert (dict(answer.dropped), len(model.requests)) == ({"number": 1}, 1)
    assert "left out" in (answer.notice or "")


def test_an_answer_whose_first_statement_fails_is_partial(home: Path) -> None:
    with scripted(home, statements(WRONG, FERRY)) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
    assert (answer.outcome, [statement.text for statement in answer.statements]) == (Outcome.PARTLY, [FERRY])
    assert "answers first" in (answer.notice or "")


@pytest.mark.parametrize("back", ["She will not close the harbour.", "It cost the city $4.2 million."])
def test_no_answer_opens_with_a_word_that_points_back(home: Path, back: str) -> None:
    with scripted(home, statements(back, RIGHT, back)) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
    assert (answer.outcome, [one.text for one in answer.statements][:1]) == (Outcome.PARTLY, [RIGHT])


def test_an_answer_of_nothing_but_words_that_point_back_becomes_the_extractive_one(home: Path) -> None:
    with scripted(home, statements("It cost the city $4.2 million.")) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
    assert (answer.answerer, dict(answer.dropped)) == (Answerer.EXTRACTIVE, {"unclear": 1})


def test_the_first_statement_is_set_off_where_it_holds(home: Path) -> None:
    with scripted(home, statements(RIGHT, FERRY), statements(WRONG, FERRY)) as (desk, _):
        led, unled = desk.ask(QUESTION, SHARED), desk.ask(QUESTION, SHARED)
    assert [one.marked for one in led.statements] == [(Span(0, len(RIGHT)),), ()]
    assert [one.marked for one in unled.statements] == [()]


def test_an_answer_left_empty_becomes_the_extractive_one_with_a_notice(home: Path) -> None:
    with scripted(home, statements(WRONG)) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
        extractive = desk.ask(Request(QUESTION, answerer=Answerer.EXTRACTIVE), SHARED)
    assert answer.statements == extractive.statements
    assert (answer.answerer, dict(answer.dropped)) == (Answerer.EXTRACTIVE, {"number": 1})
    assert "verified" in (answer.notice or "")


@pytest.mark.parametrize("reply", [arguments('{"statements": []}'), text("NOT FOUND")])
def test_a_model_that_finds_nothing_ends_in_not_found_with_the_closest_passages(home: Path, reply: Reply) -> None:
    with scripted(home, reply) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
    assert (answer.outcome, answer.answerer) == (Outcome.NOT_FOUND, Answerer.GENERATIVE)
    assert answer.closest
    assert_sound(answer)


@pytest.mark.parametrize(
    "content",
    [
        f"{RIGHT} [1]",
        f"{RIGHT[:-1]} [1].",
        f"- {RIGHT} [1]\n- {WRONG} [1]",
        f"<think>It cost [1] much. [1]</think>\n{RIGHT} [1]",
        f'```json\n{{"statements": [{{"text": "{RIGHT}", "passages": [1]}}]}}\n```',
        f'[{{"text": "{RIGHT}", "passages": ["[1]"]}}]',
    ],
)
def test_a_model_without_tools_is_read_by_its_marks(home: Path, content: str) -> None:
    with scripted(home, without_tools(text(content))) as (desk, model):
        first, second = desk.ask(QUESTION, SHARED), desk.ask(QUESTION, SHARED)
    assert [statement.text for statement in first.statements] == [RIGHT]
    assert first.statements == second.statements
    assert [("tools" in asked) for asked in model.requests].count(True) == 1  # it is not offered the tool again


def test_statements_appear_as_they_pass(home: Path) -> None:
    grown: list[int] = []
    with scripted(home, statements(RIGHT, WRONG, MAYOR, FERRY)) as (desk, _):
        answer = desk.ask(QUESTION, SHARED, lambda made: grown.append(len(made.statements)))
    assert grown == [1, 2, 3, 3]
    assert len(answer.statements) == 3


def test_the_chain_streams_and_composes(home: Path) -> None:
    from langchain_core.runnables import RunnableLambda

    with scripted(home, statements(RIGHT, MAYOR)) as (desk, _):
        chain = desk._build_chain(SHARED)
        assert [len(answer.statements) for answer in chain.stream(QUESTION)] == [1, 2, 2]
        counted = chain | RunnableLambda(lambda answer: len(answer.statements))
        assert counted.invoke(QUESTION) == 2


async def test_the_chain_answers_asynchronously(home: Path) -> None:
    with scripted(home, statements(RIGHT)) as (desk, _):
        answer = await desk._build_chain(SHARED).ainvoke(QUESTION)
    assert [statement.text for statement in answer.statements] == [RIGHT]


async def test_the_chain_streams_asynchronously(home: Path) -> None:
    with scripted(home, statements(RIGHT, MAYOR)) as (desk, _):
        grown = [len(answer.statements) async for answer in desk._build_chain(SHARED).astream(QUESTION)]
    assert grown == [1, 2, 2]


def test_the_budget_is_reserved_and_settled_by_what_the_provider_tells(home: Path) -> None:
    with scripted(home, statements(RIGHT, used=321), tokens_per_day=20_000) as (desk, _):
        desk.ask(QUESTION, SHARED)
    records = Records(home)
    assert (records.spent(), records.spent("shared")) == (321, 321)
    records.close()


def test_a_spent_budget_asks_nothing_of_the_model(home: Path) -> None:
    with scripted(home, statements(RIGHT), tokens_per_day=50) as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert (model.requests, answer.answerer) == ([], Answerer.EXTRACTIVE)
    assert "budget" in (answer.notice or "")


def test_records_that_cannot_be_opened_leave_the_extractive_answer(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "records.sqlite").write_bytes(b"no database" * 1_000)
    with scripted(home, statements(RIGHT), tokens_per_day=20_000) as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert (model.requests, answer.answerer) == ([], Answerer.EXTRACTIVE)
    assert notices.BUDGET_UNREADABLE in (answer.notice or "")


def test_a_refused_call_costs_nothing(home: Path) -> None:
    with scripted(home, status(500), tokens_per_day=100_000) as (desk, _):
        desk.ask(QUESTION, SHARED)
    records = Records(home)
    assert records.spent() == 0
    records.close()


def test_a_follow_up_brings_its_conversation(home: Path) -> None:
    with scripted(home, statements(MAYOR)) as (desk, model):
        desk.ask(FOLLOW_UP, SHARED)
    (asked,) = model.requests
    assert "Ann Lee is the mayor of Dulwich." in asked["messages"][1]["content"]
