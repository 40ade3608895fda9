"""Compare newsdesk with its peers: the same articles, model, machine and threads, each system in its own processes.

Run it by `make peers`, or `PYTHONPATH=tests python -m benchmarks.compare_peers EVAL_DIR RESULTS`. What is compared runs
by turns. The file peers.jsonl in RESULTS gets what every process printed, and peers/README.md the tables of all that
stands there: a comparison can be made in parts, but all of them of one commit and one --limit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.evaluation_data import CORPUS, QUESTIONS, look_for, of_sets
from benchmarks.machine import commit, described
from benchmarks.peers.tables import comparison, taken

from index.model_files import packaged

PAGE = Path(__file__).parent / "peers"
ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
ARTICLES = 300
ARTICLES_FROM = "apnews_qed"
ASKED_FROM = ("apnews_qed", "realtimeqa")
ASKED_OF_EACH = 50
SETS = ("squad2_dev", "multihop_rag_500")
PARTS = ("weigh", "find", "keep")
ALONE = ("id", "title", "text")  # what every system is given of an article; newsdesk also knows its date and source
ADDED = " The figure was corrected on Tuesday."


@dataclass(frozen=True, slots=True)
class System:
    """What is compared: its name, the module that drives it, and the interpreter that has it."""

    name: str
    module: str
    python: Path


SYSTEMS = (
    System("newsdesk", "newsdesk_desk", Path(sys.executable)),
    System("LangChain quick start", "langchain_quick_start", PEERS),
    System("LlamaIndex + Chroma", "llamaindex_chroma", PEERS),
    System("Haystack hybrid", "haystack_hybrid", PEERS),
    System("txtai hybrid", "txtai_hybrid", PEERS),
)


@dataclass(frozen=True, slots=True)
class Measuring:
    """Where systems keep their data for the length of a comparison, what they share, and where lines are written."""

    folder: Path
    threads: int
    results: Path
    commit: str
    limit: int
    machine: Mapping[str, str]

    def run(self, system: System, step: str, phase: str, home: Path, *options: str, **more: Any) -> None:
        """Have a system measured in a process of its own, and write the line down; others are dropped only then."""
        home.mkdir(parents=True, exist_ok=True)
        command = [str(system.python), "-m", "benchmarks.peers.measuring", system.module, phase, str(home)]
        command += ["--model", str(packaged()), "--begun", str(time.time()), *options]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{system.name} failed at {step}:\n{done.stderr[-2000:]}")
        line = {"system": system.name, "step": step, "commit": self.commit}
        line |= {"load": os.getloadavg()[0], "threads": self.threads}
        line |= {"limit": self.limit, "machine": self.machine}
        line |= more | json.loads(done.stdout.splitlines()[-1])
        print(line, file=sys.stderr, flush=True)
        keep_those_of(self.commit, self.limit, self.results)
        with self.results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")

    def _environment(self) -> dict[str, str]:
        """Return the machine's environment without its settings for newsdesk; every system has the same threads."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSDESK_")}
        threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(self.threads))
        quiet = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "ANONYMIZED_TELEMETRY": "False"}
        quiet |= {"HAYSTACK_TELEMETRY_ENABLED": "False", "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"}
        return kept | threads | quiet


def keep_and_ask(measuring: Measuring, data: Path, systems: Sequence[System], rounds: int, articles: int) -> None:
    """Index articles, ask, index them again, then with one edited: every step by turns of the systems."""
    lines = (data / ARTICLES_FROM / CORPUS).read_text(encoding="utf-8").splitlines()[:articles]
    questions = _first_questions(data, measuring.folder)
    for _ in range(rounds):
        turn = f"{datetime.now():%Y-%m-%dT%H%M%S}"
        homes = {system: measuring.folder / turn / system.module for system in systems}
        for step, phase, made, options in (
            ("first", "indexed", lines, ["--bare"]),
            ("asked", "asked", lines, [f"--questions={questions}"]),
            ("again", "indexed", lines, []),
            ("edited", "indexed", _edited(lines), []),
        ):
            for system, home in homes.items():
                corpus = _write(home.with_suffix(".jsonl"), made)
                measuring.run(system, step, phase, home, f"--corpus={corpus}", *options, round=turn)


def find(measuring: Measuring, data: Path, systems: Sequence[System], limit: int) -> None:
    """Index the articles of each set and rank them for its questions; newsdesk also without dates and sources."""
    for name in SETS:
        articles, questions = _of_set(data / name, limit)
        asked = _write(measuring.folder / f"{name}-questions.jsonl", map(json.dumps, questions))
        whole = _write(measuring.folder / f"{name}.jsonl", map(json.dumps, articles))
        bare = [{field: one[field] for field in ALONE} for one in articles]
        alone = _write(measuring.folder / f"{name}-alone.jsonl", map(json.dumps, bare))
        first, *_ = SYSTEMS
        stripped = [System(f"{first.name}, title and text alone", first.module, first.python)]
        for system in [*systems, *(stripped if first in systems else [])]:
            corpus = alone if system in stripped else whole
            home = measuring.folder / name / system.name
            measuring.run(system, name, "ranked", home, f"--corpus={corpus}", f"--questions={asked}")


def weigh(measuring: Measuring, systems: Sequence[System]) -> None:
    """Add up what is installed for each system."""
    for system in systems:
        measuring.run(system, "weighed", "weighed", measuring.folder / "weighed" / system.module)


def keep_those_of(wanted: str, limit: int, results: Path) -> None:
    """Drop the lines of another commit or another limit, and those that do not say theirs."""
    kept = [line for line in lines_of(results) if (line["commit"], line.get("limit")) == (wanted, limit)]
    results.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")


def lines_of(results: Path) -> list[dict[str, Any]]:
    """Return the lines that stand in a file, none if there is none."""
    text = results.read_text(encoding="utf-8") if results.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def _first_questions(data: Path, folder: Path) -> Path:
    chosen = [(data / name / QUESTIONS).read_text(encoding="utf-8").splitlines() for name in ASKED_FROM]
    return _write(folder / "questions.jsonl", (line for lines in chosen for line in lines[:ASKED_OF_EACH]))


def _edited(lines: Sequence[str]) -> list[str]:
    """Return the lines with a sentence more in the middle of the article in the middle."""
    at = len(lines) // 2
    fields = json.loads(lines[at])
    paragraphs = fields["text"].split("\n\n")
    paragraphs[len(paragraphs) // 2] += ADDED
    return [*lines[:at], json.dumps(fields | {"text": "\n\n".join(paragraphs)}), *lines[at + 1 :]]


def _of_set(folder: Path, limit: int) -> tuple[list[dict], list[dict]]:
    """Return a set's articles and questions with evidence; with a limit, so many questions and few other articles."""
    articles = [json.loads(line) for line in (folder / CORPUS).read_text(encoding="utf-8").splitlines()]
    lines = (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()
    questions = [one for one in map(json.loads, lines) if one.get("evidence")]
    if not limit:
        return articles, questions
    questions = questions[:limit]
    needed = {found["doc"] for one in questions for found in one["evidence"]} | {one["id"] for one in articles[:limit]}
    return [one for one in articles if one["id"] in needed], questions


def _write(file: Path, lines: Iterator[str] | Sequence[str]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def _look_for_all(parser: argparse.ArgumentParser, data: Path, systems: Sequence[System], parts: Sequence[str]) -> None:
    """End with what to do next if something is missing that is needed to measure."""
    if "find" in parts:
        look_for(parser, data, of_sets(SETS))
    if "keep" in parts:
        look_for(parser, data, [Path(ARTICLES_FROM, CORPUS), *(Path(name, QUESTIONS) for name in ASKED_FROM)])
    for system in systems:
        if not system.python.is_file():
            parser.error(f"there is no {system.python} for {system.name}; `make peers` makes it")


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="holds a folder for each set of questions")
    parser.add_argument("results", type=Path, help="a folder for peers.jsonl")
    parser.add_argument("--limit", type=int, default=0, help="articles, and questions of each set, for a quick run")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", action="append", choices=[system.module for system in SYSTEMS])
    parser.add_argument("--page", action="store_true", help="write peers/README.md of what stands in RESULTS")
    parser.add_argument("--part", action="append", choices=PARTS, help="what to measure; all if none is named")
    chosen = parser.parse_args(arguments)
    systems = [system for system in SYSTEMS if not chosen.only or system.module in chosen.only]
    parts = chosen.part or PARTS
    _look_for_all(parser, chosen.data, systems, parts)
    chosen.results.mkdir(parents=True, exist_ok=True)
    results = chosen.results / "peers.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        measuring = Measuring(Path(folder), chosen.threads, results, commit(), chosen.limit, described())
        if "weigh" in parts:
            weigh(measuring, systems)
        if "find" in parts:
            find(measuring, chosen.data, systems, chosen.limit)
        if "keep" in parts:
            keep_and_ask(measuring, chosen.data, systems, chosen.rounds, chosen.limit or ARTICLES)
    tables = comparison(lines_of(results))
    print(tables)
    if chosen.page:
        words = (PAGE / "page.md").read_text(encoding="utf-8")
        (PAGE / "README.md").write_text(words.replace("{tables}", tables).replace("{taken}", taken(lines_of(results))))


if __name__ == "__main__":
    main()
