"""Nothing heavy runs on the event loop: desk, ledger and records are used in threads alone."""

import asyncio
import time
from collections.abc import Callable
from functools import wraps
from inspect import isfunction
from pathlib import Path

import pytest
from simulated_server import a_server, taken_in, text_of

from bot.desk import Desk
from bot.records import Records
from bot.settings import DiscordSettings
from index import Ledger

QUESTIONS = 50


def on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture
def misused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which methods of desk, ledger and records were called on an event loop."""
    found: list[str] = []

    def noting(name: str, method: Callable) -> Callable:
        @wraps(method)
        def noted(*given: object, **named: object) -> object:
            if on_a_loop():
                found.append(name)
            return method(*given, **named)

        return noted

    for kind in (Desk, Ledger, Records, *Records.__mro__[1:-1]):
        for name, method in list(vars(kind).items()):
            if isfunction(method) and not name.startswith("_") and name != "close":
                monkeypatch.setattr(kind, name, noting(f"{kind.__name__}.{name}", method))
    return found


def test_a_misuse_would_be_noticed(desk: Desk, misused: list[str]) -> None:
    desk.freshness(("shared",))
    assert misused == []

    async def misuse() -> None:
        desk.freshness(("shared",))

    asyncio.run(misuse())
    assert "Desk.freshness" in misused
    assert "Ledger.reading" in misused


async def test_answers_buttons_and_messages_leave_the_event_loop_alone(
    desk: Desk, misused: list[str], tmp_path: Path
) -> None:
    await asyncio.to_thread(taken_in, desk, tmp_path / "articles", "Harbour\n\nThe harbour was closed on Monday.")
    async with a_server(desk, settings=DiscordSettings(burst=2 * QUESTIONS, at_once=4)) as server:
        misused.clear()
        lags = asyncio.create_task(latest_lag_s())
        for number in range(QUESTIONS):
            assert "Monday" in text_of(await server.ask(f"when was the harbour closed, {number}"))
        await server.mention("when was the harbour closed")
        lags.cancel()
        assert misused == []
        assert server.env.bot.queue.at_work == 0
        assert b'way="slash"} 50.0' in server.env.bot.metrics.text()


async def latest_lag_s() -> None:
    """Print by how much the event loop was late at most; a figure for people, since machines are busy."""
    worst = 0.0
    try:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            worst = max(worst, time.perf_counter() - before - 0.01)
    finally:
        print(f"{QUESTIONS} questions: the event loop was late by {worst * 1_000:.0f} ms at most")
