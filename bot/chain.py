"""The LangChain retrieval chain: a question goes in, a verified answer comes out."""

import os
import time
from typing import TYPE_CHECKING, Any

from bot.answer import Answer
from bot.extractive import extract
from bot.question import Question, understand
from bot.reported import reported
from index import Found, Hit, HybridSearch, Ledger

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.runnables import Runnable

HITS = 20
_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


def answer_chain(ledger: Ledger, search: HybridSearch, library: str) -> "Runnable[str, Answer]":
    """Return a chain that answers questions about one library.

    Invoking it raises UsageProblem for a question that cannot be used.
    """
    for name in _TRACING:  # tracing would send every question to a server
        os.environ[name] = "false"
    from langchain_core.runnables import RunnableLambda

    from index import PassageRetriever

    retriever = PassageRetriever(search=search, library=library, k=HITS)

    def retrieve(question: Question) -> dict[str, Any]:
        found: list[Found] = []
        documents = retriever.invoke(question.text, report=found.append)
        return {"question": question, "hits": _hits(documents), "found": found[0]}

    def answer(retrieved: dict[str, Any]) -> Answer:
        return _answer(ledger, search, library, retrieved["question"], retrieved["hits"], retrieved["found"])

    return RunnableLambda(understand) | RunnableLambda(retrieve) | RunnableLambda(answer)


def _hits(documents: "list[Document]") -> tuple[Hit, ...]:
    from index import PassageDocument

    return tuple(document.hit for document in documents if isinstance(document, PassageDocument))


def _answer(
    ledger: Ledger, search: HybridSearch, library: str, question: Question, hits: tuple[Hit, ...], found: Found
) -> Answer:
    started = time.perf_counter()
    with ledger.reading() as snapshot:
        freshness = snapshot.freshness(library)
        told = reported(snapshot, library, question.speaker, " ".join(term.word for term in question.topic))
    extracted = extract(question, hits, told, search.likeness)
    answer_ms = (time.perf_counter() - started) * 1000
    return Answer(
        question=question.text,
        understood=question.text,
        outcome=extracted.outcome,
        statements=extracted.statements,
        citations=extracted.citations,
        closest=extracted.closest,
        freshness=freshness,
        timings_ms={
            "embed": round(found.embed_ms, 1),
            "search": round(found.search_ms, 1),
            "answer": round(answer_ms, 1),
            "total": round(found.embed_ms + found.search_ms + answer_ms, 1),
        },
    )
