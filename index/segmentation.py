"""Find the sentences and paragraphs of a text, by sentencex, with exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sentencex

from index.article import Span

MOST_TOGETHER = 10_000  # characters
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_FULL_WIDTH_ENDS = "。！？｡」』”"


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence without surrounding white space; `paragraph` counts from 0."""

    paragraph: int


def sentences(text: str, language: str | None = None) -> list[Sentence]:
    """Return the sentences of `text` in order; together they hold every character but white space.

    A paragraph ends at an empty line, or at a line break that falls on the end of a sentence.
    """
    found: list[Sentence] = []
    paragraph = 0
    for block in _blocks(text):
        for span in _split(text, block, language or "en"):
            if found and "\n" in text[found[-1].end : span.start]:
                paragraph += 1
            found.append(Sentence(span.start, span.end, paragraph))
    return found


def _blocks(text: str) -> list[Span]:
    """Return what stands between empty lines, in parts where that is long: sentencex takes quadratic time."""
    blocks, start = [], 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        blocks.append(Span(start, gap.start()))
        start = gap.end()
    return [part for block in [*blocks, Span(start, len(text))] for part in _parts(text, block)]


def _parts(text: str, block: Span) -> Iterator[Span]:
    """Cut a long block, after the end of a sentence if there is one."""
    start = block.start
    while block.end - start > MOST_TOGETHER:
        window = text[start : start + MOST_TOGETHER]
        ends = [window.rfind(mark) + 1 for mark in (". ", ".\n", "\n", " ")]
        length = next((end for end in (max(ends[:2]), *ends[2:]) if end > 0), MOST_TOGETHER)
        yield Span(start, start + length)
        start += length
    yield Span(start, block.end)


def _split(text: str, block: Span, language: str) -> list[Span]:
    """Cut the block where sentencex says that a sentence starts, so that nothing is ever left out."""
    boundaries = sentencex.get_sentence_boundaries(language, block.of(text))
    starts = (block.start + at["start_index"] for at in boundaries)
    cuts = sorted({block.start, block.end, *(start for start in starts if _may_start(text, start))})
    spans = (_stripped(text, Span(start, end)) for start, end in pairwise(cuts))
    return [span for span in spans if span.start < span.end]


def _may_start(text: str, at: int) -> bool:
    """Say whether a sentence can start here: never inside a word ("non-U.S."), except in scripts without spaces."""
    before = text[at - 1 : at]
    return before.isspace() or text[at].isspace() or before in _FULL_WIDTH_ENDS


def _stripped(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
