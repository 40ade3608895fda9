"""What a judge says of statements is read strictly, and what it does not say leaves them as they were."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from generative_desk import QUESTION, RIGHT, SHARED
from hypothesis import given
from hypothesis import strategies as st
from made_sources import TEXT, a_source
from scripted_model import (
    Reply,
    ScriptedModel,
    arguments,
    dripping,
    hanging,
    scripted_model,
    silent,
    statements,
    status,
    text,
)

from bot.answer import Outcome
from bot.desk import Desk
from bot.generating.checking.claim import Checked, check
from bot.generating.claims import Claim
from bot.generating.judging import judged, judgements
from bot.generating.wording import Wording
from bot.model_settings import ModelSettings
from bot.reader import Read
from bot.settings import Settings
from bot.support import Verdict

pytestmark = pytest.mark.enable_socket  # all of it on loopback
PLAIN = "Treasurer Stone put the bill for the storm at $4.2 million."
OTHER = "Ferries to the islands stood still until the afternoon."
STRANGE = "Treasurer Stone put the bill for the storm at $9.9 million."
STANDS = "$4.2 million"


def verdict(number: int, said: str = "supported", words: str = STANDS) -> dict[str, object]:
    return {"statement": number, "verdict": said, "words": words}


def verdicts(*said: dict[str, object]) -> str:
    return json.dumps({"verdicts": said})


def judging(*said: dict[str, object]) -> Reply:
    return arguments(verdicts(*said), name="verdicts")


@dataclass
class Undecided:
    """A support model that leaves all to the judge, or says one thing of all."""

    says: Verdict = Verdict.OPEN

    def weigh(self, statement: str, passages: Sequence[Read]) -> Verdict:
        return self.says

    def load(self) -> None:
        """There is nothing to load."""


@contextmanager
def desk(
    home: Path, *replies: Reply, says: Verdict = Verdict.OPEN, **settings: object
) -> Iterator[tuple[Desk, ScriptedModel]]:
    """Open a desk over the article of a storm, with a model that replies so, and judges itself."""
    with scripted_model(*replies) as model:
        usual = {"name": "openai:scripted", "base_url": model.url, "timeout_s": 1.0, "deadline_s": 8.0}
        wording = Wording(ModelSettings.model_validate(usual | settings), home, support=Undecided(says))
        opened = Desk(Settings(home=home), FakeEmbeddings(), wording, reader=SharedWordsReader())
        try:
            file = home.parent / "storm.txt"
            file.write_text(f"Storm over Dulwich\n\n{TEXT}\n")
            opened.index("shared", [file])
            yield opened, model
        finally:
            opened.close()


def claims(*texts: str) -> list[Checked]:
    return [check(Claim(one, (1,)), [a_source()]) for one in texts]


def as_judged(said: str, *texts: str) -> list[Checked]:
    return judged(claims(*texts), judgements(said), [a_source()])


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Yes, all of it is supported.",
        f"{verdicts(verdict(1))} I hope this helps.",
        json.dumps([verdict(1)]),
        json.dumps({"verdicts": verdict(1)}),
        verdicts(verdict(1), verdict(1, "contradicted")),
        verdicts({"statement": "1", "verdict": "supported", "words": STANDS}),
        verdicts({"statement": 1.0, "verdict": "supported", "words": STANDS}),
        verdicts({"statement": True, "verdict": "supported", "words": STANDS}),
        verdicts({"statement": 1, "verdict": "Supported", "words": STANDS}),
        verdicts({"statement": 1, "verdict": "supported", "words": None}),
        verdicts({"statement": 1, "verdict": "supported", "words": [STANDS]}),
        verdicts({"statement": 1, "verdict": "supported", "words": STANDS * 100}),
        verdicts(verdict(1, words="")),
        verdicts(verdict(1, words="…")),
        verdicts(verdict(1, words="the bill of the storm")),
        verdicts(verdict(0), verdict(2), verdict(99)),
        "[" * 100_000,
    ],
)
def test_what_is_no_verdict_leaves_a_statement_as_it_was(said: str) -> None:
    assert as_judged(said, PLAIN) == claims(PLAIN)


@pytest.mark.parametrize(
    "said",
    [
        verdicts(verdict(1)),
        f"<think>Is it so? It is.</think>\n{verdicts(verdict(1))}",
        f"```json\n{verdicts(verdict(1))}\n```",
        verdicts(verdict(1, words="“We will not close the harbor”")),
        verdicts(verdict(1, words="The Herald")),
    ],
)
def test_a_verdict_with_words_that_stand_there_or_above_counts(said: str) -> None:
    (one,) = as_judged(said, STRANGE)
    assert (one.judged, one.holds) == (True, True)


@pytest.mark.parametrize(("said", "kind"), [("contradicted", "contradicted"), ("not_stated", "not_stated")])
def test_what_a_judge_does_not_find_supported_is_lost_whatever_words_it_gives(said: str, kind: str) -> None:
    (one,) = as_judged(verdicts(verdict(1, said, "nowhere")), PLAIN)
    assert (one.holds, one.faults[-1].kind.value) == (False, kind)


@given(st.text(max_size=300) | st.recursive(st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_a_judge_says_is_read_without_an_error(said: str) -> None:
    assert [one.text for one in as_judged(said, PLAIN, OTHER)] == [PLAIN, OTHER]


def test_one_call_judges_all_statements_and_keeps_their_order(home: Path) -> None:
    said = judging(verdict(2), verdict(1), verdict(3, "contradicted"))
    with desk(home, statements(PLAIN, RIGHT, OTHER, "Bob Stone paid for the storm himself."), said) as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [one.text for one in answer.statements] == [PLAIN, RIGHT, OTHER]
    assert (dict(answer.dropped), len(model.requests)) == ({"contradicted": 1}, 2)
    assert not any(one.unchecked for one in answer.statements)
    shown = model.requests[1]["messages"][1]["content"]
    assert [one in shown for one in (PLAIN, OTHER, RIGHT)] == [True, True, True]
    assert shown.count("<statement-") == 3  # what is in the article's words needs no judge


def test_a_judge_decides_where_the_rules_are_in_doubt(home: Path) -> None:
    with desk(home, statements(STRANGE), judging(verdict(1))) as (opened, _):
        answer = opened.ask(QUESTION, SHARED)
    assert [one.text for one in answer.statements] == [STRANGE]


def test_a_first_statement_that_a_judge_drops_leaves_an_answer_in_part(home: Path) -> None:
    said = judging(verdict(1, "not_stated"), verdict(2))
    with desk(home, statements(PLAIN, OTHER), said) as (opened, _):
        answer = opened.ask(QUESTION, SHARED)
    assert (answer.outcome, [one.text for one in answer.statements]) == (Outcome.PARTLY, [OTHER])
    assert "answers first" in (answer.notice or "")


def test_a_support_model_that_is_sure_of_all_spares_the_call(home: Path) -> None:
    with desk(home, statements(PLAIN, OTHER), status(500), says=Verdict.SURE) as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [(one.text, one.unchecked) for one in answer.statements] == [(PLAIN, False), (OTHER, False)]
    assert len(model.requests) == 1


FAILING = {
    "401": status(401),
    "hang before the headers": silent,
    "hang behind the headers": hanging,
    "a token now and then": dripping,
    "no JSON": text("All of them are supported."),
    "1 MB of brackets": arguments("[" * 1_000_000, name="verdicts", parts=20),
    "a verdict of another statement": judging(verdict(7)),
    "another tool": arguments(verdicts(verdict(1), verdict(2)), name="shell"),
}


@pytest.mark.parametrize("failure", FAILING)
def test_where_a_judge_fails_what_is_in_doubt_is_left_out_and_the_rest_is_said_to_be_unchecked(
    home: Path, failure: str
) -> None:
    replies = (statements(PLAIN, STRANGE), FAILING[failure])
    with desk(home, *replies, timeout_s=0.5, deadline_s=6.0) as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [(one.text, one.unchecked) for one in answer.statements] == [(PLAIN, True)]
    assert dict(answer.dropped) == {"number": 1}
    assert "not judged" in (answer.notice or "")
    assert 2 <= len(model.requests) <= 4


def test_a_judge_that_the_budget_does_not_pay_for_is_not_asked(home: Path) -> None:
    with desk(home, statements(PLAIN, used=9_000), judging(verdict(1)), tokens_per_day=9_500) as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [(one.text, one.unchecked) for one in answer.statements] == [(PLAIN, True)]
    assert len(model.requests) == 1


def test_a_judge_that_fails_again_and_again_is_left_alone(home: Path) -> None:
    def failing_judge(to: object) -> None:
        asked = to.asked["messages"][1]["content"]  # type: ignore[attr-defined]
        (status(401) if "<material-" in asked else statements(PLAIN))(to)  # type: ignore[arg-type]

    with desk(home, failing_judge) as (opened, model):
        for _ in range(8):
            assert opened.ask(QUESTION, SHARED).statements[0].unchecked
    assert len(model.requests) < 16


def test_another_model_may_judge(home: Path) -> None:
    replies = (statements(PLAIN), judging(verdict(1)))
    with desk(home, *replies, judge="openai:another") as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [asked["model"] for asked in model.requests] == ["scripted", "another"]
    assert not answer.statements[0].unchecked


def test_without_a_judge_what_nobody_is_sure_of_is_said_to_be_unchecked(home: Path) -> None:
    with desk(home, statements(RIGHT, PLAIN), judge="off") as (opened, model):
        answer = opened.ask(QUESTION, SHARED)
    assert [(one.text, one.unchecked) for one in answer.statements] == [(RIGHT, False), (PLAIN, True)]
    assert len(model.requests) == 1
