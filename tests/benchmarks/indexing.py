"""Measure indexing: beside the bare model, again where nothing changed, and until a running process knows of an edit.

Run it by `make bench`, or `PYTHONPATH=tests python -m benchmarks.indexing CORPUS.jsonl RESULTS`. The machine may be
busy with other things: what is compared runs by turns, and of each the least and the median are shown. The file
indexing.jsonl in RESULTS keeps the newest figures; `python -m benchmarks.page` shows them.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.clock import Spent, spent
from benchmarks.machine import commit, described, load
from benchmarks.models import MadeUp, Timings, Watched
from conftest import bare_environment
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from bot.settings import Settings
from index import SHARED, Article, Embeddings, Follower, Indexer, Ledger, SentenceTransformerEmbeddings, sound
from index.utterances import utterances

FILE_NAME = "indexing.jsonl"
NEWSDESK = [sys.executable, "-m", "bot.cli"]
PATIENCE_MS = 10_000.0  # until a running process must know of an edit
NEWS = "The quillback lighthouse of Brandersund was lit again on Tuesday."
QUESTION = "When was the quillback lighthouse of Brandersund lit again?"


Figures = dict[str, Any]


class BenchError(Exception):
    """Say that what was measured did not do what it should."""


def beside_the_model(model: SentenceTransformerEmbeddings, file: Path, repeats: int) -> Figures:
    """Index a file and encode the same strings by the bare model, by turns."""
    timings, turns = Timings(), []
    articles = _articles(file)
    bare = _bare(model)
    passages = 0
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            watched = Watched(model)
            index, follow, ledger_passages = _index_and_follow(watched, file, Path(folder))
        passages = len(watched.texts)
        if passages != len(set(watched.texts)) and passages > ledger_passages:
            raise BenchError(f"{passages} strings were embedded for {ledger_passages} passages")
        encode = spent(lambda texts=list(watched.texts): bare(texts))
        said_s = _seconds(lambda: [utterances(article.text, article.language) for article in articles])
        for name, seconds in (
            ("bare encode, one call", encode.clock_s),
            ("index", index.clock_s),
            ("index, on the processor", index.cpu_s),
            ("  of it encoding", watched.encoding_s),
            ("  of it tokens for the cuts", watched.cutting_s),
            ("utterances, apart", said_s),
            ("Chroma follows", follow.clock_s),
        ):
            timings.add(name, seconds)
        turns.append(over_encode(index, follow, encode, said_s) | {"encoding": watched.encoding_s / encode.clock_s})
    print(f"{len(articles)} articles, {passages} passages, {repeats} repetitions: least, median")
    timings.show()
    ratios = {name: [turn[name] for turn in turns] for name in turns[0]}
    for name, found in ratios.items():
        print(f"  {name:42} {min(found):8.3f}   {statistics.median(found):8.3f}")
    del ratios["encoding"]
    return {
        "articles": len(articles),
        "passages": passages,
        "passages_per_s": passages / timings.least("index"),
        "first_s": timings.least("index"),
        "first_cpu_s": timings.least("index, on the processor"),
    } | {name: statistics.median(found) for name, found in ratios.items()}


def over_encode(index: Spent, follow: Spent, encode: Spent, said_s: float) -> Figures:
    """Return indexing over the bare encoding: without who said what, whole, and with Chroma having followed."""
    return {
        "over_encode": (index.clock_s - said_s) / encode.clock_s,
        "with_utterances_over_encode": index.clock_s / encode.clock_s,
        "with_utterances_over_encode_cpu": index.cpu_s / encode.cpu_s,
        "with_following_over_encode": (index.clock_s + follow.clock_s) / encode.clock_s,
        "with_following_over_encode_cpu": (index.cpu_s + follow.cpu_s) / encode.cpu_s,
    }


def unchanged_and_edited(model: SentenceTransformerEmbeddings, corpus: Path, repeats: int) -> Figures:
    """Index a whole corpus again by the real command, then an edit beside a running process."""
    with tempfile.TemporaryDirectory() as folder:
        home, single, one, file = (Path(folder, name) for name in ("home", "single", "one.jsonl", "corpus.jsonl"))
        lines = corpus.read_text().splitlines()
        file.write_text("\n".join(lines) + "\n")
        one.write_text(lines[0] + "\n")
        for place, source in ((home, file), (single, one)):
            _index_and_follow(MadeUp(model), source, place)
        return _again(home, file, single, one, repeats) | _edited(home, file, lines)


def _again(home: Path, file: Path, single: Path, one: Path, repeats: int) -> Figures:
    timings = Timings()
    report = _command(home, file)  # once before, so that both find their files in memory
    _command(single, one)
    for _ in range(repeats):
        for name, place, source in (("all unchanged", home, file), ("one unchanged article", single, one)):
            used = _processor_s()
            timings.add(f"newsdesk index, {name}", _seconds(lambda place=place, source=source: _command(place, source)))
            timings.add(f"  of it on the processor: {name}", _processor_s() - used)
    if report["embedded"] or report["added"] or report["updated"]:
        raise BenchError(f"Something was not unchanged: {report}")
    print(f"{report['unchanged']} unchanged articles, {report['copies']} copies, 0 embedded: least, median")
    timings.show()
    beyond = timings.least("newsdesk index, all unchanged") - timings.least("newsdesk index, one unchanged article")
    busy = timings.least("  of it on the processor: all unchanged")
    busy -= timings.least("  of it on the processor: one unchanged article")
    print(f"  {'beyond the start of the process':42} {beyond:8.2f} s, on the processor {busy:.2f} s")
    return {"unchanged": report["unchanged"], "unchanged_s": beyond, "unchanged_cpu_s": busy}


def _edited(home: Path, file: Path, lines: list[str]) -> Figures:
    with _opened(home) as desk:
        desk.load()
        if not desk.follower.prepare(probing=False):
            raise BenchError("The running process does not follow.")
        desk.ask(QUESTION, (SHARED,))
        fields = json.loads(lines[len(lines) // 2])
        changed = json.dumps(fields | {"text": f"{NEWS}\n\n{fields['text']}"})
        file.write_text("\n".join(changed if line == lines[len(lines) // 2] else line for line in lines) + "\n")
        report = _command(home, file)
        started = time.perf_counter()
        while True:
            answer = desk.ask(QUESTION, (SHARED,))
            known_ms = (time.perf_counter() - started) * 1000
            if any(NEWS in citation.quote or citation.quote in NEWS for citation in answer.citations):
                break
            if known_ms > PATIENCE_MS:
                raise BenchError(f"The running process does not know of the edit: {answer.outcome} {answer.text!r}")
        again_ms = _seconds(lambda: desk.ask(QUESTION, (SHARED,))) * 1000
    print(f"one article edited, {report['updated']} updated, {report['embedded']} passages embedded")
    print(f"  answered from by a running process after {known_ms:.0f} ms; the same question again: {again_ms:.0f} ms")
    return {"edit_embedded": report["embedded"], "edit_known_ms": known_ms}


def _index_and_follow(model: Embeddings, file: Path, home: Path) -> tuple[Spent, Spent, int]:
    """Index a file into a home; return what that took, what following it took, and the passages held."""
    ledger = Ledger(home)
    follower = Follower(ledger, probe=sound)
    try:
        reports = []
        index = spent(lambda: reports.append(Indexer(ledger, model).index(SHARED, [str(file)])))
        if reports[0].failed:
            raise BenchError(f"Not everything was taken in: {reports[0].failed[:3]}")
        return index, spent(lambda: follower.prepare(probing=False)), reports[0].passages
    finally:
        follower.close()
        ledger.close()


def _bare(model: SentenceTransformerEmbeddings) -> Callable[[list[str]], np.ndarray]:
    """Return the call of the bare model that the issue compares with: every option left as it is."""
    from sentence_transformers import SentenceTransformer

    bare = SentenceTransformer(str(model.files.folder), device="cpu", local_files_only=True)
    bare.encode("rain", show_progress_bar=False)  # the first call is slower
    return lambda texts: bare.encode(texts, show_progress_bar=False)


def _articles(file: Path) -> list[Article]:
    """Return a file's articles as indexing sees them."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        Indexer(ledger, FakeEmbeddings()).index(SHARED, [str(file)])
        with ledger.reading() as snapshot:
            found = list(snapshot.articles(SHARED))
        ledger.close()
    return found


def _command(home: Path, file: Path) -> dict:
    """Run the real command and return its report."""
    ran = subprocess.run(
        [*NEWSDESK, "index", str(file), "--json"],
        env=bare_environment(home),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if ran.returncode != 0:
        raise BenchError(f"newsdesk index ended with {ran.returncode}: {ran.stderr}")
    return json.loads(ran.stdout)


@contextmanager
def _opened(home: Path) -> Iterator[Desk]:
    desk = Desk(Settings(home=home))
    try:
        yield desk
    finally:
        desk.close()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _processor_s() -> float:
    """Return the seconds that commands have spent on the processor: other processes do not add to them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="a .jsonl of articles")
    parser.add_argument("results", type=Path)
    parser.add_argument("--articles", type=int, default=300, help="how many are embedded for real")
    parser.add_argument("--repeats", type=int, default=3)
    chosen = parser.parse_args()
    if not chosen.corpus.is_file():
        parser.error(f"there is no {chosen.corpus}; name a .jsonl of articles")
    busy = load()
    model = SentenceTransformerEmbeddings()
    model.load()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "some.jsonl")
        lines = chosen.corpus.read_text().splitlines()[: chosen.articles]
        file.write_text("\n".join(lines) + "\n")
        figures = beside_the_model(model, file, chosen.repeats)
    figures |= unchanged_and_edited(model, chosen.corpus, chosen.repeats)
    when = datetime.now(UTC).isoformat(timespec="minutes")
    kept = {"at": when, "commit": commit(), "machine": described(), "load": max(busy, load())} | figures
    chosen.results.mkdir(parents=True, exist_ok=True)
    (chosen.results / FILE_NAME).write_text(json.dumps(kept) + "\n")


if __name__ == "__main__":
    main()
