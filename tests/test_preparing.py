"""The model is loaded once, beside whatever else the bot does."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_answers import an_answer
from patience import wait_until
from simulated_server import UnusualDesk, a_server, text_of

from bot.answer import Answer
from bot.desk import Desk
from bot.discord.preparing import Preparing
from index import ModelError


class LoadingDesk(UnusualDesk):
    """A desk whose model takes its time, and that notes in which order things happen."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, self._answer)
        self.happened: list[str] = []
        self.threads: set[int] = set()

    def load(self) -> None:
        self.threads.add(threading.get_ident())
        time.sleep(0.05)
        self.happened.append("loaded")

    def _answer(self, question: str) -> Answer:
        self.threads.add(threading.get_ident())
        self.happened.append("asked")
        return an_answer()


@pytest.fixture
def loading(home: Path) -> Iterator[LoadingDesk]:
    desk = LoadingDesk(home)
    yield desk
    desk.close()


async def test_the_model_is_loaded_once(loading: LoadingDesk) -> None:
    preparing = Preparing(loading)
    await asyncio.gather(preparing.prepare(), *(preparing.ready() for _ in range(3)))
    assert loading.happened == ["loaded"]


async def test_questions_wait_for_the_model(loading: LoadingDesk) -> None:
    async with a_server(loading) as server:
        await server.ask("harbour")
    assert loading.happened == ["loaded", "asked"]


async def test_nothing_slow_happens_on_the_event_loop(loading: LoadingDesk) -> None:
    async with a_server(loading) as server:
        await server.ask("harbour")
    assert threading.get_ident() not in loading.threads


async def test_a_missing_model_stops_neither_the_bot_nor_later_tries(
    home: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = UnusualDesk(home, lambda question: an_answer())
    outcomes = iter([ModelError("The embedding model is not installed."), None])

    def load() -> None:
        if outcome := next(outcomes):
            raise outcome

    monkeypatch.setattr(desk, "load", load)
    async with a_server(desk) as server:
        assert "not installed" in caplog.text
        assert "Ship number 1" in text_of(await server.ask("harbour"))
    desk.close()


async def test_connecting_opens_chroma(desk: Desk) -> None:
    async with a_server(desk):
        await asyncio.to_thread(wait_until, lambda: desk.follower.following)
