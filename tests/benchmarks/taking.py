"""Take a file of articles into a data directory, and have Chroma follow."""

from pathlib import Path

from benchmarks.clock import Spent, spent

from index import SHARED, Embeddings, Follower, Indexer, Ledger, sound


class BenchError(Exception):
    """Say that what was measured did not do what it should."""


def index_and_follow(model: Embeddings, file: Path, home: Path) -> tuple[Spent, Spent, int]:
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
