"""Find passages for a question: dense and BM25 ranks, fused, joined back to the ledger."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Context, Key, Passage
from index.embeddings import Embeddings, Vectors
from index.following import Follower
from index.fusion import Ranking, fused
from index.ledger import Ledger, Snapshot
from index.made_with import fingerprint_in
from index.naming_sources import names_source
from index.quotation_marks import phrases_held
from index.reranking import Reranker
from index.scope import EVERYTHING, Scope

POOL = 50  # candidates from each ranker
POOL_OF_PHRASES = 200  # where phrases are quoted: not all candidates hold them word for word
DENSE_WEIGHT, BM25_WEIGHT = 0.6, 0.4
A_GOOD_SIMILARITY = 0.5  # cosine; below it the nearest passage is not near, and words count for more
# Added to the score of what was published by a source, or on a day, that the query names. On multihop_rag_500, whose
# questions name both, recall@10 was .903 without, .931 with .1 and .949 with .2.
NAMED_SOURCE = 0.15
NAMED_DAY = 0.15
# Of what holds all the phrases that the query quotes; those that must stand there add nothing.
QUOTED = 0.15
# Of what was published at the moment of the question; half after two weeks. On realtimeqa recall@1 and @5 were .560 and
# .799 without, .652 and .880 with .1.
RECENT = 0.1


@dataclass(frozen=True, slots=True)
class Why:
    """What each ranker thought of a passage; ranks count from 1, None is "not among its candidates".

    `reranked` is the score by which a reranker ordered it.
    """

    dense_rank: int | None
    bm25_rank: int | None
    similarity: float | None
    reranked: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its article and context, its fused score, and why."""

    passage: Passage
    article: Article
    context: Context
    score: float
    why: Why

    @property
    def key(self) -> Key:
        """Return what tells the passage from every other passage of every library."""
        return (self.article.library, self.passage.id)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits for a query, best first, and what finding them cost."""

    hits: tuple[Hit, ...]
    embed_ms: float
    search_ms: float


class HybridSearch:
    """Search the libraries of one ledger; a reranker, if there is one, reorders the first hits."""

    def __init__(
        self, ledger: Ledger, embeddings: Embeddings, follower: Follower, reranker: Reranker | None = None
    ) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._follower = follower
        self._reranker = reranker

    def find(self, libraries: tuple[str, ...], query: str, limit: int, scope: Scope = EVERYTHING) -> Found:
        """Return the best passages for a query of all these libraries, as if they were one.

        Raise ModelMismatch if another model made the vectors.
        """
        self._follower.catch_up()
        _ = self._embeddings.fingerprint  # an endpoint may have to be asked for it
        with self._ledger.reading() as snapshot:
            snapshot.require_model(fingerprint_in(snapshot, self._embeddings))
            held = tuple(filter(snapshot.holds_passages, dict.fromkeys(libraries)))
            if not held:
                return Found((), 0.0, 0.0)
        started = time.perf_counter()
        vector = self._embeddings.encode([query])[0]
        embedded = time.perf_counter()
        joined = max(limit, self._reranker.passages) if self._reranker else limit
        with self._ledger.reading() as snapshot:
            # Again: an endpoint may have become another model, or the vectors another's, since.
            snapshot.require_model(fingerprint_in(snapshot, self._embeddings))
            candidates = self._candidates(snapshot, held, query, vector, scope)
            hits = _joined(snapshot, query, scope, candidates, joined)
        if self._reranker:
            hits = _reranked(hits, query, self._reranker)[:limit]
        return Found(hits, (embedded - started) * 1000, (time.perf_counter() - embedded) * 1000)

    def likeness(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how alike in meaning each text is to a query, by the cosine of their vectors."""
        query_vector, *vectors = self._embeddings.encode([query, *texts])
        return [float(vector @ query_vector) for vector in vectors]

    def _candidates(
        self, snapshot: Snapshot, libraries: Sequence[str], query: str, vector: Vectors, scope: Scope
    ) -> "_Candidates":
        """Return what each ranker finds; what only the words found gets its similarity from the ledger's vectors."""
        most = POOL_OF_PHRASES if scope.least_phrases else POOL
        similarities = self._nearest(snapshot, libraries, vector, most, scope)
        by_words = snapshot.ranked_by_words(libraries, query, most, scope)
        others = snapshot.vectors_of([made for made in by_words if made not in similarities])
        dense_ranks = {made: rank for rank, made in enumerate(similarities, 1)}
        similarities |= {made: float(stored @ vector) for made, stored in others.items()}
        return _Candidates(similarities, by_words, dense_ranks)

    def _nearest(
        self, snapshot: Snapshot, libraries: Sequence[str], vector: Vectors, most: int, scope: Scope
    ) -> dict[Key, float]:
        """Return the passages nearest to a vector in any of the libraries with their similarity, nearest first."""
        near: list[tuple[Key, float]] = []
        for library in libraries:
            only = snapshot.passages_within(library, scope) if scope.excludes else None
            found = self._follower.near(snapshot, library, vector, most, only)
            near += [((library, one.passage_id), one.similarity) for one in found]
        return dict(sorted(near, key=lambda one: -one[1])[:most])


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What the rankers found: the similarity and BM25 of passages, and the rank of the nearest ones."""

    similarities: dict[Key, float]
    by_words: dict[Key, float]
    dense_ranks: dict[Key, int]


def _joined(snapshot: Snapshot, query: str, scope: Scope, found: _Candidates, limit: int) -> tuple[Hit, ...]:
    """Fuse the rankings and join them with the ledger; what the library of a key does not hold is dropped."""
    held = _phrases_held(snapshot, scope, found.similarities)
    least = scope.least_phrases
    issues = {made: one for made, one in snapshot.issues(found.similarities).items() if held.get(made, 0) >= least}
    similarities = {made: found.similarities[made] for made in issues}
    by_words = {made: score for made, score in found.by_words.items() if made in issues}
    scores = fused([Ranking(similarities, DENSE_WEIGHT, least=A_GOOD_SIMILARITY), Ranking(by_words, BM25_WEIGHT)])
    sources = {one.source for one in issues.values()}
    named = {source for source in sources if source in scope.named or names_source(query, source)}
    for made, one in issues.items():
        scores[made] += QUOTED * (held.get(made, 0) - least) / max(1, len(scope.phrases))
        scores[made] += NAMED_SOURCE * (one.source in named)
        scores[made] += NAMED_DAY * any(days.hold(one.published) for days in scope.preferred)
        scores[made] += RECENT * scope.recency(one.published)
    word_ranks = {made: rank for rank, made in enumerate(by_words, 1)}
    best = sorted(issues, key=lambda made: (-scores[made], made))[:limit]
    located = snapshot.located(best)  # the texts of the best alone
    contexts = snapshot.contexts(located[made][1] for made in best)
    return tuple(
        Hit(
            passage=located[made][0],
            article=located[made][1],
            context=contexts[located[made][1].key],
            score=scores[made],
            why=Why(found.dense_ranks.get(made), word_ranks.get(made), found.similarities.get(made)),
        )
        for made in best
    )


def _phrases_held(snapshot: Snapshot, scope: Scope, keys: Iterable[Key]) -> dict[Key, int]:
    """Return how many of the quoted phrases stand in each passage or its title, or are its source; {} without any."""
    located = snapshot.located(keys) if scope.phrases else {}
    return {
        made: phrases_held(scope.phrases, f"{article.title}\n{passage.text}", article.source)
        for made, (passage, article) in located.items()
    }


def _reranked(hits: Sequence[Hit], query: str, reranker: Reranker) -> tuple[Hit, ...]:
    """Reorder the first hits by a reranker's scores; of equal ones the better fused comes first."""
    first, others = hits[: reranker.passages], hits[reranker.passages :]
    scores = reranker.scores(query, [f"{hit.article.title}\n{hit.passage.text}" for hit in first])
    order = sorted(range(len(first)), key=lambda at: -scores[at])
    return (*(replace(first[at], why=replace(first[at].why, reranked=scores[at])) for at in order), *others)
