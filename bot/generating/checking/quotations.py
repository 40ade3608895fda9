"""Quotations: what of a claim stands in quotation marks, however they are set, and whether or not they are closed."""

import re
from collections.abc import Iterable, Iterator

from index import Span

_MARK = re.compile(r"(?P<open>[“„«‹「『]|‘‘)|(?P<close>[”»›」』]|’’)|(?P<either>[\"‟＂″]|''|``)")
_SINGLE = re.compile(r"(?<![\w’'])[‘'‚＇](?!\d\ds?\b)((?:[^‘’'＇\n]|(?<=\w)[’'](?=\w))+?)(?<!\s)[’'‘＇](?![\w’'])")


def quotations(text: str) -> list[Span]:
    """Return the spans of what is quoted, marks left out; a mark without its partner quotes up to the border."""
    double = list(_double(text))
    single = [
        Span(*found.span(1))
        for found in _SINGLE.finditer(text)
        if not any(span.start < found.end() and found.start() < span.end for span in double)
    ]
    found = sorted([*double, *single], key=lambda span: span.start)
    return [span for span in found if any(map(str.isalnum, span.of(text)))]


def without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in the place of some parts, as long as it was."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _double(text: str) -> Iterator[Span]:
    start: int | None = None
    last = 0
    for mark in _MARK.finditer(text):
        opens = mark["open"] is not None or (mark["either"] is not None and start is None)
        if opens and start is None and (mark["open"] or not _closes_alone(text, mark, last)):
            start = mark.end()
        elif not mark["open"]:
            yield Span(last if start is None else start, mark.start())
            start, last = None, mark.end()
    if start is not None:
        yield Span(start, len(text))


def _closes_alone(text: str, mark: re.Match[str], last: int) -> bool:
    """Say whether a straight mark stands behind a word and before none, with no mark before it."""
    behind, before = text[mark.end() : mark.end() + 1], text[max(0, mark.start() - 1) : mark.start()]
    return last == 0 and before not in ("", " ") and not (behind.isalnum())
