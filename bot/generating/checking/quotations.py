"""Quotations: what of a claim stands in quotation marks, however they are set, and whether or not they are closed."""

import re
from collections.abc import Iterable, Iterator

from index import Span

_MARK = re.compile(
    r"(?P<open>[“„«‹「『]|‘‘)|(?P<close>[”»›」』]|’’|(?<=[\w.,;!?…])[\"‟＂″](?!\w))|(?P<either>[\"‟＂″]|''|``)"
)
_SINGLE = re.compile(r"(?<![\w’'])[‘'‚＇](?!\d\ds?\b)((?:[^‘’'＇\n]|(?<=\w)[’'](?=\w))+?)(?<!\s)[’'‘＇](?![\w’'])")


def quotations(text: str) -> list[Span]:
    """Return the spans of what is quoted, marks left out; a mark without its partner quotes up to the border."""
    double = list(_double(text))
    single = (Span(*found.span(1)) for found in _SINGLE.finditer(text))
    found = [*double, *(span for span in single if not any(map(span.overlaps, double)))]
    return sorted((span for span in found if any(map(str.isalnum, span.of(text)))), key=lambda span: span.start)


def without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in the place of some parts, as long as it was."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _double(text: str) -> Iterator[Span]:
    start: int | None = None
    last = 0
    for mark in _MARK.finditer(text):
        if start is None and not mark["close"]:
            start = mark.end()
        elif not mark["open"]:
            yield Span(last if start is None else start, mark.start())
            start, last = None, mark.end()
    if start is not None:
        yield Span(start, len(text))
