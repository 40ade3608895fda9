"""The sentences that could answer: those of the passages found, each with what stands around it."""

from collections.abc import Iterable
from dataclasses import dataclass

from index import Hit, Span, sentences

_CLOSING = "\"'”’)] "


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found. `before` is the sentence in front of it in the passage."""

    hit: Hit
    span: Span
    text: str
    before: str


def candidates(hits: Iterable[Hit]) -> list[Candidate]:
    """Return the sentences of the hits, hit by hit; a sentence longer than its passage is cut to it.

    What asks is left out: a question, as in a news quiz, holds all words of its like and answers nothing.
    """
    found: list[Candidate] = []
    for hit in hits:
        before = ""
        for span in _sentences(hit):
            text = span.of(hit.article.text)
            if not text.rstrip(_CLOSING).endswith(("?", "？")):
                found.append(Candidate(hit, span, text, before))
            before = text
    return found


def _sentences(hit: Hit) -> list[Span]:
    text, passage = hit.article.text, hit.passage
    return [
        Span(passage.start + found.start, passage.start + found.end)
        for found in sentences(text[passage.start : passage.end], hit.article.language)
    ]
