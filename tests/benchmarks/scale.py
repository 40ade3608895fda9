"""Measure libraries of 1,000 to 1,000,000 passages; each is made once, kept, and measured in a process of its own.

Run it by `make bench`, or `PYTHONPATH=tests python -m benchmarks.scale EVAL_DIR RESULTS`. The libraries are kept in the
folder of --homes (some 8 kB a passage); the first run embeds the real articles, and a million vectors take Chroma
half an hour. The file scale.jsonl in RESULTS keeps the newest figures of every size; `python -m benchmarks.page` shows
them.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.clock import spent
from benchmarks.evaluation_data import CORPUS, look_for, of_sets
from benchmarks.library import index_real, write
from benchmarks.machine import commit, described, load

from index import SHARED, Follower, Ledger, sound

CORPORA = ("apnews_qed", "realtimeqa")
SIZES = (1_000, 7_500, 10_000, 100_000)
FILE_NAME = "scale.jsonl"
BUILT = "built.json"
SEED = "seed"  # holds the real articles


def made(homes: Path, evaluation: Path, size: int) -> Path:
    """Return the home of a library of so many passages, made now if it is missing, or anew if it was left short."""
    home, real = homes / f"home-{size}", homes / SEED
    if not whole(home, size):
        shutil.rmtree(home, ignore_errors=True)
        index_real(real, [evaluation / name / CORPUS for name in CORPORA], size)
        write(real, home, size)
    return home


def whole(home: Path, size: int) -> bool:
    """Return whether a home holds so many passages; one whose writing was interrupted holds fewer."""
    if not Ledger.is_in(home):
        return False
    ledger = Ledger(home)
    try:
        with ledger.reading() as snapshot:
            return snapshot.freshness(SHARED).passages >= size
    finally:
        ledger.close()


def filled(home: Path, size: int) -> dict:
    """Return what filling Chroma took; it is filled now if it was not."""
    if not (home / BUILT).exists():
        ledger = Ledger(home)
        follower = Follower(ledger, probe=sound)
        took = spent(lambda: follower.prepare(probing=False))
        follower.close()
        ledger.close()
        figures = {"passages": size, "clock_s": round(took.clock_s, 1), "cpu_s": round(took.cpu_s, 1)}
        figures |= {"load": load(), "commit": commit()}
        (home / BUILT).write_text(json.dumps(figures))
    return json.loads((home / BUILT).read_text())


def measure(homes: Path, evaluation: Path, size: int) -> dict:
    """Return all figures of a size."""
    home = made(homes, evaluation, size)
    with Ledger(homes / SEED).reading() as snapshot:
        real = min(size, snapshot.freshness(SHARED).passages)
    built = filled(home, size)
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.one_size", str(home), str(evaluation)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    when = datetime.now(UTC).isoformat(timespec="minutes")
    return (
        {"size": size, "at": when, "commit": commit(), "real": real, "machine": described()}
        | {"built": built}
        | json.loads(ran.stdout)
    )


def keep(results: Path, figures: dict) -> None:
    """Put the figures of a size in the place of its former ones."""
    file = results / FILE_NAME
    rows = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    rows = [row for row in rows if row["size"] != figures["size"]] + [figures]
    file.write_text("".join(json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["size"])))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path, help="holds a folder for each set of articles and questions")
    parser.add_argument("results", type=Path)
    parser.add_argument("--homes", type=Path, default=Path(tempfile.gettempdir(), "newsdesk-scale"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    chosen = parser.parse_args(arguments)
    look_for(parser, chosen.evaluation, of_sets(CORPORA))
    for folder in (chosen.results, chosen.homes):
        folder.mkdir(parents=True, exist_ok=True)
    for size in chosen.sizes:
        figures = measure(chosen.homes, chosen.evaluation, size)
        keep(chosen.results, figures)
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
