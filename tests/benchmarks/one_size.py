"""Measure one library of the scale benchmark; it prints a line of JSON.

Its own process, so that memory and start are those of this size alone: `python -m benchmarks.one_size HOME EVAL_DIR`.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.askers import askers
from benchmarks.clock import Spent, each, percentiles, spent
from benchmarks.machine import ROOT, load, resident_mb, size_mb, written_mb

from bot.desk import Desk
from bot.settings import Settings
from index import EVERYTHING, SHARED, Key, Ledger
from index.condition import FOLDER
from index.embeddings import Vectors
from index.ledger import FILE_NAME, Snapshot
from index.ledger.expressions import any_of, wanted_words
from index.ledger.scoring import scored
from index.retrieval import POOL

ASKED_FROM = (("apnews_qed", 50), ("realtimeqa", 211))
SEARCHED = 200  # questions that are searched for; others warm the process
ASKED = 100  # questions that are answered, the first of them
BEST = 10
SOUGHT = 2_000  # passages that are looked for by their own vectors
COLD, EDITS, CROWDS = 5, 5, (1, 10, 100)
Figures = dict[str, Any]


def measured(home: Path, questions: Sequence[str]) -> Figures:
    """Return all figures of a library."""
    busy = load()
    others, questions = questions[SEARCHED:], questions[:SEARCHED]
    figures: Figures = {"searched": len(questions), "warming": len(others), "answered": ASKED, "edits": EDITS}
    _read_whole(home / FILE_NAME)
    figures["cold_command"] = _cold(home, questions[0])  # before this process has Chroma open
    desk = Desk(Settings(home=home))
    try:
        figures["load_s"] = spent(desk.load).clock_s
        follow = _following(desk)
        for one in others:
            desk.ask(one, (SHARED,))
        figures |= {"prepare": follow, "memory_mb": round(resident_mb())}
        _have_words_forgotten(desk, home)
        figures["search"] = percentiles(each(lambda one: desk.search(one, (SHARED,), BEST), questions))
        _have_words_forgotten(desk, home)
        figures["ask"] = percentiles(each(lambda one: desk.ask(one, (SHARED,)), questions[:ASKED]))
        _have_words_forgotten(desk, home)
        figures["embed"] = percentiles(each(lambda one: desk._embeddings.encode([one]), questions))
        vectors = np.concatenate([desk._embeddings.encode([one]) for one in questions])  # as a bot does
        with desk.ledger.reading() as snapshot:
            held = snapshot.freshness(SHARED)
            figures["passages"], figures["articles"] = held.passages, held.articles
            figures |= _parts(desk, snapshot, questions, vectors)
        figures["memory_after_mb"] = round(resident_mb())
        figures["askers"] = {str(count): askers(desk, questions[:ASKED], count) for count in CROWDS}
        figures["catch_up"] = _catching_up(desk, home, questions[0])
        with desk.ledger.reading() as snapshot:
            figures["recall"] = _recall(desk, snapshot, questions, vectors)
        figures["ledger_mb"], figures["chroma_mb"] = size_mb(home / FILE_NAME), size_mb(home / FOLDER)
        return figures | {"load": max(busy, load())}
    finally:
        desk.close()


def _cold(home: Path, question: str) -> Figures:
    """Return how long a whole command takes, start of the process included; its files are in memory by then."""
    took, used = [], []
    for _ in range(COLD):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot.cli", "search", question, "--json"],
            env=os.environ | {"NEWSDESK_HOME": str(home), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        took.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"clock_s": round(statistics.median(took), 2), "cpu_s": round(statistics.median(used), 2)}


def _following(desk: Desk) -> Figures:
    """Return how long a bot takes until it follows: it probes Chroma's files, and opens them."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = spent(desk.follower.prepare)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    probe_s = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    return {"clock_s": round(took.clock_s, 2), "cpu_s": round(took.cpu_s + probe_s, 2)}


def _read_whole(file: Path) -> None:
    """Have a file in memory, as one has that is in use."""
    with file.open("rb") as opened:
        while opened.read(1 << 24):
            pass


def _have_words_forgotten(desk: Desk, home: Path) -> None:
    """Change an article: what is remembered of the words of questions is that of a ledger's last change."""
    _edit(home, 0)
    desk.follower.catch_up()


def _parts(desk: Desk, snapshot: Snapshot, questions: Sequence[str], vectors: Vectors) -> Figures:
    """Return the latencies of the two rankers, each alone, for the candidates of a search."""
    if not desk.follower.following:
        raise RuntimeError("Chroma does not follow: these would be figures of the exact search")
    return {
        "dense": percentiles(each(lambda one: desk.follower.near(snapshot, SHARED, one, POOL), vectors)),
        "bm25": percentiles(each(lambda one: snapshot.ranked_by_words((SHARED,), one, POOL), questions)),
    }


def _catching_up(desk: Desk, home: Path, question: str) -> Figures:
    """Edit articles as another process does; return what following costs, and a question that follows by itself."""
    idle = percentiles(each(lambda _: desk.follower.catch_up(), range(100)))
    took, asked, wrote = [], [], []
    for at in range(EDITS):
        _edit(home, at)
        before = written_mb()
        took.append(spent(desk.follower.catch_up))
        wrote.append(written_mb() - before)
        _edit(home, at)
        asked.append(spent(lambda: desk.ask(question, (SHARED,))))
        if desk.follower.behind:
            raise RuntimeError("An edit was not followed")
    return {
        "nothing": idle,
        "edit": percentiles(took),
        "edit_written_mb": round(statistics.median(wrote), 1),
        "ask_after": percentiles(asked),
    }


def _edit(home: Path, at: int) -> None:
    """Have an article's last passage be a new one, with the same vector."""
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        articles = transaction.articles(SHARED)
        article = [next(articles) for _ in range(at + 1)][at]
        *others, last = transaction.passages(article)
        passage = replace(last.passage, id=os.urandom(8).hex())
        said = transaction.utterances(SHARED, article.id)
        transaction.store(article, [*others, replace(last, passage=passage)], said)
    ledger.close()


def _recall(desk: Desk, snapshot: Snapshot, questions: Sequence[str], vectors: Vectors) -> Figures:
    """Return how much of the exact ten best the candidates hold: by vectors, and by all words without a budget."""
    ids, held = snapshot.vectors(SHARED)
    dense = 0
    for vector in vectors:
        similarities = held @ vector
        exact = {ids[at] for at in np.argpartition(-similarities, BEST)[:BEST]}
        dense += len(exact & {near.passage_id for near in desk.follower.near(snapshot, SHARED, vector, POOL)})
    found = {
        "dense": round(dense / (BEST * len(vectors)), 4),
        "itself": _found_by_themselves(desk, snapshot, ids, held),
    }
    return found | _recall_of_words(snapshot, questions)


def _found_by_themselves(desk: Desk, snapshot: Snapshot, ids: Sequence[str], held: Vectors) -> float:
    """Return the share of passages that are among the nearest to their own vectors, of some at random."""
    some = random.Random("itself").sample(range(len(ids)), min(SOUGHT, len(ids)))
    near = (desk.follower.near(snapshot, SHARED, held[at], BEST) for at in some)
    return round(
        statistics.mean(ids[at] in {one.passage_id for one in found} for at, found in zip(some, near, strict=True)), 4
    )


def _recall_of_words(snapshot: Snapshot, questions: Sequence[str]) -> Figures:
    words = first = wanted = 0
    took = []
    for question in questions:
        full, seconds = _by_all_words(snapshot, question)
        took.append(seconds)
        kept = list(snapshot.ranked_by_words((SHARED,), question, POOL))
        wanted += len(full)
        words += len(full.intersection(kept))
        first += len(full.intersection(kept[:BEST]))
    return {
        "bm25": round(words / wanted, 4),
        "bm25_first": round(first / wanted, 4),
        "bm25_full": percentiles(took),
    }


def _by_all_words(snapshot: Snapshot, question: str) -> tuple[set[Key], Spent]:
    """Return the best passages by all words of a question, however often they stand, and how long that took."""
    found: set[Key] = set()

    def look() -> None:
        match = any_of(wanted_words(question))
        found.update(
            one.key for one in scored(snapshot._connection, snapshot.counts, (SHARED,), match, BEST, EVERYTHING)
        )

    return found, spent(look)


def questions_of(evaluation: Path) -> list[str]:
    """Return real questions about the real articles, those that warm a process last."""
    return [
        json.loads(line)["question"]
        for name, most in ASKED_FROM
        for line in (evaluation / name / "questions.jsonl").read_text().splitlines()[:most]
    ]


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), questions_of(Path(sys.argv[2])))))
