"""The sentences that could answer: those of the passages found, each with what stands around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.datelines import tells_nothing
from bot.planted import asks_of_orders, is_order, planted
from index import Hit, Span, sentences

_CLOSING = "\"'”’)] "
_TABLE = re.compile(r"^[^\S\n]*\|.*\|", re.MULTILINE)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found."""

    hit: Hit
    span: Span
    text: str


def candidates(hits: Iterable[Hit], question: str = "") -> list[Candidate]:
    """Return the sentences of the hits, hit by hit; a sentence longer than its passage is cut to it.

    A table's rows are sentences of their own. What asks is left out: a question, as in a news quiz, holds all words of
    its like and answers nothing. So are credits of pictures and days of publication, and what tells whoever answers
    what to do, unless the question is about such orders.
    """
    found: list[Candidate] = []
    of_orders = asks_of_orders(question)
    for hit in hits:
        left_out = [] if of_orders else _planted(hit)
        for span in _sentences(hit):
            text = span.of(hit.article.text)
            asks = text.rstrip(_CLOSING).endswith(("?", "？"))
            orders = not of_orders and (is_order(text, question) or any(map(span.overlaps, left_out)))
            if not (asks or orders or tells_nothing(text)):
                found.append(Candidate(hit, span, text))
    return found


def _planted(hit: Hit) -> list[Span]:
    """Return what is planted in a passage, also by the line that it goes on with."""
    text = hit.article.text
    start = text.rfind("\n", 0, hit.passage.start) + 1
    return [part.moved(start) for part in planted(text[start : hit.passage.end])]


def _sentences(hit: Hit) -> list[Span]:
    text, passage = hit.article.text, hit.passage
    cut = sentences(text[passage.start : passage.end], hit.article.language)
    spans = [Span(found.start, found.end).moved(passage.start) for found in cut]
    return [row for span in spans for row in _rows(text, span)]


def _rows(text: str, span: Span) -> list[Span]:
    """Part a sentence that is a table, or begins as one, into its lines."""
    if "|" not in span.of(text) or not _TABLE.search(span.of(text)):
        return [span]
    return [Span(span.start + line.start(), span.start + line.end()) for line in _LINE.finditer(span.of(text))]
