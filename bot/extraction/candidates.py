"""The sentences that could answer: those of the passages found, each with what stands around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index import Hit, Span, sentences

_CLOSING = "\"'”’)] "
_TABLE = re.compile(r"^[^\S\n]*\|.*\|", re.MULTILINE)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ORDER = re.compile(
    r"\b(?:in|of|to|with|for|from|throughout|before|after)\s+your\s+(?:answers?|responses?|repl(?:y|ies)|output|message)\b"
    r"|^(?:please\s+)?(?:respond|reply|answer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found. `before` is the sentence in front of it in the passage."""

    hit: Hit
    span: Span
    text: str
    before: str


def candidates(hits: Iterable[Hit]) -> list[Candidate]:
    """Return the sentences of the hits, hit by hit; a sentence longer than its passage is cut to it.

    A table's rows are sentences of their own. What asks is left out: a question, as in a news quiz, holds all words of
    its like and answers nothing. So is what tells whoever answers how to: it is planted, and no news.
    """
    found: list[Candidate] = []
    for hit in hits:
        before = ""
        for span in _sentences(hit):
            text = span.of(hit.article.text)
            if not (text.rstrip(_CLOSING).endswith(("?", "？")) or _ORDER.search(text)):
                found.append(Candidate(hit, span, text, before))
            before = text
    return found


def _sentences(hit: Hit) -> list[Span]:
    text, passage = hit.article.text, hit.passage
    spans = [
        Span(passage.start + found.start, passage.start + found.end)
        for found in sentences(text[passage.start : passage.end], hit.article.language)
    ]
    return [row for span in spans for row in _rows(text, span)]


def _rows(text: str, span: Span) -> list[Span]:
    """Part a sentence that is a table, or begins as one, into its lines."""
    if not _TABLE.search(span.of(text)):
        return [span]
    return [Span(span.start + line.start(), span.start + line.end()) for line in _LINE.finditer(span.of(text))]
