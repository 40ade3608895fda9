"""Many who ask at once, through the bot's own queue: how long until each has an answer."""

import asyncio
import time
from collections.abc import Sequence

from benchmarks.clock import Spent, percentiles

from bot.desk import Desk
from bot.discord.queueing import Bounds, Queue
from bot.discord.quotas import Quotas
from index import SHARED

ROUNDS = 40  # answers at least, over all askers
UNLIMITED = Quotas(burst=10_000, per_minute=600_000, server_per_minute=600_000)  # what is measured is the queue


def askers(desk: Desk, questions: Sequence[str], count: int) -> dict[str, float]:
    """Have so many people ask at once, each again once answered; return their waits, and answers a second."""
    started = time.perf_counter()
    waits = asyncio.run(_ask_all(desk, questions, count))
    seconds = time.perf_counter() - started
    waited = percentiles(Spent(wait_s, 0.0) for wait_s in waits)
    return {"p50_ms": waited["p50_ms"], "p95_ms": waited["p95_ms"], "answers_per_s": round(len(waits) / seconds, 2)}


async def _ask_all(desk: Desk, questions: Sequence[str], count: int) -> list[float]:
    queue = Queue(Bounds(), UNLIMITED)
    times = max(1, ROUNDS // count)
    each = await asyncio.gather(*(_ask(desk, queue, questions, person, times) for person in range(count)))
    await queue.close()
    return [wait_s for waits in each for wait_s in waits]


async def _ask(desk: Desk, queue: Queue, questions: Sequence[str], person: int, times: int) -> list[float]:
    waits = []
    for at in range(times):
        question = questions[(person * times + at) % len(questions)]
        asked = time.perf_counter()
        async with queue.turn(person, 1, lambda position: None):
            await asyncio.to_thread(desk.ask, question, (SHARED,))
        waits.append(time.perf_counter() - asked)
    return waits
