"""The LangChain retrieval chain: a request goes in, a verified answer comes out."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from bot.answer import Answer
from bot.answerers import Answerer
from bot.extraction.extractive import extract
from bot.extraction.extracts import Evidence
from bot.extraction.sought import Meanings
from bot.generating.answering import worded
from bot.generating.models import switch_tracing_off
from bot.generating.wording import Wording
from bot.request import Request
from bot.searching import Search, search_of
from bot.speaking.reported import reported
from index import Found, Hit, HybridSearch, Ledger, Scope, Snapshot, diverse

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.runnables import Runnable

HITS = 40  # passages retrieved
MOST_PUBLISHERS = 5_000  # whose short names are known
DIVERSE_HITS = 20  # of these that an answer looks at


def answer_chain(
    ledger: Ledger,
    search: HybridSearch,
    meanings: Meanings,
    libraries: tuple[str, ...],
    wording: Wording | None = None,
) -> "Runnable[Request | str, Answer]":
    """Return a chain that answers questions from libraries, as if they were one; its stream is the answer as it grows.

    Without `wording` it is extractive. Invoking it raises UsageProblem for a question that cannot be used,
    SettingsProblem for a model that cannot.
    """
    if wording is None or not wording.traced:
        switch_tracing_off()
    from langchain_core.runnables import RunnableLambda

    from index import PassageRetriever

    retriever = PassageRetriever(search=search, libraries=libraries, k=HITS)

    @lru_cache(maxsize=1)
    def publishers(revision: int) -> list[str]:  # read anew only when the library has changed
        with ledger.reading() as snapshot:
            return snapshot.publishers(libraries, "", MOST_PUBLISHERS)

    def understand(request: Request | str) -> dict[str, Any]:
        request = Request(request) if isinstance(request, str) else request
        with ledger.reading() as snapshot:
            freshness = snapshot.freshness(*libraries)
        sources = partial(publishers, freshness.revision)
        writer = wording.writer() if wording and (request.answerer or wording.usual) is Answerer.GENERATIVE else None
        deadline = writer.begin() if writer else 0.0
        alone = None
        if writer and request.history and freshness.articles:
            alone = writer.rewrite(request.question, request.history, libraries[0], deadline)
        wanted = search_of(request, newest=freshness.newest, publishers=sources, alone=alone)
        return {"search": wanted, "freshness": freshness, "writer": writer, "deadline": deadline}

    def retrieve(asked: dict[str, Any]) -> dict[str, Any]:
        found: list[Found] = []
        wanted: Search = asked["search"]
        documents = retriever.invoke(wanted.query, report=found.append, scope=wanted.scope)
        unheld = wanted.scope.phrases if wanted.scope.least_phrases and not documents else ()
        if unheld:  # the closest are shown all the same
            anywhere = replace(wanted.scope, phrases=(), least_phrases=0)
            documents = retriever.invoke(wanted.query, report=found.append, scope=anywhere)
        outside = bool(wanted.scope.published) and not documents
        if outside:
            anywhen = replace(wanted.scope, published=None, phrases=(), least_phrases=0)
            documents = retriever.invoke(wanted.query, report=found.append, scope=anywhen)
        hits = diverse(_hits(documents), DIVERSE_HITS)
        return asked | {"hits": hits, "found": found[-1], "unheld": unheld, "outside": outside}

    def answer(asked: dict[str, Any]) -> Iterator[Answer]:
        started = time.perf_counter()
        wanted: Search = asked["search"]
        question = wanted.question
        topic = " ".join(term.word for term in question.topic)
        with ledger.reading() as snapshot:
            told = reported(snapshot, libraries, question.speaker, topic, wanted.scope)
            named = wanted.scope.articles
            passages = _within(snapshot, libraries, wanted.scope) if named else asked["freshness"].passages
        quoted = wanted.scope.phrases if wanted.scope.least_phrases else ()
        newest = asked["freshness"].newest
        timely = not (wanted.happened and newest) or newest[:10] >= wanted.happened.isoformat()
        evidence = Evidence(
            hits=asked["hits"],
            reported=told,
            rarity=asked["found"].rarity,
            passages=passages,
            phrases=quoted,
            unheld=asked["unheld"],
            timely=timely,
            named=wanted.scope.named,
            outside=asked["outside"],
        )
        extracted = extract(question, evidence, meanings, search.likeness, latest=wanted.latest)
        answer_ms = (time.perf_counter() - started) * 1000
        made = Answer(
            question=wanted.asked,
            understood=wanted.understood,
            outcome=extracted.outcome,
            statements=extracted.statements,
            citations=extracted.citations,
            closest=extracted.closest,
            missing=extracted.missing,
            differing=extracted.differing,
            denying=extracted.denying,
            period=wanted.period_outside if asked["outside"] and extracted.closest else wanted.period,
            latest=wanted.latest,
            freshness=asked["freshness"],
            timings_ms=_timings(asked["found"], answer_ms),
        )
        if wording and asked["writer"]:
            own = (asked["writer"], libraries[0], asked["deadline"], wording.passages)
            yield from worded(made, evidence, extracted, *own)
        else:
            yield made

    return RunnableLambda(understand) | RunnableLambda(retrieve) | RunnableLambda(answer)


def _within(snapshot: Snapshot, libraries: Sequence[str], scope: Scope) -> int:
    """Return how many passages the articles hold that a scope admits."""
    return sum(len(snapshot.passages_within(library, scope)) for library in libraries)


def _hits(documents: "list[Document]") -> tuple[Hit, ...]:
    from index import PassageDocument

    return tuple(document.hit for document in documents if isinstance(document, PassageDocument))


def _timings(found: Found, answer_ms: float) -> dict[str, float]:
    return {
        "embed": round(found.embed_ms, 1),
        "search": round(found.search_ms, 1),
        "answer": round(answer_ms, 1),
        "total": round(found.embed_ms + found.search_ms + answer_ms, 1),
    }
