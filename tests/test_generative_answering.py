"""The answer as a model words it is shown only as far as its citations verify."""

import time
from collections.abc import Iterator
from dataclasses import replace

from asked_questions import hit
from conftest import an_article
from made_answers import FRESH, RAIN, cited
from made_sources import a_source

from bot.answer import Answer, Outcome, Statement
from bot.answerers import Answerer
from bot.errors import ModelFailure
from bot.extraction.extracts import Evidence, Extract
from bot.generating.answering import Material, wording_chain
from bot.generating.checking.claim import Checked
from bot.generating.checking.evidence import Standing
from bot.generating.claims import Claim
from bot.generating.sources import Source
from bot.generating.writer import Draft
from bot.request import Request

CITED = cited(an_article(RAIN), "Rain fell.")
EXTRACTED = Answer("rain?", "rain?", Outcome.ANSWERED, (Statement("Rain fell.", (1,)),), CITED, (), FRESH,
                   timings_ms={"total": 1.0})  # fmt: skip


class Dictating:
    """A writer whose drafts are known."""

    def __init__(self, *drafts: Draft) -> None:
        self._drafts = drafts

    def write(self, *asked: object) -> Iterator[Draft]:
        if not self._drafts:
            raise ModelFailure("The model is away.")
        yield from self._drafts


def resting_on(source: Source) -> Checked:
    text = "Ferry traffic did not resume."
    return Checked(Claim(text, (1,)), text, (Standing(source, source.sentences[-1]),))


def answers(*drafts: Draft) -> list[Answer]:
    found = Evidence(hits=[hit(RAIN)], reported=())
    extract = Extract(Outcome.ANSWERED, EXTRACTED.statements, CITED)
    own = (Dictating(*drafts), "shared", time.monotonic() + 9, 3)
    return list(wording_chain().stream({"material": Material(Request("rain?"), EXTRACTED, found, extract, *own)}))


def test_an_answer_whose_citations_all_fail_gives_way_to_the_articles_own_sentences() -> None:
    source = a_source()
    moved = replace(source, passage=replace(source.passage, text=source.passage.text[::-1]))
    (answer,) = answers(Draft(holding=(resting_on(moved),)))
    assert (answer.answerer, answer.statements) == (Answerer.EXTRACTIVE, EXTRACTED.statements)
    assert "could be verified" in (answer.notice or "")


def test_an_answer_grows_with_what_verifies() -> None:
    held = resting_on(a_source())
    assert [len(answer.statements) for answer in answers(Draft(), Draft(holding=(held,)))] == [1]


def test_a_model_that_fails_gives_way_to_the_articles_own_sentences() -> None:
    (answer,) = answers()
    assert (answer.answerer, answer.statements) == (Answerer.EXTRACTIVE, EXTRACTED.statements)
    assert answer.notice == "The model is away. These are the articles' own sentences instead."
