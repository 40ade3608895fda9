"""Measure one thing about one system, in a process of its own, and print it as a line of JSON.

The compared systems run this by `python -m benchmarks.peers.measuring`, each in its own environment.
"""

import argparse
import importlib
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.closure import MODEL, installed_bytes, versions
from benchmarks.peers.contract import Peer
from benchmarks.peers.watching import bare_encoder, watching

Measured = dict[str, float]

SHOWN, RANKED = 10, 100  # passages that a person sees, and that are looked at so that ten articles are among them
SHARED_PARTS = ("torch", MODEL)  # of what is installed: every system needs them
BENEATH = ("torch",)  # what encodes for every system, whether it asks for it by name or not
QUANTILES = 20  # so that the last is the 95th percentile


def indexed(peer: Peer, chosen: argparse.Namespace) -> Measured:
    """Index the corpus, then encode the same texts by the bare model."""
    peer.load()
    peer.search("rain", SHOWN)
    with watching() as texts:
        index_s, index_cpu_s = _spent(lambda: peer.index(chosen.corpus))
    memory_mb = _peak_mb()
    made = {"seconds": index_s, "cpu_s": index_cpu_s, "texts": len(texts), "memory_mb": memory_mb}
    if chosen.bare and texts:
        encode = bare_encoder(chosen.model)
        bare_s, bare_cpu_s = _spent(lambda: encode(texts))
        made |= {"bare_s": bare_s, "bare_cpu_s": bare_cpu_s}
    return made


def asked(peer: Peer, chosen: argparse.Namespace) -> Measured:
    """Ask every question once, the first of them cold, then encode the others by the bare model."""
    peer.load()
    first, *others = [one["question"] for one in _questions(chosen.questions)]
    peer.search(first, SHOWN)
    cold_s = time.time() - chosen.begun
    took = [_spent(lambda one=one: peer.search(one, SHOWN)) for one in others]
    memory_mb = _peak_mb()
    encode = bare_encoder(chosen.model)
    bare = [_spent(lambda one=one: encode([one])) for one in others]
    return {
        "cold_s": cold_s,
        "p50_ms": 1000 * statistics.median(clock_s for clock_s, _ in took),
        "p95_ms": 1000 * statistics.quantiles([clock_s for clock_s, _ in took], n=QUANTILES)[-1],
        "p50_cpu_ms": 1000 * statistics.median(cpu_s for _, cpu_s in took),
        "bare_p50_ms": 1000 * statistics.median(clock_s for clock_s, _ in bare),
        "bare_p50_cpu_ms": 1000 * statistics.median(cpu_s for _, cpu_s in bare),
        "memory_mb": memory_mb,
    }


def ranked(peer: Peer, chosen: argparse.Namespace) -> Measured:
    """Index the corpus, and see where the articles with the evidence for each question come."""
    peer.load()
    peer.index(chosen.corpus)
    shares: dict[int, list[float]] = {1: [], 10: []}
    for one in _questions(chosen.questions):
        gold = {found["doc"] for found in one.get("evidence") or ()}
        if gold:
            found = peer.search(one["question"], RANKED)
            for most, shares_at in shares.items():
                shares_at.append(len(gold.intersection(found[:most])) / len(gold))
    return {f"recall@{most}": statistics.mean(found) for most, found in shares.items()} | {"n": len(shares[1])}


def weighed(_: Peer, chosen: argparse.Namespace) -> Measured:
    """Add up the files of the distributions that the system requires, and of the model."""
    sizes = installed_bytes(_adapter(chosen.adapter).REQUIREMENTS, chosen.model)
    return {
        "installed_mb": sum(sizes.values()) / 1e6,
        "torch_and_model_mb": sum(sizes.get(name, 0) for name in SHARED_PARTS) / 1e6,
        "distributions": len(sizes),
    }


PHASES: dict[str, Callable[[Peer, argparse.Namespace], Measured]] = {
    "indexed": indexed,
    "asked": asked,
    "ranked": ranked,
    "weighed": weighed,
}


def _adapter(name: str) -> Any:
    return importlib.import_module(f"benchmarks.peers.{name}")


def _spent(do: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the clock and on the processor."""
    started, busy = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - started, time.process_time() - busy


def _questions(files: list[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _peak_mb() -> float:
    """Return the most memory this process has held, as Linux counts it."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1000


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adapter", help="a module of this package")
    parser.add_argument("phase", choices=PHASES)
    parser.add_argument("folder", type=Path, help="holds the system's data")
    parser.add_argument("--model", type=Path, required=True, help="a folder with the embedding model")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--questions", type=Path, action="append", default=[])
    parser.add_argument("--bare", action="store_true", help="encode by the bare model as well")
    parser.add_argument("--begun", type=float, default=time.time(), help="when the process was started")
    chosen = parser.parse_args()
    adapter = _adapter(chosen.adapter)
    ran: dict[str, Any] = {"versions": versions((*adapter.REQUIREMENTS, *BENEATH))}
    if chosen.corpus:
        ran["articles"] = len(chosen.corpus.read_text(encoding="utf-8").splitlines())
    peer = adapter.System(chosen.folder, chosen.model)
    try:
        print(json.dumps(ran | PHASES[chosen.phase](peer, chosen)))
    finally:
        peer.close()


if __name__ == "__main__":
    main()
