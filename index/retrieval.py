"""Find passages for a question: dense and BM25 ranks, fused, joined back to the ledger."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Passage, Utterance
from index.embeddings import Embeddings
from index.following import Follower
from index.ledger import Ledger, Snapshot
from index.vectors import Near

POOL = 50  # candidates from each ranker
RRF_K = 60  # Cormack, Clarke, Büttcher 2009


@dataclass(frozen=True, slots=True)
class Why:
    """What each ranker thought of a passage; ranks count from 1, None is "not among its candidates"."""

    dense_rank: int | None
    bm25_rank: int | None
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a passage: all passages of its article, in order, and who said what in it."""

    passages: tuple[Passage, ...]
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its article and context, its fused score, and why."""

    passage: Passage
    article: Article
    context: Context
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class Found:
    """The hits for a query, best first, and what finding them cost."""

    hits: tuple[Hit, ...]
    embed_ms: float
    search_ms: float


class HybridSearch:
    """Search the libraries of one ledger."""

    def __init__(self, ledger: Ledger, embeddings: Embeddings, follower: Follower) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._follower = follower

    def find(self, library: str, query: str, limit: int) -> Found:
        """Return the library's best passages for a query. Raise ModelMismatch if another model made its vectors."""
        self._follower.catch_up()
        with self._ledger.reading() as snapshot:
            snapshot.require_model(self._embeddings.fingerprint)
            if not snapshot.holds_passages(library):
                return Found((), 0.0, 0.0)
        started = time.perf_counter()
        vector = self._embeddings.encode([query])[0]
        embedded = time.perf_counter()
        with self._ledger.reading() as snapshot:
            near = self._follower.near(snapshot, library, vector, POOL)
            hits = _joined(snapshot, library, near, snapshot.ranked_by_words(library, query, POOL), limit)
        return Found(hits, (embedded - started) * 1000, (time.perf_counter() - embedded) * 1000)


def fused(rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the reciprocal-rank-fusion score of every id in the rankings, best first, ties by id."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, made in enumerate(ranking, 1):
            scores[made] = scores.get(made, 0.0) + 1 / (RRF_K + rank)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _joined(snapshot: Snapshot, library: str, near: list[Near], by_words: list[str], limit: int) -> tuple[Hit, ...]:
    """Fuse the rankings and join them with the ledger; what this library does not hold is dropped."""
    dense = [found.passage_id for found in near]
    similarities = {found.passage_id: found.similarity for found in near}
    scores = fused([dense, by_words])
    located = snapshot.located(library, scores)
    ranks = [{made: rank for rank, made in enumerate(ranking, 1)} for ranking in (dense, by_words)]
    contexts: dict[str, Context] = {}
    hits = []
    for made in [made for made in scores if made in located][:limit]:
        passage, article = located[made]
        if article.id not in contexts:
            passages = tuple(stored.passage for stored in snapshot.passages(article))
            contexts[article.id] = Context(passages, snapshot.utterances(library, article.id))
        why = Why(ranks[0].get(made), ranks[1].get(made), similarities.get(made))
        hits.append(Hit(passage, article, contexts[article.id], scores[made], why))
    return tuple(hits)
