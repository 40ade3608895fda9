"""Answer with a language model: the extractive answer is there first, and stands in where the model does not hold."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Outcome
from bot.answerers import Answerer
from bot.errors import ModelFailure
from bot.extraction.extracts import Evidence, Extract
from bot.generating import notices
from bot.generating.choosing import sources_for
from bot.generating.stating import stated
from bot.generating.writer import Draft, Writer
from bot.request import Request
from index import Span, terms

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

FAILURE = "failure"  # under which the fallback finds why it is needed


@dataclass(frozen=True, slots=True)
class Material:
    """What an answer is worded from: the request, the extractive answer, and what was found; by whom, until when."""

    request: Request
    extracted: Answer
    found: Evidence
    extract: Extract
    writer: Writer
    library: str
    deadline: float
    passages: int
    began: float = field(default_factory=time.perf_counter)


def wording_chain() -> "Runnable[dict[str, Any], Answer]":
    """Return a chain of {"material": Material}; its stream is the answer as a model words it, whole at last.

    Where nothing can answer, nothing is asked of the model; where the model fails, the extractive answer comes.
    """
    from langchain_core.runnables import RunnableLambda

    return RunnableLambda(_worded).with_fallbacks(
        [RunnableLambda(_instead)], exceptions_to_handle=(ModelFailure,), exception_key=FAILURE
    )


def _worded(given: Mapping[str, Any]) -> Iterator[Answer]:
    material: Material = given["material"]
    extracted = material.extracted
    sources = sources_for(material.found, material.extract, material.passages)
    if not material.found.answerable or not sources:
        yield extracted
        return
    draft, answer = Draft(), None
    for draft in material.writer.write(material.request, sources, material.library, material.deadline):
        answer = _answer(extracted, draft)
        if answer.statements:
            yield _timed(answer, material.began)
    if not (answer and answer.statements):
        yield _timed(_without_statements(extracted, draft), material.began)


def _instead(given: Mapping[str, Any]) -> Answer:
    """Return the extractive answer, and why it stands in."""
    material: Material = given["material"]
    notice = notices.instead(str(given[FAILURE]))
    return _timed(replace(material.extracted, notice=notice), material.began)


def _answer(extracted: Answer, draft: Draft) -> Answer:
    """Return the statements that hold, with what the extractive answer knows to be missing beside them."""
    statements, citations = stated(draft.holding)
    if statements and draft.led:
        lead = statements[0]
        statements = (replace(lead, marked=(Span(0, len(lead.text)),)), *statements[1:])
    told = " ".join([statement.text for statement in statements] + [citation.quote for citation in citations])
    missing = tuple(phrase for phrase in extracted.missing if not _holds(told, phrase))
    return replace(
        extracted,
        outcome=Outcome.ANSWERED if draft.led and not missing else Outcome.PARTLY,
        statements=statements,
        citations=citations,
        closest=(),
        missing=missing,
        differing=(),
        answerer=Answerer.GENERATIVE,
        dropped=draft.dropped,
        notice=draft.notice,
    )


def _without_statements(extracted: Answer, draft: Draft) -> Answer:
    """Return what there is to say if the model finds nothing, or nothing that it says holds."""
    if not draft.not_found:
        return replace(extracted, dropped=draft.dropped, notice=notices.instead(notices.EMPTY))
    return replace(
        extracted,
        outcome=Outcome.NOT_FOUND,
        statements=(),
        citations=(),
        closest=extracted.closest or extracted.citations,
        missing=(),
        differing=(),
        answerer=Answerer.GENERATIVE,
    )


def _holds(text: str, phrase: str) -> bool:
    return {term.stem for term in terms(phrase)} <= {term.stem for term in terms(text)}


def _timed(answer: Answer, began: float) -> Answer:
    """Return an answer with the model's time in its timings."""
    model_ms = round((time.perf_counter() - began) * 1000, 1)
    timings = answer.timings_ms
    return replace(answer, timings_ms=timings | {"model": model_ms, "total": round(timings["total"] + model_ms, 1)})
