"""The LangChain retrieval chain: a request goes in, a verified answer comes out."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from bot.answer import Answer, Outcome
from bot.answerers import Answerer
from bot.combining import combined
from bot.extraction.extractive import extract
from bot.extraction.extracts import Evidence, Extract
from bot.generating.models import switch_tracing_off
from bot.generating.wording import Wording
from bot.meanwhile import meanwhile
from bot.overview.languages import sampled, told_apart
from bot.overview.reading import Overview, overview_in
from bot.overview.small_talk import replied
from bot.overview.surveying import Survey, survey_of
from bot.parting import questions_in
from bot.question import understand
from bot.reader import Reader
from bot.request import Request
from bot.searching import Search, search_of
from bot.speaking.reported import reported
from index import Found, Freshness, Hit, HybridSearch, Ledger, Scope, diverse

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.runnables import Runnable

    from bot.generating.writer import Writer

HITS = 40  # passages retrieved
MOST_PUBLISHERS = 5_000  # whose short names are known
DIVERSE_HITS = 20  # of these that an answer looks at
NOTHING = Found((), 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Part:
    """A request, or one of several that were asked at once, and until when it may be worked on."""

    request: Request
    deadline: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, read: what to look for, who words the answer, until when; `overview`: for all that is new of it."""

    request: Request
    search: Search
    overview: Overview | None
    freshness: Freshness
    writer: "Writer | None"
    deadline: float


@dataclass(frozen=True, slots=True)
class _Retrieved:
    """What was found for a request.

    `unheld` are phrases that no passage holds, `outside` says that nothing of the days asked for was found: the hits
    are then only the closest. `survey`: what there is for an overview.
    """

    asked: _Asked
    hits: tuple[Hit, ...]
    found: Found
    unheld: tuple[str, ...]
    outside: bool
    survey: Survey | None = None


class _Steps:
    """The steps from a request to an answer, over some libraries as if they were one."""

    def __init__(
        self,
        ledger: Ledger,
        search: HybridSearch,
        reader: Reader,
        libraries: tuple[str, ...],
        wording: Wording | None,
    ) -> None:
        from index import PassageRetriever

        self._ledger = ledger
        self._reader = reader
        self._extract = partial(extract, reader=reader, likeness=search.likeness)
        self._libraries = libraries
        self._wording = wording
        self._retriever = PassageRetriever(search=search, libraries=libraries, k=HITS)
        self._publishers = lru_cache(maxsize=1)(self._read_publishers)

    def begin(self, request: Request) -> float:
        """Return until when a request may be worked on, which only a language model minds."""
        writer = self._writer(request)
        return writer.begin() if writer else 0.0

    def read(self, part: _Part) -> _Asked:
        """Read a request with its conversation, its dates and its limits."""
        request = part.request
        with self._ledger.reading() as snapshot:
            freshness = snapshot.freshness(*self._libraries)
        writer = self._writer(request)
        publishers = partial(self._publishers, freshness.revision)
        search = search_of(request, newest=freshness.newest, publishers=publishers)
        overview = overview_in(search.understood, (request.now or datetime.now(UTC)).date(), publishers)
        return _Asked(request, search, overview, freshness, writer, part.deadline)

    def retrieve(self, asked: _Asked) -> _Retrieved:
        """Find passages: those of the scope, else the closest outside of it."""
        if asked.overview:
            return self._surveyed(asked, asked.overview)
        query, scope = asked.search.query, asked.search.scope
        documents, found = self._found(query, scope)
        unheld = scope.phrases if scope.least_phrases and not documents else ()
        if unheld:
            documents, found = self._found(query, replace(scope, phrases=(), least_phrases=0))
        outside = bool(scope.published) and not documents
        if outside:
            documents, found = self._found(query, replace(scope, published=None, phrases=(), least_phrases=0))
        return _Retrieved(asked, diverse(_hits(documents), DIVERSE_HITS), found, unheld, outside)

    def answer(self, retrieved: _Retrieved) -> Iterator[Answer]:
        """Yield the answer as it grows, whole at last."""
        started = time.perf_counter()
        asked, wanted = retrieved.asked, retrieved.asked.search
        evidence = self._evidence(retrieved)
        survey = retrieved.survey
        extracted = survey.extract if survey else self._extract(wanted.question, evidence, latest=wanted.latest)
        notice = None if survey else self._reader.notice
        made = _made(retrieved, extracted, notice, (time.perf_counter() - started) * 1000)
        if made.outcome is Outcome.NOT_FOUND:
            made = replace(made, remark=told_apart(made.question, sampled(self._ledger, self._libraries)))
        if self._wording and asked.writer and (asked.overview is None or asked.overview.summing):
            from bot.generating.answering import Material, wording_chain

            own = (asked.writer, self._libraries[0], asked.deadline, self._wording.passages)
            yield from wording_chain().stream({"material": Material(asked.request, made, evidence, extracted, *own)})
        else:
            yield made

    def _surveyed(self, asked: _Asked, overview: Overview) -> _Retrieved:
        found = NOTHING

        def find(topic: str, scope: Scope) -> tuple[Hit, ...]:
            nonlocal found
            documents, found = self._found(topic, scope)
            return _hits(documents)

        survey = survey_of(overview, asked.search.scope, self._ledger, self._libraries, find)
        return _Retrieved(asked, survey.hits, found, (), survey.outside, survey)

    def _writer(self, request: Request) -> "Writer | None":
        usual = self._wording.usual if self._wording else Answerer.EXTRACTIVE
        generative = (request.answerer or usual) is Answerer.GENERATIVE
        return self._wording.writer() if self._wording and generative else None

    def _read_publishers(self, revision: int) -> list[str]:
        """Return the sources of the articles; the revision says when that is asked anew."""
        with self._ledger.reading() as snapshot:
            return snapshot.publishers(self._libraries, "", MOST_PUBLISHERS)

    def _found(self, query: str, scope: Scope) -> "tuple[list[Document], Found]":
        found: list[Found] = []
        documents = self._retriever.invoke(query, report=found.append, scope=scope)
        return documents, found[0]

    def _evidence(self, retrieved: _Retrieved) -> Evidence:
        asked, wanted = retrieved.asked, retrieved.asked.search
        topic = " ".join(term.word for term in wanted.question.topic)
        newest = asked.freshness.newest
        with self._ledger.reading() as snapshot:
            told = reported(snapshot, self._libraries, wanted.question.speaker, topic, wanted.scope)
        return Evidence(
            hits=retrieved.hits,
            reported=told,
            phrases=wanted.scope.phrases if wanted.scope.least_phrases else (),
            unheld=retrieved.unheld,
            timely=not (wanted.happened and newest) or newest[:10] >= wanted.happened.isoformat(),
            named=wanted.scope.named,
            outside=retrieved.outside,
        )


def answer_chain(
    ledger: Ledger,
    search: HybridSearch,
    reader: Reader,
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

    steps = _Steps(ledger, search, reader, libraries, wording)
    one = RunnableLambda(steps.read) | RunnableLambda(steps.retrieve) | RunnableLambda(steps.answer)

    def answer(asked: Request | str) -> Iterator[Answer]:
        request = Request(asked) if isinstance(asked, str) else asked
        if talked := replied(request.question, ledger, libraries):
            yield talked
            return
        requests = questions_in(request)
        parts = _in_turn(requests, steps.begin(request))
        if len(requests) == 1:
            yield from one.stream(next(parts))
        else:
            answers = [one.invoke(part) for part in parts]
            yield combined(understand(request.question).text, [each.question for each in requests], answers)

    return RunnableLambda(answer, afunc=meanwhile(answer))


def _in_turn(requests: Sequence[Request], deadline: float) -> Iterator[_Part]:
    """Yield each request when it is its turn, with an equal share of the time that is left then."""
    for left, request in zip(range(len(requests), 0, -1), requests, strict=True):
        now = time.monotonic()
        yield _Part(request, now + (deadline - now) / left)


def _made(retrieved: _Retrieved, extracted: Extract, notice: str | None, answer_ms: float) -> Answer:
    wanted, freshness = retrieved.asked.search, retrieved.asked.freshness
    return Answer(
        question=wanted.asked,
        understood=wanted.understood,
        outcome=extracted.outcome,
        statements=extracted.statements,
        citations=extracted.citations,
        closest=extracted.closest,
        missing=extracted.missing,
        differing=extracted.differing,
        period=wanted.period_outside if retrieved.outside and extracted.closest else wanted.period,
        latest=wanted.latest and not retrieved.survey,
        freshness=freshness,
        more=extracted.more,
        notice=notice,
        timings_ms=_timings(retrieved.found, answer_ms),
    )


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
