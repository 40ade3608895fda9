"""Play the bot's own queue, with its quotas and bounds, in virtual time: measured answers, made-up questions."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from benchmarks.traffic import DAY_S, Asked, Traffic, arrivals
from virtual_time import played

from bot.discord.queueing import Bounds, Queue
from bot.discord.quotas import Quotas
from bot.errors import UsageProblem

SEED = "ten thousand servers"
SOON_S = 2.0  # within which an answer is there for nineteen of twenty, for a process to be called able
STEP_PER_S = 0.25  # to which the most that a process is able to is known
STEADY_S = 600.0  # that it is played for


@dataclass(frozen=True, slots=True)
class Waited:
    """A question, and how long it took until it was answered; None if it was refused."""

    at_s: float
    took_s: float | None


@dataclass(frozen=True, slots=True)
class Fared:
    """How some questions fared: the waits of the answered in s, and the share that was refused."""

    asked: int
    p50_s: float
    p95_s: float
    refused: float


def play(asked: Iterable[Asked], served_ms: Sequence[float], at_once: int, seed: str = SEED) -> list[Waited]:
    """Return how questions fare with one process, each answer taking as long as a measured one, drawn at random."""
    chance = random.Random(f"{seed} answers")
    waited: list[Waited] = []

    async def ask(queue: Queue, one: Asked, takes_s: float) -> None:
        try:
            async with queue.turn(one.person, one.server, lambda position: None):
                await asyncio.sleep(takes_s)
            waited.append(Waited(one.at_s, asyncio.get_running_loop().time() - one.at_s))
        except UsageProblem:
            waited.append(Waited(one.at_s, None))

    async def ask_all() -> None:
        queue, loop = Queue(Bounds(at_once=at_once), Quotas()), asyncio.get_running_loop()
        pending: set[asyncio.Task[None]] = set()
        for one in asked:
            await asyncio.sleep(one.at_s - loop.time())
            task = loop.create_task(ask(queue, one, chance.choice(served_ms) / 1000))
            pending.add(task)
            task.add_done_callback(pending.discard)
        while pending:
            await asyncio.wait(set(pending))

    played(ask_all())
    return sorted(waited, key=lambda one: one.at_s)


def fared(waited: Sequence[Waited]) -> Fared:
    """Return how questions fared together."""
    took = [one.took_s for one in waited if one.took_s is not None]
    p50_s, p95_s = (float(np.percentile(took, share)) for share in (50, 95)) if took else (0.0, 0.0)
    return Fared(len(waited), round(p50_s, 2), round(p95_s, 2), round(1 - len(took) / max(1, len(waited)), 4))


def simulated(traffic: Traffic, processes: int, served_ms: Sequence[float], at_once: int) -> dict[str, Any]:
    """Return how questions fare with so many processes, each with cores of its own: before the news, and after it."""
    waited = [
        one
        for process in range(processes)
        for one in play(arrivals(traffic, process, processes, SEED), served_ms, at_once, f"{SEED} {process}")
    ]
    before = fared([one for one in waited if one.at_s < traffic.news_at_s])
    after = fared([one for one in waited if one.at_s >= traffic.news_at_s])
    return {
        "servers": traffic.servers,
        "daily": traffic.daily,
        "processes": processes,
        "peak_per_s": round(traffic.peak_per_s, 1),
        "news_per_s": round(traffic.peak_per_s * traffic.burst, 1),
        "before": asdict(before),
        "after": asdict(after),
    }


def most_per_s(served_ms: Sequence[float], at_once: int) -> float:
    """Return the most questions a second that one process answers soon, nobody refused, played without news."""
    able, unable = 0.0, 2 * at_once * 1000 / float(np.mean(served_ms))
    while unable - able > STEP_PER_S:
        tried = (able + unable) / 2
        steady = replace(Traffic(), peak=1.0, burst=1.0, lasting_s=STEADY_S)
        steady = replace(steady, daily=tried * DAY_S / steady.servers)
        how = fared(play(arrivals(steady, 0, 1, SEED), served_ms, at_once))
        able, unable = (tried, unable) if how.p95_s <= SOON_S and not how.refused else (able, tried)
    return round(able, 1)
