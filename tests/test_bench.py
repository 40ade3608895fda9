"""The bench: one task on servers' articles at a time, every server in its turn, and a word to who waits."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.discord.bench import BROKEN_OFF, BUSY_HERE, MOST_OF_A_SERVER, Bench
from bot.errors import UsageProblem

WITHIN_S = 10.0


class Work:
    """Tasks on one bench, in the order in which they were done, and what each was told of its place."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.going = asyncio.Event()
        self.done: list[str] = []
        self.told: dict[str, list[int]] = {}

    def begin(self, name: str, guild_id: int) -> "asyncio.Task[None]":
        return asyncio.create_task(self._work(name, guild_id))

    async def _work(self, name: str, guild_id: int) -> None:
        async with self.bench.alone(guild_id, self.told.setdefault(name, []).append):
            await self.going.wait()
            self.done.append(name)


async def begun(work: Work, *tasks: tuple[str, int]) -> "list[asyncio.Task[None]]":
    made = [work.begin(*task) for task in tasks]
    await asyncio.sleep(0)
    return made


async def test_a_server_with_much_to_do_lets_another_come_between() -> None:
    work = Work()
    tasks = await begun(work, ("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2))
    work.going.set()
    async with asyncio.timeout(WITHIN_S):
        await asyncio.gather(*tasks)
    assert work.done == ["a1", "a2", "b1", "a3"]


async def test_who_waits_is_told_of_every_change() -> None:
    work = Work()
    tasks = await begun(work, ("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2))
    assert work.told == {"a1": [], "a2": [1], "a3": [2, 3], "b1": [2]}
    work.going.set()
    async with asyncio.timeout(WITHIN_S):
        await asyncio.gather(*tasks)
    assert work.told == {"a1": [], "a2": [1], "a3": [2, 3, 2, 1], "b1": [2, 1]}


async def test_a_server_does_not_fill_the_line() -> None:
    work = Work()
    tasks = await begun(work, *((f"a{number}", 1) for number in range(1 + MOST_OF_A_SERVER)))
    with pytest.raises(UsageProblem, match=BUSY_HERE[3:]):
        await work.begin("one too many", 1)
    tasks += await begun(work, ("b1", 2))
    work.going.set()
    async with asyncio.timeout(WITHIN_S):
        await asyncio.gather(*tasks)
    assert "b1" in work.done


@pytest.mark.parametrize("end", [lambda bench, task: bench.close(), lambda bench, task: task.cancel()])
async def test_what_waits_no_more_keeps_nobody_waiting(end: Callable[[Bench, "asyncio.Task[None]"], object]) -> None:
    work = Work()
    first, second = await begun(work, ("a1", 1), ("b1", 2))
    end(work.bench, second)
    with suppress(UsageProblem, asyncio.CancelledError):
        await asyncio.wait_for(second, WITHIN_S)
    work.going.set()
    await asyncio.wait_for(first, WITHIN_S)
    assert work.done == ["a1"]


async def test_who_waits_when_the_bot_ends_and_who_comes_then_is_told_so() -> None:
    work = Work()
    first, second = await begun(work, ("a1", 1), ("b1", 2))
    work.bench.close()
    for told in (second, work.begin("b2", 2)):
        with pytest.raises(UsageProblem, match=BROKEN_OFF):
            await asyncio.wait_for(told, WITHIN_S)
    work.going.set()
    await first
