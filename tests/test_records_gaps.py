"""Questions without an answer are counted as one where they ask the same, and are seen by whom they concern."""

from datetime import datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_answers import ANNA, BORIS, GUILD, START, kept, later

from bot.records import Gap, Records

SERVERS = count(1)  # a new one for every example


def unanswered(records: Records, question: str = "When does the ferry sail?", **fields: object) -> str | None:
    return records.gap(records.keep(kept(question, **fields)))


SAME = [
    ("When does the ferry sail?", "when do the ferries sail", True),
    ("When does the ferry sail?", "Does the ferry sail?", True),
    ("When does the ferry sail?", "sail ferry", True),
    ("When does the ferry sail?", "When does the bus leave?", False),
    ("When does the ferry sail?", "When does the new ferry sail?", False),
    ("why?", "Why", True),
    ("why?", "how?", False),
    ("???", "!!!", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_questions_of_the_same_content_words_are_one_gap(records: Records, one: str, other: str, same: bool) -> None:
    assert (unanswered(records, one) == unanswered(records, other)) == same
    assert len(records.gaps_in(GUILD)) == (1 if same else 2)


def test_a_question_that_was_asked_privately_leaves_no_gap(records: Records) -> None:
    assert unanswered(records, "Did Anna steal the memo?", private=True) is None
    assert records.gaps_in(GUILD) == records.gaps_of("shared") == ()


def test_a_gap_has_its_latest_wording_and_its_times(records: Records) -> None:
    for day, question in ((2, "When do ferries sail?"), (3, "Do the ferries sail?"), (1, "When does the ferry sail?")):
        gap_id = unanswered(records, question, at=later(days=day), person=ANNA if day == 1 else BORIS)
    expected = Gap(gap_id or "", GUILD, ("shared",), "Do the ferries sail?", 3, later(days=1), later(days=3))
    assert records.gaps_in(GUILD) == (expected,)


def test_the_most_asked_comes_first(records: Records) -> None:
    for question in ("Who won?", "Where is the harbour?", "Where is the harbour?"):
        unanswered(records, question)
    assert [(gap.question, gap.count) for gap in records.gaps_in(GUILD)] == [
        ("Where is the harbour?", 2),
        ("Who won?", 1),
    ]
    assert len(records.gaps_in(GUILD, most=1)) == 1


def test_a_follow_up_is_grouped_by_what_it_was_understood_as(records: Records) -> None:
    unanswered(records, "And the ferry?", understood="When does the ferry sail?")
    unanswered(records)
    assert [gap.count for gap in records.gaps_in(GUILD)] == [2]


def test_an_answer_that_left_no_gap_is_none(records: Records) -> None:
    records.keep(kept())
    assert records.gaps_of("shared") == ()


def test_noting_a_gap_twice_counts_it_once(records: Records) -> None:
    answer_id = records.keep(kept())
    assert records.gap(answer_id) == records.gap(answer_id)
    assert [gap.count for gap in records.gaps_in(GUILD)] == [1]


def test_an_unknown_answer_leaves_no_gap(records: Records) -> None:
    assert records.gap("unknown") is None


def test_a_server_sees_no_gap_of_another(records: Records) -> None:
    for guild in (GUILD, GUILD + 1, None):
        unanswered(records, guild_id=guild)
    assert [gap.guild_id for gap in records.gaps_in(GUILD)] == [GUILD]
    assert {gap.guild_id for gap in records.gaps_of("shared")} == {GUILD, GUILD + 1, None}


def test_a_library_has_the_gaps_it_was_searched_for(records: Records) -> None:
    unanswered(records, libraries=("shared",))
    unanswered(records, libraries=("shared", "discord-1"))
    assert [gap.libraries for gap in records.gaps_of("discord-1")] == [("shared", "discord-1")]
    assert len(records.gaps_of("shared")) == 2


def test_a_closed_gap_is_gone_until_it_is_asked_again(records: Records) -> None:
    for _ in range(2):
        gap_id = unanswered(records) or ""
    closed = records.close_gap_in(GUILD, gap_id)
    assert closed is not None
    assert (closed.count, records.gaps_in(GUILD)) == (2, ())
    assert unanswered(records, at=later(days=1)) == gap_id
    assert [(gap.count, gap.first) for gap in records.gaps_in(GUILD)] == [(1, later(days=1))]


def test_a_server_closes_no_gap_of_another(records: Records) -> None:
    gap_id = unanswered(records) or ""
    assert records.close_gap_in(GUILD + 1, gap_id) is None
    assert len(records.gaps_in(GUILD)) == 1


def test_the_operator_closes_a_gap_by_a_library(records: Records) -> None:
    gap_id = unanswered(records, guild_id=None) or ""
    assert records.close_gap_of("discord-1", gap_id) is None
    closed = records.close_gap_of("shared", gap_id)
    assert closed is not None
    assert records.gaps_of("shared") == ()


@pytest.mark.parametrize("gap_id", ["", "nothing", "\ud800", "' OR 1 --"])
def test_an_unknown_gap_cannot_be_closed(records: Records, gap_id: str) -> None:
    unanswered(records)
    assert records.close_gap_in(GUILD, gap_id) is None
    assert len(records.gaps_in(GUILD)) == 1


def test_a_forgotten_question_counts_no_more(records: Records) -> None:
    unanswered(records, "When does the ferry sail?", person=BORIS)
    unanswered(records, "Anna asks: when does the ferry sail?", understood="does the ferry sail", at=later(days=1))
    records.forget(ANNA)
    assert [(gap.question, gap.count) for gap in records.gaps_in(GUILD)] == [("When does the ferry sail?", 1)]


@given(st.text(st.characters(codec=None), max_size=50), st.integers(0, 3))
def test_every_question_can_be_a_gap(lasting: Records, question: str, more: int) -> None:
    guild_id = next(SERVERS)
    for _ in range(more + 1):
        unanswered(lasting, question, guild_id=guild_id)
    assert [gap.count for gap in lasting.gaps_in(guild_id)] == [more + 1]


def test_moments_are_those_of_the_question(records: Records) -> None:
    unanswered(records)
    (gap,) = records.gaps_in(GUILD)
    assert gap.first == gap.last == START
    assert isinstance(gap.first, datetime)
