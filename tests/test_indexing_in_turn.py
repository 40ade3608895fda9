"""Indexing for servers: one at a time, with a word to those who wait, progress in the message, and an end in time."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from simulated_server import displayed

from bot.desk import Desk
from bot.discord import bench
from bot.discord import indexing as module
from bot.discord.bench import BROKEN_OFF, CROWDED
from bot.discord.delivering import EVERY_S
from bot.discord.indexing import UNABLE, Indexing, Wanted
from bot.discord.libraries import PREFIX
from bot.discord.outliving import DIRECTLY, Response
from bot.settings import Settings
from index import IndexReport, LedgerError

WITHIN_S = 20.0


class Person:
    """Somebody who takes direct messages."""

    def __init__(self) -> None:
        self.written: list[str] = []

    async def send(self, *, view: Any, **_: object) -> Any:
        self.written.append(displayed(view.to_components()))
        return SimpleNamespace(id=2)


class Told:
    """An interaction that notes what is shown, there and to who made it."""

    def __init__(self) -> None:
        self.response = self
        self.user = Person()
        self.shown: list[str] = []

    async def defer(self, **_: object) -> None:
        assert not self.shown

    async def edit_original_response(self, *, view: Any, **_: object) -> Any:
        self.shown.append(displayed(view.to_components()))
        return SimpleNamespace(id=1)

    async def saw(self, words: str) -> None:
        """Wait until something was shown."""
        async with asyncio.timeout(WITHIN_S):
            while not any(words in text for text in self.shown):
                await asyncio.sleep(0.01)


class SlowDesk(Desk):
    """A desk whose indexing goes on when it is let, and that notes how many index at once."""

    def __init__(self, home: Path) -> None:
        super().__init__(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
        self.going = threading.Event()
        self.at_once = self.most = 0
        self.fails: Exception | None = None

    def index_for_guest(
        self, library: str, *_: object, progress: Callable[[int, int], None], **__: object
    ) -> IndexReport:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            progress(3, 10)
            assert self.going.wait(WITHIN_S)
            progress(10, 10)
            if self.fails:
                raise self.fails
            return IndexReport(added=10)
        finally:
            self.at_once -= 1


@pytest.fixture
def slow(home: Path) -> Iterator[SlowDesk]:
    desk = SlowDesk(home)
    yield desk
    desk.going.set()
    desk.close()


def running(indexing: Indexing, told: Any, name: str = "a.txt", guild_id: int = 1) -> "asyncio.Task[None]":
    return asyncio.create_task(indexing.run(told, guild_id, Wanted(name, ("https://a.example/",))))


async def test_progress_shows_in_the_message_and_the_report_at_the_end(slow: SlowDesk) -> None:
    told = Told()
    run = running(Indexing(slow), told)
    await told.saw("30% · 3 of 10")
    slow.going.set()
    await run
    assert "10 added" in told.shown[-1]


async def test_one_is_indexed_at_a_time_and_the_next_is_told_to_wait(slow: SlowDesk) -> None:
    indexing, first, second = Indexing(slow), Told(), Told()
    runs = [running(indexing, first)]
    await first.saw("30%")
    runs.append(running(indexing, second))
    await second.saw("Waiting: 1 task before this one.")
    slow.going.set()
    await asyncio.gather(*runs)
    assert slow.most == 1
    assert "10 added" in first.shown[-1]
    assert "10 added" in second.shown[-1]


async def test_more_than_can_wait_are_refused_with_a_word(slow: SlowDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "MOST_TASKS", 1)
    indexing, first, second = Indexing(slow), Told(), Told()
    run = running(indexing, first)
    await first.saw("30%")
    await running(indexing, second)
    assert CROWDED in second.shown[-1]
    slow.going.set()
    await run


async def test_what_is_indexed_when_the_bot_ends_is_broken_off_with_a_word(slow: SlowDesk) -> None:
    indexing, told, waiting = Indexing(slow), Told(), Told()
    runs = [running(indexing, told)]
    await told.saw("30%")
    runs.append(running(indexing, waiting))
    await waiting.saw("Waiting: 1 task before this one.")
    slow.going.set()
    await indexing.close()
    assert BROKEN_OFF in told.shown[-1]
    assert BROKEN_OFF in waiting.shown[-1]
    await asyncio.gather(*runs)


async def test_an_article_that_takes_too_long_keeps_nobody_from_being_told_that_the_bot_ends(
    slow: SlowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ENDED_WITHIN_S", 2.0)
    indexing, told, waiting = Indexing(slow), Told(), Told()
    runs = [running(indexing, told)]
    await told.saw("30%")
    runs.append(running(indexing, waiting))
    await waiting.saw("Waiting: 1 task before this one.")
    closing = asyncio.create_task(indexing.close())
    await waiting.saw(BROKEN_OFF)
    assert BROKEN_OFF not in told.shown[-1]
    await closing
    assert BROKEN_OFF in told.shown[-1]
    slow.going.set()
    await asyncio.gather(*runs)


async def test_a_report_that_comes_later_than_a_message_can_be_changed_comes_as_a_direct_message(
    slow: SlowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Response", partial(Response, open_for_s=0.5))
    told = Told()
    run = running(Indexing(slow), told)
    await told.saw(DIRECTLY)
    await asyncio.sleep(EVERY_S + 0.1)  # when it would show how far it is
    slow.going.set()
    await run
    assert told.shown == [DIRECTLY]
    assert "10 added" in told.user.written[0]


async def test_a_ledger_that_cannot_be_written_is_told_without_local_names(
    slow: SlowDesk, caplog: pytest.LogCaptureFixture
) -> None:
    slow.fails = LedgerError("The data directory /srv/newsdesk cannot be used.")
    slow.going.set()
    told = Told()
    await running(Indexing(slow), told)
    assert told.shown == [UNABLE]
    assert "/srv/newsdesk" in caplog.text
    assert PREFIX not in caplog.text  # it names no server


async def test_a_report_that_discord_takes_no_more_is_logged(
    slow: SlowDesk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow.going.set()
    told = Told()
    gone = discord.NotFound(SimpleNamespace(status=404, reason="Not Found"), {"code": 10062, "message": "Unknown"})

    async def expired(**_: object) -> None:
        raise gone

    monkeypatch.setattr(told, "edit_original_response", expired)
    await running(Indexing(slow), told)
    assert "could not be told: NotFound" in caplog.text
