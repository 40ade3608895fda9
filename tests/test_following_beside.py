"""Chroma follows the ledger beside whatever else a process does."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from patience import wait_until

from bot import following
from bot.desk import Desk, opened
from bot.following import Following
from bot.settings import Settings
from index import Unreachable, VectorsError


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "EVERY_S", 0.02)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def beside(desk: Desk, told: list[str]) -> Iterator[Following]:
    beside = Following(desk.follower, lambda error: told.append(str(error)))
    beside.begin()
    yield beside
    beside.close()


def add(desk: Desk, folder: Path) -> None:
    (folder / "harbour.txt").write_text("The harbour opened on Monday. Ships came.")
    assert desk.index("shared", [str(folder / "harbour.txt")]).added


def test_it_opens_chroma(desk: Desk, beside: Following) -> None:
    wait_until(lambda: desk.follower.following)


def test_it_takes_over_what_comes_later(desk: Desk, beside: Following, tmp_path: Path) -> None:
    wait_until(lambda: desk.follower.following)
    add(desk, tmp_path)
    wait_until(lambda: not desk.follower.behind)


def test_an_erasure_that_waits_for_it_succeeds(desk: Desk, beside: Following, home: Path, tmp_path: Path) -> None:
    add(desk, tmp_path)
    wait_until(lambda: desk.follower.following and not desk.follower.behind)
    with opened(Settings(home=home), FakeEmbeddings()) as other:
        assert other.forget("shared", ["harbour"]).erased


def test_what_fails_alike_is_told_once(
    desk: Desk, beside: Following, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_until(lambda: desk.follower.following)
    left = iter(["damaged", "damaged", "full", "damaged"])
    tried: list[bool] = []

    def prepare() -> bool:
        tried.append(True)
        if error := next(left, None):
            raise VectorsError(error)
        return True

    monkeypatch.setattr(desk.follower, "prepare", prepare)
    wait_until(lambda: len(tried) > 4)
    assert told == ["damaged", "full", "damaged"]


def tries_of(desk: Desk, monkeypatch: pytest.MonkeyPatch, error: VectorsError) -> list[float]:
    """Have every try fail from now on, and return when they are made."""
    tried: list[float] = []

    def prepare() -> bool:
        tried.append(time.monotonic())
        raise error

    monkeypatch.setattr(desk.follower, "prepare", prepare)
    return tried


def test_what_fails_is_tried_ever_more_seldom(desk: Desk, beside: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = tries_of(desk, monkeypatch, VectorsError("full"))
    wait_until(lambda: len(tried) > 4)
    assert [later - sooner >= 0.02 * 2**n for n, (sooner, later) in enumerate(pairwise(tried[:5]), 1)] == [True] * 4


def test_a_server_that_is_away_is_tried_as_often_as_ever(
    desk: Desk, beside: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = tries_of(desk, monkeypatch, Unreachable("away"))
    wait_until(lambda: len(tried) > 15)  # twice the time each time, this would take ten minutes


def test_once_closed_it_follows_no_more(desk: Desk, beside: Following, tmp_path: Path) -> None:
    wait_until(lambda: desk.follower.following)
    beside.close()
    add(desk, tmp_path)
    assert desk.follower.behind
