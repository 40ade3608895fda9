"""Tell a sentence that makes a point from one that elaborates the point before."""

import re
from collections.abc import Iterable

from index import Span

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|last)"
_OPENINGS = (
    rf"{_ORDINAL}(?:ly)?[,:]",
    r"finally[,:]",
    rf"{_ORDINAL}\s+of\s+all\b",
    r"first\s+and\s+foremost\b",
    r"last\s+but\s+not\s+least\b",
    rf"in\s+the\s+{_ORDINAL}\s+place\b",
    r"(?:to\s+(?:begin|start)\s+with|for\s+one\s+thing|for\s+another),",
    r"(?:(?:number|point)\s+)?(?:one|two|three|four|five)[,:]",
    rf"(?:another|(?:an?|the|my|our|his|her|their)\s+(?:{_ORDINAL}|final|other))\s+(?:point|reason|argument)\b",
    r"(?:\(?\d{1,2}[.)]|\(?[a-h]\)|\(?[ivx]{1,4}\)|[•‣▪●])(?=\s|$)",
)
_OPENS_A_POINT = re.compile(rf"[\"'“‘«]*(?:(?:and|but|then)\s+)?(?:{'|'.join(_OPENINGS)})", re.IGNORECASE)
_REFERS_BACK = re.compile(r"(?:It|He|She|They|This|That|These|Those|Its|His|Her|Their)\b")


def opens_a_point(sentence: str) -> bool:
    """Say whether a sentence behind the first of an utterance begins another point: it enumerates."""
    return bool(_OPENS_A_POINT.match(sentence))


def refers_back(sentence: str) -> bool:
    """Say whether a sentence goes on about what the one before tells: "It cost …"."""
    return bool(_REFERS_BACK.match(sentence))


def numbered(text: str, sentences: Iterable[Span]) -> list[Span]:
    """Return the sentences, each number that stands alone ("1.") joined to the sentence that it numbers."""
    joined: list[Span] = []
    for span in sentences:
        if joined and _OPENS_A_POINT.fullmatch(joined[-1].of(text)) and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
