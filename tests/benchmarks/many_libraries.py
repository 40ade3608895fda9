"""Measure a ledger of many servers' libraries; it prints a line of JSON.

Its own process, so that memory and start are those of this ledger alone:
`python -m benchmarks.many_libraries HOME EVAL_DIR LIBRARIES`.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.clock import Spent, percentiles, spent
from benchmarks.machine import load, resident_mb, size_mb
from benchmarks.one_size import questions_of
from benchmarks.server_libraries import guild_id, library_of

from bot.desk import Desk
from bot.discord.libraries import visible
from bot.discord.queueing import Bounds, Queue
from bot.discord.quotas import Quotas
from bot.settings import Settings
from index import SHARED, Ledger
from index.ledger import FILE_NAME, Snapshot

ASKED = 100  # questions, each in a server of its own
WARMING = 20  # questions before, in other servers: the process finds its own ways then
EDITS = 10
AT_ONCE = (1, 2, 4)
CROWD, ANSWERED = 16, 320  # who ask again once answered, and their answers
INDEXED, INDEXINGS = 20, 5  # articles of a library that is taken in, and how many such libraries
WRITTEN = 100  # articles, each in a transaction of its own
NEW = 10**8  # numbers of servers that come from here on are not in the ledger, but for those of former runs
UNLIMITED = Quotas(burst=10**6, per_minute=10**8, server_per_minute=10**8)  # what is measured is the machine
Figures = dict[str, Any]


def measured(home: Path, evaluation: Path, libraries: int) -> Figures:
    """Return all figures of a ledger of so many servers' libraries."""
    busy, questions = load(), questions_of(evaluation)
    chance = random.Random("servers")
    servers = chance.sample(range(libraries), min(libraries, ASKED + WARMING)) or [NEW]
    asked = [(questions[at % len(questions)], servers[at % len(servers)]) for at in range(ASKED)]
    desk = Desk(Settings(home=home))
    try:
        desk.load()
        figures: Figures = {
            "libraries": libraries,
            "asked": len(asked),
            "start_s": spent(desk.follower.prepare).clock_s,
        }
        figures |= _held(desk, home)
        _ask_in_turn(
            desk, [(question, servers[-1 - at % len(servers)]) for at, question in enumerate(questions[:WARMING])]
        )
        before_mb = resident_mb()
        figures["ask"] = percentiles(_ask_in_turn(desk, asked))
        figures["memory_mb"] = round(resident_mb())
        figures["memory_each_kb"] = round((resident_mb() - before_mb) * 1000 / len(asked))
        figures["ask_again"] = percentiles(_ask_in_turn(desk, asked))
        figures["answering"] = [_answering(desk, questions, servers, at_once) for at_once in AT_ONCE]
        if libraries:
            figures |= _following(desk, home, asked)
        figures |= _taking_in(desk, evaluation)
        figures["write_ms"] = _written_ms(home)
        return figures | {"load": max(busy, load())}
    finally:
        desk.close()


def _held(desk: Desk, home: Path) -> Figures:
    with desk.ledger.reading() as snapshot:
        each = snapshot.passage_counts()
        articles = sum(snapshot.counts.articles(library) for library in each)
    return {
        "articles": articles,
        "passages": sum(each.values()),
        "shared_passages": each[SHARED],
        "shared_articles": desk.freshness((SHARED,)).articles,
        "ledger_mb": size_mb(home / FILE_NAME),
        "ledger_kb_an_article": round(size_mb(home / FILE_NAME) * 1000 / articles, 1),
    }


def _ask_in_turn(desk: Desk, asked: Sequence[tuple[str, int]]) -> list[Spent]:
    """Ask one after the other, each in its server, through the bot's queue."""

    async def ask_all() -> list[Spent]:
        queue, took = Queue(Bounds(), UNLIMITED), []
        for question, server in asked:
            started, busy = time.perf_counter(), time.process_time()
            async with queue.turn(server, guild_id(server), lambda position: None):
                await asyncio.to_thread(desk.ask, question, visible(guild_id(server)))
            took.append(Spent(time.perf_counter() - started, time.process_time() - busy))
        return took

    return asyncio.run(ask_all())


def _answering(desk: Desk, questions: Sequence[str], servers: Sequence[int], at_once: int) -> Figures:
    """Have a crowd ask, each again once answered; return answers a second and how long each was being made."""
    served_ms: list[float] = []

    async def ask(queue: Queue, person: int) -> None:
        for at in range(ANSWERED // CROWD):
            number = person * (ANSWERED // CROWD) + at
            server = servers[number % len(servers)]
            async with queue.turn(person, guild_id(server), lambda position: None):
                began = time.perf_counter()
                await asyncio.to_thread(desk.ask, questions[number % len(questions)], visible(guild_id(server)))
                served_ms.append((time.perf_counter() - began) * 1000)

    async def ask_all() -> None:
        queue = Queue(Bounds(at_once=at_once), UNLIMITED)
        await asyncio.gather(*(ask(queue, person) for person in range(CROWD)))

    took = spent(lambda: asyncio.run(ask_all()))
    return {
        "at_once": at_once,
        "answers_per_s": round(len(served_ms) / took.clock_s, 2),
        "cpu_ms_each": round(took.cpu_s * 1000 / len(served_ms), 1),
        "served_ms": [round(each, 1) for each in sorted(served_ms)],
    }


def _following(desk: Desk, home: Path, asked: Sequence[tuple[str, int]]) -> Figures:
    """Have another process edit servers' articles; return what following costs, and a question that comes after."""
    idle = percentiles(spent(desk.follower.catch_up) for _ in range(ANSWERED))
    followed, after = [], []
    for question, server in asked[:EDITS]:
        _edit(home, server)
        followed.append(spent(desk.follower.catch_up))
        _edit(home, server)
        after += _ask_in_turn(desk, [(question, server)])
    return {"follow_nothing": idle, "follow": percentiles(followed), "ask_after": percentiles(after)}


def _edit(home: Path, server: int) -> None:
    """Have the last passage of a server's first article be a new one with the same vector."""
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        _write_edited(transaction, library_of(server))
    ledger.close()


def _write_edited(transaction: Any, library: str) -> None:
    article = next(transaction.articles(library))
    *others, last = transaction.passages(article)
    changed = replace(last, passage=replace(last.passage, id=os.urandom(8).hex()))
    transaction.store(article, [*others, changed], transaction.utterances(library, article.id))


def _written_ms(home: Path) -> float:
    """Return the median time in which an article, embedded already, is written into the ledger and is on the disk."""
    ledger, took = Ledger(home), []
    with ledger.reading() as snapshot:
        wholes = _some(snapshot)
    for at in range(WRITTEN):
        article, passages, said = wholes[at % len(wholes)]
        started = time.perf_counter()
        with ledger.writing() as transaction:
            transaction.store(replace(article, library=library_of(_new()), id=f"written-{at}"), passages, said)
        took.append(time.perf_counter() - started)
    ledger.close()
    return round(statistics.median(took) * 1000, 2)


def _some(snapshot: Snapshot) -> list[Any]:
    some = [article for article, _ in zip(snapshot.articles(SHARED), range(ASKED), strict=False)]
    return [(one, snapshot.passages(one), snapshot.utterances(SHARED, one.id)) for one in some]


def _taking_in(desk: Desk, evaluation: Path) -> Figures:
    """Return what it takes to take articles into small libraries, the model included: many at once, and one more."""
    lines = (evaluation / "realtimeqa" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    many, one, passages = [], [], 0
    for at in range(INDEXINGS):
        library, file = library_of(_new()), desk.ledger.home / "taken-in.jsonl"
        some = lines[-(at + 1) * (INDEXED + 1) :][: INDEXED + 1]  # the last ones: `shared` holds the first
        for took, chosen in ((many, some[:INDEXED]), (one, some)):
            file.write_text("\n".join(chosen) + "\n", encoding="utf-8")
            took.append(spent(partial(desk.index, library, [file])))
        passages += desk.freshness((library,)).passages
        file.unlink()
    seconds, taken_in = sum(took.clock_s for took in many), passages * INDEXED / (INDEXED + 1)
    return {
        "taken_in": INDEXED,
        "taken_in_articles_per_s": round(INDEXED * INDEXINGS / seconds, 2),
        "taken_in_passages_per_s": round(taken_in / seconds, 1),
        "taken_in_cpu_ms": round(sum(took.cpu_s for took in many) * 1000 / taken_in, 2),  # of a passage
        "one_more_ms": percentiles(one)["p50_ms"],
    }


def _new() -> int:
    """Return the number of a server that no run had before."""
    return NEW + time.time_ns() // 1_000_000


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
