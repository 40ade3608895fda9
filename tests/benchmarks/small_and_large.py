"""Measure where questions to small and large libraries are answered fastest: in Chroma or exactly.

It prints three tables: small libraries that share one filtered collection, libraries with a collection of their own,
and recall by `ef_search`. The vectors are those of real passages and questions under the shared evaluation data, made
once by the embedding model and kept in the folder given by --cache; more than there are is made by small variations.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from conftest import SHARED_DATA
from fake_embeddings import FakeEmbeddings
from victim import text_of

from index import Article, Indexer, Ledger, SentenceTransformerEmbeddings
from index.embeddings import Vectors
from index.exact import ExactSearch
from index.passages import split
from index.retrieval import POOL
from index.vectors import HNSW, ChromaVectors
from index.vectors.folder import AT_ONCE

CORPORA = ("apnews_qed", "realtimeqa", "rgb_en_fact", "multihop_rag_500")
SMALL = 200  # vectors of a small library
SHARING, SIZES, EF_SEARCH = (10, 50, 100, 300), (200, 1_000, 2_000, 5_000, 20_000), (50, 100, 200, 400)
ASKED = 200  # questions for each figure
NOISE = 0.02  # of a variation, in each dimension; about .93 alike


@dataclass(frozen=True, slots=True)
class Latency:
    """How long questions took, in ms."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:8.2f} {self.p95:8.2f}"


class Dealt(FakeEmbeddings):
    """Give out vectors that were made before, in turn."""

    def __init__(self, vectors: Vectors) -> None:
        super().__init__(most_tokens=60, name="dealt")
        self._vectors = iter(vectors)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the next vectors, whatever the texts."""
        return np.stack([next(self._vectors) for _ in texts])


def timed(ask: Callable[[Vectors], object], questions: Vectors) -> Latency:
    """Ask every question once, after one that does not count."""
    ask(questions[0])
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    return Latency(*np.percentile(taken, [50, 95]))


def varied(vectors: Vectors, count: int) -> Vectors:
    """Return so many unit vectors: the given ones, then slight variations of them."""
    chance = np.random.default_rng(0)
    rows = vectors[np.arange(count) % len(vectors)]
    noise = chance.standard_normal(rows.shape, dtype=np.float32) * NOISE
    noise[: len(vectors)] = 0
    unit: Vectors = (rows + noise) / np.linalg.norm(rows + noise, axis=1, keepdims=True)
    return unit


def filtered(folder: Path, libraries: int, vectors: Vectors, questions: Vectors) -> Latency:
    """Time questions to one of many small libraries in a collection that they share."""
    import chromadb

    client = chromadb.PersistentClient(path=str(folder))
    collection = client.create_collection(
        "shared-by-all", embedding_function=None, configuration={"hnsw": HNSW | {"sync_threshold": AT_ONCE}}
    )
    for first in range(0, libraries * SMALL, 1_000):
        rows = range(first, min(first + 1_000, libraries * SMALL))
        names = [{"library": f"discord-{row // SMALL}"} for row in rows]
        collection.upsert(ids=[str(row) for row in rows], embeddings=vectors[rows.start : rows.stop], metadatas=names)
    chosen = iter(range(10**9))

    def ask(question: Vectors) -> None:
        library = f"discord-{next(chosen) % libraries}"
        collection.query(query_embeddings=[question], n_results=POOL, where={"library": library})

    latency = timed(ask, questions)
    client.close()
    return latency


def own(folder: Path, vectors: Vectors, questions: Vectors) -> Latency:
    """Time questions to a library with a collection of its own."""
    chroma = filled(folder, vectors)
    latency = timed(lambda question: chroma.near("alone", question, POOL), questions)
    chroma.close()
    return latency


def exact(home: Path, vectors: Vectors, questions: Vectors) -> tuple[Latency, Latency]:
    """Time the exact search over a library: its vectors in memory, and read anew for each question."""
    ledger = Ledger(home)
    source = home / "articles.jsonl"
    with source.open("w") as stream:
        for number in range(len(vectors) // 6 + 1):  # six passages each
            stream.write(json.dumps({"id": str(number), "title": "Report", "text": text_of(number, 1)}) + "\n")
    Indexer(ledger, Dealt(varied(vectors, 2 * len(vectors) + 100))).index("alone", [str(source)])
    with ledger.reading() as snapshot:
        search = ExactSearch()
        cached = timed(lambda question: search.near(snapshot, "alone", question, POOL), questions)
        uncached = timed(lambda question: ExactSearch().near(snapshot, "alone", question, POOL), questions[:20])
    ledger.close()
    return cached, uncached


def recalls(folder: Path, vectors: Vectors, questions: Vectors) -> Iterator[tuple[int, float, Latency]]:
    """Yield for each `ef_search`: recall@10 of a question's candidates against the exact search, and latency."""
    best = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    for ef_search in EF_SEARCH:
        place = folder / str(ef_search)
        chroma = filled(place, vectors, ef_search)
        near = [{hit.passage_id for hit in chroma.near("alone", question, POOL)} for question in questions]
        hits = sum(str(wanted) in got for row, got in zip(best, near, strict=True) for wanted in row)
        latency = timed(lambda question, chroma=chroma: chroma.near("alone", question, POOL), questions)
        chroma.close()
        yield ef_search, hits / best.size, latency


def filled(folder: Path, vectors: Vectors, ef_search: int | None = None) -> ChromaVectors:
    """Return a Chroma with one library of these vectors, by row."""
    chroma = ChromaVectors(folder)
    if ef_search is not None:
        configuration = {"hnsw": HNSW | {"sync_threshold": AT_ONCE, "ef_search": ef_search}}
        chroma._client.create_collection(
            f"library-{b'alone'.hex()}", embedding_function=None, configuration=configuration
        )
        chroma.close()
        chroma = ChromaVectors(folder)
    chroma.put("alone", [str(row) for row in range(len(vectors))], vectors, lambda written: None)
    chroma.settle("mark")
    return chroma


def real_vectors(cache: Path, most: int) -> tuple[Vectors, Vectors]:
    """Return vectors of real passages and questions, made now if the cache has none."""
    if not (cache / "passages.npy").exists():
        cache.mkdir(parents=True, exist_ok=True)
        embeddings = SentenceTransformerEmbeddings()
        texts: list[str] = []
        questions: list[str] = []
        for name in CORPORA:
            for line in (SHARED_DATA / "eval" / name / "corpus.jsonl").read_text().splitlines():
                row = json.loads(line)
                article = Article("shared", row["id"], row.get("title") or "", row["text"])
                texts += [made.text for made in split(article, embeddings.token_starts(article.text), 60)]
            for line in (SHARED_DATA / "eval" / name / "questions.jsonl").read_text().splitlines():
                questions.append(json.loads(line)["question"])
        np.save(cache / "questions.npy", embeddings.encode(questions[:300]))
        np.save(cache / "passages.npy", embeddings.encode(list(dict.fromkeys(texts))[:most]))
    return np.load(cache / "passages.npy"), np.load(cache / "questions.npy")


def measure(vectors: Vectors, questions: Vectors, sharing: Sequence[int], sizes: Sequence[int]) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{POOL} nearest, ms{'p50':>31}{'p95':>9}")
        for size in sizes:
            some = varied(vectors, size)
            print(f"own collection of {size:6}            {own(Path(folder, f'own {size}'), some, questions)}")
            cached, uncached = exact(Path(folder, f"exact {size}"), some, questions)
            print(f"exact over {size:6}, in memory        {cached}")
            print(f"exact over {size:6}, read anew        {uncached}", flush=True)
        largest = varied(vectors, max(sizes))
        print(f"\nef_search  recall@10 of {len(largest)}{'p50':>14}{'p95':>9}")
        for ef_search, recall, latency in recalls(Path(folder, "recall"), largest, questions):
            print(f"{ef_search:9}  {recall:9.4f}{'':15}{latency}", flush=True)
        print(f"\n{POOL} nearest, ms{'p50':>31}{'p95':>9}")
        for libraries in sharing:
            many = varied(vectors, libraries * SMALL)
            latency = filtered(Path(folder, f"filtered {libraries}"), libraries, many, questions)
            print(f"filtered, {libraries:3} x {SMALL} in one collection  {latency}", flush=True)


def main(arguments: list[str]) -> int:
    """Print the tables; exit 1 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "newsdesk-vectors"))
    parser.add_argument("--quick", action="store_true", help="only the smaller sizes")
    options = parser.parse_args(arguments)
    if not SHARED_DATA.is_dir() and not options.cache.is_dir():
        print("There is no evaluation data to take passages from.", file=sys.stderr)
        return 1
    vectors, questions = real_vectors(options.cache, max(SIZES))
    print(f"{len(vectors)} vectors of real passages, {len(questions[:ASKED])} real questions")
    measure(
        vectors,
        questions[:ASKED],
        SHARING[:2] if options.quick else SHARING,
        SIZES[:3] if options.quick else SIZES,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
