"""Answer with a language model: the extractive answer is there first, and stands in where the model does not hold."""

import time
from collections.abc import Iterator
from dataclasses import replace

from bot.answer import Answer, Outcome
from bot.answerers import Answerer
from bot.errors import ModelFailure
from bot.extraction.extracts import Evidence, Extract
from bot.generating import notices
from bot.generating.choosing import sources_for
from bot.generating.stating import stated
from bot.generating.writer import Draft, Writer
from index import terms


def worded(
    extracted: Answer, found: Evidence, extract: Extract, writer: Writer, library: str, deadline: float, passages: int
) -> Iterator[Answer]:
    """Yield the answer as a model words it, statement by statement, whole at last.

    Where nothing can answer, nothing is asked of the model.
    """
    sources = sources_for(found, extract, passages)
    if not found.answerable or not sources:
        yield extracted
        return
    began = time.perf_counter()
    draft, answer = Draft(), None
    try:
        for draft in writer.write(extracted.understood, sources, library, deadline):
            answer = _answer(extracted, draft)
            if answer.statements:
                yield _timed(answer, began)
    except ModelFailure as error:
        yield _timed(replace(extracted, notice=notices.instead(str(error))), began)
        return
    if not (answer and answer.statements):
        yield _timed(_without_statements(extracted, draft), began)


def _answer(extracted: Answer, draft: Draft) -> Answer:
    """Return the statements that hold, with what the extractive answer knows to be missing beside them."""
    statements, citations = stated(draft.holding)
    told = " ".join([statement.text for statement in statements] + [citation.quote for citation in citations])
    missing = tuple(phrase for phrase in extracted.missing if not _holds(told, phrase))
    return replace(
        extracted,
        outcome=Outcome.PARTLY if missing else Outcome.ANSWERED,
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
