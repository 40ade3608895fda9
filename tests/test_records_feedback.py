"""Feedback is one verdict a person and answer, shown without the person."""

from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from kept_answers import ANNA, BORIS, GUILD, START, kept, later

from bot.answer import Outcome
from bot.records import Feedback, Records


def test_a_verdict_is_listed_with_its_question(records: Records) -> None:
    answer_id = records.keep(kept("And snow?", understood="Did snow fall?", outcome=Outcome.PARTLY))
    assert records.rate(answer_id, BORIS, up=False, reason="too old")
    expected = Feedback(answer_id, GUILD, "Did snow fall?", Outcome.PARTLY, False, "too old", START)
    assert records.feedback_in(GUILD) == (expected,)


def test_the_last_verdict_of_a_person_counts(records: Records) -> None:
    answer_id = records.keep(kept())
    records.rate(answer_id, ANNA, up=False, reason="wrong")
    records.rate(answer_id, ANNA, up=True)
    assert [(given.up, given.reason) for given in records.feedback_in(GUILD)] == [(True, "")]


def test_several_people_judge_one_answer(records: Records) -> None:
    answer_id = records.keep(kept())
    for person in (ANNA, BORIS):
        records.rate(answer_id, person, up=True)
    assert len(records.feedback_in(GUILD)) == 2


def test_an_answer_that_is_no_more_cannot_be_judged(records: Records) -> None:
    assert not records.rate("unknown", ANNA, up=True)
    assert records.feedback_of("shared") == ()


def test_the_newest_verdict_comes_first(home: Path) -> None:
    moments = iter([later(hours=1), later(hours=3), later(hours=2)])
    records = Records(home, clock=lambda: next(moments))
    for reason in ("first", "third", "second"):
        records.rate(records.keep(kept()), ANNA, up=True, reason=reason)
    assert [given.reason for given in records.feedback_of("shared")] == ["third", "second", "first"]
    assert [given.reason for given in records.feedback_of("shared", most=1)] == ["third"]
    records.close()


def test_a_server_sees_no_verdict_of_another(records: Records) -> None:
    for guild in (GUILD, GUILD + 1, None):
        records.rate(records.keep(kept(guild_id=guild)), ANNA, up=True, reason=str(guild))
    assert [given.reason for given in records.feedback_in(GUILD)] == [str(GUILD)]


def test_a_library_has_the_verdicts_of_answers_it_was_searched_for(records: Records) -> None:
    for libraries in (("shared",), ("shared", "discord-1")):
        records.rate(records.keep(kept(libraries=libraries)), ANNA, up=True, reason="+".join(libraries))
    assert [given.reason for given in records.feedback_of("discord-1")] == ["shared+discord-1"]
    assert len(records.feedback_of("shared")) == 2
    assert records.feedback_of("discord") == ()


@pytest.mark.parametrize("reason", ["\ud800", "\x00", "'; DROP TABLE feedback; --", "r" * 5_000])
def test_a_hostile_reason_is_kept_within_bounds(records: Records, reason: str) -> None:
    records.rate(records.keep(kept()), ANNA, up=False, reason=reason)
    (given,) = records.feedback_in(GUILD)
    assert given.reason == reason.replace("\ud800", "?")[:1_000]


def test_feedback_tells_nobody_whose_it_is() -> None:
    assert {field.name for field in fields(Feedback)} == {
        *("answer_id", "guild_id", "question", "outcome", "up", "reason", "at")
    }
    assert Feedback.__dataclass_fields__["at"].type is datetime
