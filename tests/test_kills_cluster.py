"""A short campaign among several machines: whoever is killed, nothing is lost or doubled, and all come back."""

import asyncio
from pathlib import Path

import pytest
from asking_people import FAULTS as ASKED_FAULTS
from asking_people import Became
from changing_folders import ChangingFolders
from kills_cluster import Tally, campaign, table

KILLS = 3

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    return asyncio.run(campaign(tmp_path_factory.mktemp("kills") / "cluster", KILLS, seed=3, articles=8))


def test_members_are_killed_and_started_again(tally: Tally) -> None:
    assert tally.kills.total() == KILLS
    assert tally.starts.total() >= len(tally.starts) + KILLS


@pytest.mark.parametrize("fault", ["lost", "torn", "doubled", "unwell", "discord"])
def test_whoever_is_killed_nothing_is(tally: Tally, fault: str) -> None:
    assert tally.faults[fault] == []


def test_every_question_is_answered_once_unless_its_bot_was_dead(tally: Tally) -> None:
    assert {fault: tally.became[fault] for fault in ASKED_FAULTS} == dict.fromkeys(ASKED_FAULTS, 0)
    assert tally.became[Became.ANSWERED] > 0


def test_a_campaign_that_lost_something_has_not_passed() -> None:
    assert not Tally(faults={"lost": ["an article"]}).passed


def test_a_campaign_with_a_question_answered_twice_has_not_passed() -> None:
    tally = Tally()
    tally.became[Became.DOUBLED] = 1
    assert not tally.passed


def test_the_table_names_what_questions_may_become() -> None:
    assert all(became.value in table({"": Tally()}) for became in Became)


def test_what_was_seen_stored_may_not_be_older_later(tmp_path: Path) -> None:
    folders = ChangingFolders(tmp_path / "articles", articles=1, seed=1)
    list(folders.change())
    first = folders.expected
    assert list(folders.see(first)) == []
    while folders.expected in ({}, first):
        list(folders.change())
    second = folders.expected
    assert list(folders.see(first)) == []  # not taken in yet
    assert list(folders.see(second)) == []
    assert len(list(folders.see(first))) == 1
