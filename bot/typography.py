"""Typography: what of a text is only its looks, folded so that two texts compare by the rest."""

import unicodedata
from collections.abc import Iterator

from index import Span

QUOTATION_MARKS = "'\"‘’‚‛“”„‟«»‹›`´′″＇＂"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Yield where `quote` stands in `text` as whole words, but for the differences that an exact quote may have."""
    folded, origins = folded_with_origins(text)
    wanted, _ = folded_with_origins(quote)
    if not wanted:
        return
    at = folded.find(wanted)
    while at >= 0:
        span = Span(origins[at], origins[at + len(wanted) - 1] + 1)
        if not (_inside_word(text, span.start) or _inside_word(text, span.end)):
            yield span
        at = folded.find(wanted, at + 1)


def folded(text: str) -> str:
    """Return a text in the form in which two that differ in typography only are equal."""
    return folded_with_origins(text)[0]


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def folded_with_origins(text: str) -> tuple[str, list[int]]:
    """Return the text in comparable form, and for each of its characters the offset it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        for part in _forms(character):
            if part in " -" and folded and folded[-1] in " -":  # runs, and white space around dashes, count as one
                folded[-1] = "-" if "-" in (part, folded[-1]) else " "
                continue
            if part == "'" and folded and folded[-1] == "'":  # two apostrophes for one quotation mark
                continue
            folded.append(part)
            origins.append(at)
    while folded and folded[-1] == " ":
        folded.pop()
        origins.pop()
    return "".join(folded), origins


def _forms(character: str) -> str:
    """Return what a character compares as: canonical decomposition, and what is only typography folded."""
    if character.isspace():
        return " "
    if character in QUOTATION_MARKS:
        return "'"
    if character in _DASHES:
        return "-"
    if character in _INVISIBLE:
        return ""
    if character == "…":
        return "..."
    # Ligatures and full-width forms are typography; superscripts and fractions ("10²") are not.
    typographic = "\ufb00" <= character <= "\ufb06" or "\uff01" <= character <= "\uff5e"
    return unicodedata.normalize("NFKD" if typographic else "NFD", character)
