"""Measure how well a ledger in PostgreSQL ranks, beside one in SQLite: PostgreSQL has no BM25 of its own.

For each set: how often the evidence is among the first articles, by words and vectors fused as an answer looks for it,
and by words alone; and how long such a search takes. Vectors are compared exactly in both. It also prints how long
articles take to be indexed into either, with made-up vectors, so that the ledger is what is measured.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from benchmarks.evaluation_data import QUESTIONS, look_for
from fake_embeddings import FakeEmbeddings
from postgres import PostgresServer, running

from bot.desk import opened
from bot.evaluation.corpora import corpora_of
from bot.evaluation.examining import DEEP, index_corpora
from bot.evaluation.measures import RankedArticles, of_retrieval
from bot.evaluation.sets import Case, EvaluationSet, read_set
from bot.request import Request
from bot.searching import search_of
from bot.settings import Settings
from index import Embeddings, Follower, HybridSearch, Indexer, Ledger, LedgerAddress, SentenceTransformerEmbeddings

LIBRARY = "shared"
SHOWN = ("recall@1", "recall@5", "recall@10", "mrr@10")
INDEXED = 300  # articles


@dataclass(frozen=True, slots=True)
class Row:
    """What one ledger reached on one set, in one way."""

    set: str
    ledger: str
    way: str
    asked: int
    rates: tuple[float, ...]
    p50_ms: float
    p95_ms: float

    def __str__(self) -> str:
        rates = " | ".join(f"{rate:.3f}" for rate in self.rates)
        took = f"{self.p50_ms:.1f} | {self.p95_ms:.1f}"
        return f"| {self.set} | {self.ledger} | {self.way} | {self.asked} | {rates} | {took} |"


def rows(name: str, asked: EvaluationSet, ledgers: dict[str, Ledger], embeddings: Embeddings) -> Iterator[Row]:
    """Yield what each ledger reaches, fused and by words alone."""
    cases = [case for case in asked.cases if case.docs and not case.context_docs]
    for kind, ledger in ledgers.items():
        with closing(Follower(ledger, lambda *_: False)) as follower:
            search = HybridSearch(ledger, embeddings, follower)
            yield _row(name, kind, "fused", cases, ledger, lambda case, search=search: _fused(search, case))
        yield _row(name, kind, "words", cases, ledger, lambda case, ledger=ledger: _worded(ledger, case))


Ranking = Callable[[Case], RankedArticles]


def _row(name: str, kind: str, way: str, cases: Sequence[Case], ledger: Ledger, ranking: Ranking) -> Row:
    ranking(cases[0])
    measures, took = [], []
    for case in cases:
        began = time.perf_counter()
        found = ranking(case)
        took.append((time.perf_counter() - began) * 1000)
        measures.append(of_retrieval(_stored(ledger, case), found))
    rates = tuple(float(np.mean([each[f"retrieval.{rate}"] for each in measures])) for rate in SHOWN)
    return Row(name, kind, way, len(cases), rates, *(float(np.percentile(took, part)) for part in (50, 95)))


def _fused(search: HybridSearch, case: Case) -> RankedArticles:
    wanted = search_of(_request(case), newest=None)
    hits = search.find((LIBRARY,), wanted.query, DEEP, wanted.scope).hits
    return RankedArticles(tuple(dict.fromkeys(hit.article.id for hit in hits)), tuple(hit.passage.text for hit in hits))


def _worded(ledger: Ledger, case: Case) -> RankedArticles:
    wanted = search_of(_request(case), newest=None)
    with ledger.reading() as snapshot:
        located = snapshot.located(snapshot.ranked_by_words((LIBRARY,), wanted.query, DEEP, wanted.scope))
    return RankedArticles(
        tuple(dict.fromkeys(article.id for _, article in located.values())),
        tuple(passage.text for passage, _ in located.values()),
    )


def _request(case: Case) -> Request:
    return Request(case.question, moment=case.moment) if case.moment else Request(case.question)


def _stored(ledger: Ledger, case: Case) -> Case:
    def named(doc: str) -> str:
        with ledger.reading() as snapshot:
            found = snapshot.resolved(LIBRARY, doc)
        return found.id if found else doc

    return replace(case, evidence=tuple(replace(each, doc=named(each.doc)) for each in case.evidence))


def indexing(corpus: Path, server: PostgresServer, folder: Path) -> None:
    """Print how long articles take into either ledger, and again when nothing changed."""
    few = folder / "few.jsonl"
    few.write_text("".join(corpus.read_text().splitlines(keepends=True)[:INDEXED]))
    for kind, address in (("SQLite", None), ("PostgreSQL", LedgerAddress.of(server.fresh_database()))):
        with closing(Ledger(folder / kind, address)) as ledger:
            took = []
            for _ in range(2):
                report = Indexer(ledger, FakeEmbeddings()).index(LIBRARY, [few])
                took.append(report.seconds)
            with ledger.reading() as snapshot:
                held = snapshot.freshness(LIBRARY)
        print(f"{kind}: {held.articles} articles, {held.passages} passages in {took[0]:.1f} s, again {took[1]:.1f} s")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="questions of each set")
    parser.add_argument("--index", type=Path, help="a corpus.jsonl to index")
    options = parser.parse_args(arguments)
    needed = [name / QUESTIONS for name in options.sets] + ([options.index] if options.index else [])
    look_for(parser, Path(), needed)
    embeddings = SentenceTransformerEmbeddings()
    with running() as server, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if options.index:
            indexing(options.index, server, folder)
        print(f"\n| set | ledger | ranked by | questions | {' | '.join(SHOWN)} | p50 ms | p95 ms |")
        print("|" + " --- |" * (6 + len(SHOWN)))
        for name in options.sets:
            asked = read_set(name).evenly(options.limit)
            home = folder / name.name
            with opened(Settings(home=home), embeddings) as desk:
                index_corpora(desk, LIBRARY, corpora_of(asked.corpora, asked.cases, home / "corpora"))
                desk.ledger.copy_out(folder / f"{name.name}.sqlite")
                on_server = Ledger(folder / f"{name.name}-server", LedgerAddress.of(server.fresh_database()))
                on_server.copy_in(folder / f"{name.name}.sqlite")
                with closing(on_server):
                    for row in rows(name.name, asked, {"SQLite": desk.ledger, "PostgreSQL": on_server}, embeddings):
                        print(row, flush=True)


if __name__ == "__main__":
    main()
