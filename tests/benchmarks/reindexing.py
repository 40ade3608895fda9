"""Measure what it takes to index again: where nothing changed, and until a running process knows of an edit."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.clock import spent
from benchmarks.models import MadeUp, Timings
from benchmarks.taking import BenchError, index_and_follow
from conftest import bare_environment

from bot.desk import opened
from bot.settings import Settings
from index import SHARED, SentenceTransformerEmbeddings

NEWSDESK = [sys.executable, "-m", "bot.cli"]
PATIENCE_MS = 10_000.0  # until a running process must know of an edit
NEWS = "The quillback lighthouse of Brandersund was lit again on Tuesday."
QUESTION = "When was the quillback lighthouse of Brandersund lit again?"

Figures = dict[str, Any]


def unchanged_and_edited(model: SentenceTransformerEmbeddings, corpus: Path, repeats: int) -> Figures:
    """Index a whole corpus again by the real command, then an edit beside a running process."""
    with tempfile.TemporaryDirectory() as folder:
        home, single, one, file = (Path(folder, name) for name in ("home", "single", "one.jsonl", "corpus.jsonl"))
        lines = corpus.read_text().splitlines()
        file.write_text("\n".join(lines) + "\n")
        one.write_text(lines[0] + "\n")
        for place, source in ((home, file), (single, one)):
            index_and_follow(MadeUp(model), source, place)
        return _again(home, file, single, one, repeats) | _edited(home, file, lines)


def _again(home: Path, file: Path, single: Path, one: Path, repeats: int) -> Figures:
    timings = Timings()
    report = _command(home, file)  # once before, so that both find their files in memory
    _command(single, one)
    for _ in range(repeats):
        for name, place, source in (("all unchanged", home, file), ("one unchanged article", single, one)):
            used = _processor_s()
            timings.add(f"newsdesk index, {name}", spent(partial(_command, place, source)).clock_s)
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
    with opened(Settings(home=home)) as desk:
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
        again_ms = spent(lambda: desk.ask(QUESTION, (SHARED,))).clock_s * 1000
    print(f"one article edited, {report['updated']} updated, {report['embedded']} passages embedded")
    print(f"  answered from by a running process after {known_ms:.0f} ms; the same question again: {again_ms:.0f} ms")
    return {"edit_embedded": report["embedded"], "edit_known_ms": known_ms}


def _command(home: Path, file: Path) -> Figures:
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
    report: Figures = json.loads(ran.stdout)
    return report


def _processor_s() -> float:
    """Return the seconds that commands have spent on the processor: other processes do not add to them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
