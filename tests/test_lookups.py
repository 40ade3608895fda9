"""Look-ups wait their turn like questions, and what is looked up aside keeps to a few at once."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from discord_interactions import Asked
from played_bot import a_played_bot

from bot.desk import Desk
from bot.discord.lookups import ASIDE_AT_ONCE, Lookups
from bot.discord.queueing import FORGOTTEN, Queue

ALICE, BOB = 1, 2


class Counting:
    """Work that takes a moment, and how much of it went on at once."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, name: str) -> str:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.1)
        with self._lock:
            self._now -= 1
            self.done.append(name)
        return name


@pytest.fixture
def work() -> Counting:
    return Counting()


@pytest.fixture
def lookups() -> Lookups:
    return Lookups(None, Queue())


def working(desk: Desk, work: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = desk.verify

    def slowly(quote: str, libraries: Any) -> Any:
        work(quote)
        return verify(quote, libraries)

    monkeypatch.setattr(desk, "verify", slowly)


@pytest.mark.enable_socket
async def test_who_checks_many_quotes_delays_nobody_for_long(
    desk: Desk, work: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    working(desk, work, monkeypatch)
    async with a_played_bot(desk, at_once=2) as scene:
        alice, bob = scene.member("alice"), scene.member("bob")
        many = [await scene.use(alice, "verify", quote=f"alice {number}") for number in range(9)]
        await scene.discord.changes.until(lambda: scene.bot.queue.waiting == 7)
        checked = await scene.discord.final(await scene.use(bob, "verify", quote="bob"), verified)
        assert work.done.index("bob") < 6
        assert checked.acknowledged_after_s < 3
        for one in many:
            await scene.discord.final(one, verified)
        assert work.most == 2


def verified(asked: Asked) -> bool:
    return "### Absent" in asked.text


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("verify", {"quote": "ships must wait"}),
        ("said", {"speaker": "the mayor"}),
        ("timeline", {"speaker": "the mayor", "about": "ships"}),
        ("articles", {}),
        ("article", {"article": "harbour"}),
        ("status", {}),
    ],
)
async def test_look_ups_count_in_the_quota_of_who_uses_them(name: str, options: dict[str, str], desk: Desk) -> None:
    async with a_played_bot(desk, burst=1, per_minute=1) as scene:
        alice = scene.member("alice")
        await scene.discord.final(await scene.use(alice, "status"))
        used = await scene.use(alice, name, **options)
        await scene.discord.changes.until(lambda: scene.bot.queue.waiting == 1)
        scene.bot.queue.drop(alice.id)
        await scene.discord.final(used, lambda asked: FORGOTTEN in asked.text)


async def test_aside_one_person_has_one_at_once_and_all_have_few(lookups: Lookups, work: Counting) -> None:
    await asyncio.gather(*[lookups.aside(ALICE, named(work, str(number))) for number in range(4)])
    assert (work.most, work.done) == (1, ["0", "1", "2", "3"])
    await asyncio.gather(*[lookups.aside(person, named(work, "")) for person in range(8)])
    assert work.most == ASIDE_AT_ONCE


async def test_only_what_was_typed_last_is_looked_up_behind_what_is(lookups: Lookups, work: Counting) -> None:
    def look(typed: str) -> Callable[[], list[str]]:
        return lambda: [work(typed)]

    typing = [asyncio.create_task(lookups.complete(ALICE, look(typed))) for typed in ("h", "ha", "har", "harb")]
    other = asyncio.create_task(lookups.complete(BOB, look("snow")))
    assert (await asyncio.gather(*typing))[-1] == ["harb"]
    assert await other == ["snow"]
    assert "ha" not in work.done
    assert "har" not in work.done


def named(work: Counting, name: str) -> Callable[[], str]:
    return lambda: work(name)
