"""Measure indexing: beside the bare model, again where nothing changed, and until a running process knows of an edit.

Run it by `make bench`, or `PYTHONPATH=tests python -m benchmarks.indexing CORPUS.jsonl RESULTS`. The machine may be
busy with other things: what is compared runs by turns, and of each the least and the median are shown. The file
indexing.jsonl in RESULTS keeps the newest figures; `python -m benchmarks.page` shows them.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from benchmarks.clock import Spent, spent
from benchmarks.machine import commit, described, load
from benchmarks.models import Timings, Watched
from benchmarks.reindexing import Figures, unchanged_and_edited
from benchmarks.taking import BenchError, index_and_follow
from fake_embeddings import FakeEmbeddings

from index import SHARED, Article, Indexer, Ledger, SentenceTransformerEmbeddings
from index.utterances import utterances

FILE_NAME = "indexing.jsonl"


def beside_the_model(model: SentenceTransformerEmbeddings, file: Path, repeats: int) -> Figures:
    """Index a file and encode the same strings by the bare model, by turns."""
    timings, turns = Timings(), []
    articles = _articles(file)
    bare = _bare(model)
    passages = 0
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            watched = Watched(model)
            index, follow, ledger_passages = index_and_follow(watched, file, Path(folder))
        passages = len(watched.texts)
        if passages != len(set(watched.texts)) and passages > ledger_passages:
            raise BenchError(f"{passages} strings were embedded for {ledger_passages} passages")
        encode = spent(partial(bare, watched.texts))
        said_s = spent(lambda: [utterances(article.text, article.language) for article in articles]).clock_s
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
