"""A short durability campaign: killed at any moment, newsdesk loses nothing and answers at once."""

import pytest
from kills import ARTICLES, Tally, campaign, table
from victim import Acknowledged, is_gone, order, text_of

KILLS = 5


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    return campaign(tmp_path_factory.mktemp("kills") / "home", kills=KILLS, seed=2, sample=200, aim_on=True)


def test_every_kill_is_followed_by_a_start_that_is_checked(tally: Tally) -> None:
    assert tally.kills >= KILLS
    assert tally.starts == tally.kills + 1


def test_a_kill_falls_into_a_persist_of_chroma(tally: Tally) -> None:
    assert tally.inside > 0


@pytest.mark.parametrize("fault", ["lost", "torn", "orphaned", "unanswered"])
def test_after_a_kill_nothing_is(tally: Tally, fault: str) -> None:
    assert tally.faults[fault] == 0


def test_a_kill_while_chroma_is_written_means_a_rebuild(tally: Tally) -> None:
    assert tally.rebuilt >= tally.inside


def test_a_campaign_that_lost_something_has_not_passed() -> None:
    tally = Tally()
    tally.faults["lost"] = 1
    assert not tally.passed


def test_the_table_names_every_fault(tally: Tally) -> None:
    assert all(fault in table({"": tally}) for fault in ("lost", "torn", "orphaned", "unanswered"))


def test_an_article_may_be_found_as_it_was_acknowledged_or_newer() -> None:
    assert list(Acknowledged(3, began=5, stored={1: 3}).possible(1)) == [3, 4, 5]


def test_a_round_removes_what_it_leaves_out() -> None:
    assert set(order(1, ARTICLES)) == {number for number in range(ARTICLES) if not is_gone(number, 1)}


def test_every_article_changes_from_round_to_round() -> None:
    assert all(text_of(number, 1) != text_of(number, 2) for number in range(ARTICLES))
