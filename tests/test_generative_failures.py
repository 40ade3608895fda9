"""Whatever a model or its server does wrong, the question ends in a sound answer within its deadline."""

import json
import random
import socket
import threading
import time
from pathlib import Path

import pytest
from generative_desk import FOLLOW_UP, MAYOR, QUESTION, RIGHT, SHARED, WRONG, assert_sound, desk_with, scripted
from scripted_model import (
    HEADERS,
    Reply,
    arguments,
    cut,
    dripping,
    hanging,
    raw,
    scripted_model,
    silent,
    statements,
    status,
    text,
)

from bot.answer import Answer
from bot.answerers import Answerer
from bot.generating import notices
from bot.generating.calling import THREAD
from bot.request import Request

pytestmark = pytest.mark.enable_socket  # all of it on loopback
NONSENSE = "Experts everywhere agree that the moon is made of cheese"


def running(within_s: float = 2.0) -> list[str]:
    """Return the calls that still run after a while."""
    until = time.monotonic() + within_s
    while (names := [one.name for one in threading.enumerate() if one.name == THREAD]) and time.monotonic() < until:
        time.sleep(0.01)
    return names


FAILING: dict[str, Reply] = {
    "401": status(401),
    "403": status(403),
    "404": status(404),
    "429": status(429),
    "500": status(500),
    "503": status(503),
    "hang before the headers": silent,
    "hang after the headers": hanging,
    "a token now and then": dripping,
    "a cut stream": cut("The mayor"),
    "no body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "no HTTP": raw(b"\x00\x01\x02 nothing of the kind"),
    "an empty answer": text(""),
    "blanks": text("  \n \n"),
    "1 MB of words": text("word " * 200_000, parts=50),
    "1 MB in one statement": arguments('{"statements": [{"text": "' + "a b " * 250_000, parts=5_000),
    "64 KB of blanks and marks": text("[1] " * 5_000 + " " * 40_000 + "[", parts=50),
    "1 MB of brackets": arguments("[" * 1_000_000, parts=20),
    "no JSON": arguments('{"statements": [{"text": "The '),
    "another schema": arguments('{"reply": {"body": 7}}'),
    "numbers as statements": arguments('{"statements": [1, null, true, [], {}, {"text": 5}]}'),
    "passages that are not there": statements(RIGHT, passages=(7, 99)),
    "a passage of no number": arguments(json.dumps({"statements": [{"text": RIGHT, "passages": ["one", None, {}]}]})),
    "a call of another tool": arguments('{"command": "rm -rf /"}', name="shell"),
    "an invented sentence": statements(f"{NONSENSE}."),
    "an uncited sentence": text(f"{RIGHT}\n"),
    "an error in the stream": raw(HEADERS + b'data: {"error": {"message": "x"}}\n\n'),
    "no JSON in the stream": raw(HEADERS + b"data: {{{\n\n"),
    "another API": raw(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"hello": "world"}'),
}  # fmt: skip


@pytest.mark.parametrize("failure", FAILING)
def test_whatever_fails_ends_in_the_extractive_answer_within_the_deadline(home: Path, failure: str) -> None:
    with scripted(home, FAILING[failure], timeout_s=0.4, deadline_s=2.0) as (desk, model):
        began = time.monotonic()
        answer = desk.ask(QUESTION, SHARED)
        took_s = time.monotonic() - began
    assert took_s < 3.5
    assert answer.answerer is Answerer.EXTRACTIVE
    assert "These are the articles' own sentences instead." in (answer.notice or "")
    assert NONSENSE not in answer.text
    assert_sound(answer)
    assert not running()
    assert 1 <= len(model.requests) <= 3


@pytest.mark.parametrize(
    "failure", ["an error in the stream", "no JSON in the stream", "no HTTP", "no body", "another API"]
)
def test_an_answer_that_is_none_is_not_taken_for_a_model_that_cannot_be_reached(home: Path, failure: str) -> None:
    with scripted(home, FAILING[failure]) as (desk, _):
        notice = desk.ask(QUESTION, SHARED).notice or ""
    assert notice.startswith("The language model gave no answer that can be read")


@pytest.mark.parametrize("failure", [silent, hanging])
def test_a_model_that_falls_silent_took_too_long(home: Path, failure: Reply) -> None:
    with scripted(home, failure, timeout_s=0.2, deadline_s=1.5) as (desk, _):
        notice = desk.ask(QUESTION, SHARED).notice or ""
    assert notice.startswith("The language model took too long.")


def test_two_questions_at_once_have_one_deadline_of_which_each_has_its_share(home: Path) -> None:
    replies = (dripping, statements(RIGHT))
    with scripted(home, *replies, deadline_s=3.0) as (desk, model):
        desk.wording.writer()  # so that loading it is not counted
        began = time.monotonic()
        answer = desk.ask("What did Ann Lee say about the harbour, and what did the storm cost the city?", SHARED)
        took_s = time.monotonic() - began
    assert took_s < 3.0
    assert len(model.requests) == len(replies)
    assert RIGHT in answer.text


def test_a_stream_that_breaks_off_leaves_what_had_passed(home: Path) -> None:
    with scripted(home, cut(f"{RIGHT} [1]\nThe mayor of"), output="text") as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert [statement.text for statement in answer.statements] == [RIGHT]
    assert "broke off" in (answer.notice or "")
    assert len(model.requests) == 1


def test_a_list_of_statements_without_an_end_is_told_to_be_broken_off(home: Path) -> None:
    whole = json.dumps({"statements": [{"text": each, "passages": [1]} for each in (RIGHT, MAYOR)]})
    with scripted(home, arguments(whole[:-40])) as (desk, _):
        answer = desk.ask(QUESTION, SHARED)
    assert ([each.text for each in answer.statements], answer.notice) == ([RIGHT], notices.BROKEN_OFF)


@pytest.mark.parametrize(("failure", "asked"), [(status(500), 3), (status(429), 3), (status(401), 1), (status(404), 1)])
def test_only_what_may_pass_is_tried_again_and_twice_at_most(home: Path, failure: Reply, asked: int) -> None:
    with scripted(home, failure) as (desk, model):
        desk.ask(QUESTION, SHARED)
    assert len(model.requests) == asked


def test_a_failure_that_passes_is_not_seen(home: Path) -> None:
    with scripted(home, status(503), statements(RIGHT)) as (desk, model):
        answer = desk.ask(QUESTION, SHARED)
    assert (answer.notice, [one.text for one in answer.statements], len(model.requests)) == (None, [RIGHT], 2)


def test_a_port_where_nobody_listens_ends_in_the_extractive_answer(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with desk_with(home, f"http://127.0.0.1:{port}/v1") as desk:
        answer = desk.ask(QUESTION, SHARED)
    assert "cannot be reached" in (answer.notice or "")


def test_a_host_that_is_not_known_ends_in_the_extractive_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **more: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # so that no question about it leaves this machine
    with desk_with(home, "http://model.invalid/v1", tokens_per_day=100_000, api_key="k") as desk:
        answer = desk.ask(QUESTION, SHARED)
    assert "cannot be reached" in (answer.notice or "")


def test_a_model_that_goes_on_failing_is_left_alone(home: Path) -> None:
    with scripted(home, status(401)) as (desk, model):
        answers = [desk.ask(QUESTION, SHARED) for _ in range(5)]
    assert len(model.requests) == 3
    assert "left alone" in (answers[-1].notice or "")


def test_a_model_that_has_rested_words_the_next_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.generating.breaker.REST_S", 0.5)
    failures = [status(401)] * 3
    with scripted(home, *failures, statements(MAYOR)) as (desk, _):
        for _ in failures:
            desk.ask(QUESTION, SHARED)
        time.sleep(0.5)
        answer = desk.ask(FOLLOW_UP, SHARED)
    assert (answer.answerer, answer.notice) == (Answerer.GENERATIVE, None)


def test_two_hundred_malformed_outputs_make_no_unsound_answer(home: Path) -> None:
    chance = random.Random(7)
    stated = [{"text": RIGHT, "passages": [1], "quotes": ["cost the city"]}, {"text": WRONG, "passages": [1]}]
    whole = json.dumps({"statements": stated})
    blots = ["", '"', "{", "}", "[", "]", ",", "\\", "é", "\x00", "[1]", "null", "</passages>", "1" * 9]

    def malformed() -> Reply:
        made = list(whole)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(made))
            made[at : at + chance.randint(0, 5)] = chance.choice(blots)
        content = "".join(made)[: chance.randint(1, 400)]
        return chance.choice([arguments, text])(content, parts=chance.randint(1, 9))

    replies = [malformed() for _ in range(200)]
    known = {RIGHT}
    with scripted_model(*replies) as model, desk_with(home, model.url, deadline_s=3.0) as desk:
        extractive = desk.ask(Request(QUESTION, answerer=Answerer.EXTRACTIVE), SHARED)
        known |= {statement.text for statement in extractive.statements}
        answers: list[Answer] = []
        while len(model.requests) < len(replies):
            answers.append(desk.ask(QUESTION, SHARED))
    for answer in answers:
        assert_sound(answer)
        assert "5.2" not in answer.text
    assert answers
