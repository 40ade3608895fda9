"""Measure what one process holds of many servers, and play ten thousand of them by what was measured.

Run it by `make servers`, or `PYTHONPATH=tests python -m benchmarks.servers EVAL_DIR RESULTS`. Ledgers are kept in the
folder of --homes (some 5 GB); the first run embeds the real articles of the library `shared` and writes 200,000 made-up
ones. The file servers.jsonl in RESULTS keeps the newest figures; `python -m benchmarks.page` shows them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.clock import spent
from benchmarks.evaluation_data import CORPUS, look_for, of_sets
from benchmarks.library import index_real
from benchmarks.machine import commit, described, load
from benchmarks.scale import CORPORA
from benchmarks.server_libraries import ARTICLES_EACH, write_servers
from benchmarks.simulated import most_per_s, simulated
from benchmarks.traffic import Traffic

from index import Follower, Ledger, sound

FILE_NAME = "servers.jsonl"
LIBRARIES = (0, 1_000, 10_000)
SHARED_PASSAGES = 7_500
SEED, WRITTEN = "seed-of-servers", "written.json"
DAILY, PROCESSES = (5.0, 20.0, 60.0), (1, 2, 4, 8)
AT_ONCE = 2  # the bot's own default, which is played
Figures = dict[str, Any]


def made(homes: Path, evaluation: Path, libraries: int, shared: int) -> Path:
    """Return the home of a ledger with so many servers' libraries, made now if it is missing."""
    home, real = homes / f"servers-{libraries}-{shared}", homes / f"{SEED}-{shared}"
    if not (home / WRITTEN).exists():
        index_real(real, [evaluation / name / CORPUS for name in CORPORA], shared)
        took = spent(lambda: write_servers(real, home, libraries))
        _fill_chroma(home)
        (home / WRITTEN).write_text(json.dumps({"clock_s": round(took.clock_s), "cpu_s": round(took.cpu_s)}))
    return home


def _fill_chroma(home: Path) -> None:
    """Fill Chroma now: of a bot's start, it is the first one's alone."""
    ledger = Ledger(home)
    follower = Follower(ledger, probe=sound)
    follower.prepare(probing=False)
    follower.close()
    ledger.close()


def measured(homes: Path, evaluation: Path, libraries: int, shared: int) -> Figures:
    """Return all figures of a ledger with so many servers' libraries."""
    home = made(homes, evaluation, libraries, shared)
    written = json.loads((home / WRITTEN).read_text())
    return {"kind": "libraries", "articles_each": ARTICLES_EACH, "written": written} | _ran(
        "benchmarks.many_libraries", str(home), str(evaluation), str(libraries)
    )


def played(many: Figures) -> Iterator[Figures]:
    """Yield how ten thousand servers fare, by what was measured in the ledger with most libraries."""
    served_ms = {one["at_once"]: one["served_ms"] for one in many["answering"]}
    for at_once, served in served_ms.items():
        yield {"kind": "most", "at_once": at_once, "per_s": most_per_s(served, at_once)}
    for daily in DAILY:
        for processes in PROCESSES:
            yield {"kind": "played", "at_once": AT_ONCE} | simulated(
                replace(Traffic(), daily=daily), processes, served_ms[AT_ONCE], AT_ONCE
            )


def _ran(*module: str) -> Figures:
    """Return what a measurement in a process of its own prints."""
    ran = subprocess.run([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(ran.stdout)
    return figures


def kept(results: Path, rows: list[Figures]) -> None:
    """Write all figures of a run in the place of the former ones."""
    (results / FILE_NAME).write_text("".join(json.dumps(row) + "\n" for row in rows))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, then play; what was measured before is kept with --play."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path, help="holds a folder for each set of articles and questions")
    parser.add_argument("results", type=Path)
    parser.add_argument("--homes", type=Path, default=Path(tempfile.gettempdir(), "newsdesk-scale"))
    parser.add_argument("--libraries", type=int, nargs="+", default=LIBRARIES)
    parser.add_argument("--shared", type=int, default=SHARED_PASSAGES, help="passages of the library shared")
    parser.add_argument("--play", action="store_true", help="only play again, by what was measured last")
    chosen = parser.parse_args(arguments)
    if not chosen.play:
        look_for(parser, chosen.evaluation, of_sets(CORPORA))
    elif not (chosen.results / FILE_NAME).is_file():
        parser.error(f"there is no {chosen.results / FILE_NAME} to play by; run it without --play first")
    for folder in (chosen.results, chosen.homes):
        folder.mkdir(parents=True, exist_ok=True)
    if chosen.play:
        former = [json.loads(line) for line in (chosen.results / FILE_NAME).read_text().splitlines()]
        rows = [row for row in former if row["kind"] in ("machine", "libraries", "hearing")]
    else:
        at = datetime.now(UTC).isoformat(timespec="minutes")
        rows = [{"kind": "machine", "at": at, "commit": commit(), "load": load(), "machine": described()}]
        rows.append({"kind": "hearing"} | _ran("benchmarks.hearing"))
        for libraries in sorted(chosen.libraries):
            rows.append(measured(chosen.homes, chosen.evaluation, libraries, chosen.shared))
            print(json.dumps(rows[-1]), flush=True)
    for row in played(max((row for row in rows if row["kind"] == "libraries"), key=lambda row: row["libraries"])):
        rows.append(row)
        print(json.dumps(row), flush=True)
    kept(chosen.results, rows)


if __name__ == "__main__":
    main()
