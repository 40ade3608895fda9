"""Cut an article's text into paragraphs and these into pieces, each of which is marked whole or not at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import Span

_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n|\Z")


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of a text that are marked under a number; they may overlap those of others."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in the same highlights, in none if `numbers` is empty.

    `begins` and `ends` are the numbers of the highlights whose first and last words these are.
    """

    text: str
    numbers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def paragraphs(text: str, highlights: Iterable[Highlight] = ()) -> list[tuple[Piece, ...]]:
    """Return the paragraphs of a text, each in pieces; left out is only the white space between them.

    Offsets are code points of `text`. Pieces never overlap, however highlights do.
    """
    seen = (Highlight(each.number, _trimmed(text, each.span)) for each in highlights)
    found = sorted(seen, key=lambda each: (each.span.start, each.span.end))
    return [tuple(_pieces(text, paragraph, found)) for paragraph in _paragraph_spans(text)]


def _paragraph_spans(text: str) -> Iterator[Span]:
    start = 0
    for between in _BETWEEN_PARAGRAPHS.finditer(text):
        words = text[start : between.start()]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = between.end()


def _pieces(text: str, paragraph: Span, highlights: Sequence[Highlight]) -> Iterator[Piece]:
    touching = [each for each in highlights if each.span.overlaps(paragraph)]
    borders = {border for each in touching for border in (each.span.start, each.span.end)}
    inside = sorted(border for border in borders if paragraph.start < border < paragraph.end)
    for start, end in zip([paragraph.start, *inside], [*inside, paragraph.end], strict=True):
        covering = [each for each in touching if each.span.overlaps(Span(start, end))]
        yield Piece(
            text=text[start:end],
            numbers=tuple(each.number for each in covering),
            begins=tuple(each.number for each in covering if each.span.start == start),
            ends=tuple(each.number for each in covering if each.span.end == end),
        )


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends, which may lie between two paragraphs."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))
