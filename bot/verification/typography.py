"""Typography: what of a text is only its looks, folded so that two texts compare by the rest."""

import re
import unicodedata
from collections.abc import Iterator

from bot.verification.borders import cut_off, unit_marks
from index import Span

QUOTATION_MARKS = "'\"‘’‚‛“”„‟«»‹›`´′″＇＂"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_PRIMES = {"′": "ʹ", "″": "ʺ"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = re.compile("[ -]+")  # runs, and white space around dashes, count as one
_QUOTES = re.compile("'{2,}")  # two apostrophes for one quotation mark


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Yield where `quote` stands in `text` as whole words, but for the differences that an exact quote may have.

    Quotation marks around the quote do not count.
    """
    wanted = folded(quote).strip("' ")
    if not wanted or wanted not in folded(text):
        return
    comparable, origins = _with_origins(text)
    at = comparable.find(wanted)
    while at >= 0:
        span = Span(origins[at], origins[at + len(wanted) - 1] + 1)
        if not (cut_off(text, span.start) or cut_off(text, span.end)):
            yield span
        at = comparable.find(wanted, at + 1)


def folded(text: str) -> str:
    """Return a text in the form in which two that differ in typography only are equal."""
    spaced = _BLANKS.sub(lambda run: "-" if "-" in run.group() else " ", _with_units(text).translate(_TABLE))
    return _QUOTES.sub("'", spaced).rstrip(" ")


def _with_origins(text: str) -> tuple[str, list[int]]:
    """Return the text as folded() does, and for each of its characters the offset it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(_with_units(text)):
        for part in _forms(character):
            if part in " -" and folded and folded[-1] in " -":
                folded[-1] = "-" if "-" in (part, folded[-1]) else " "
                continue
            if part == "'" and folded and folded[-1] == "'":
                continue
            folded.append(part)
            origins.append(at)
    while folded and folded[-1] == " ":
        folded.pop()
        origins.pop()
    return "".join(folded), origins


def _with_units(text: str) -> str:
    """Return a text with marks of feet and inches that are no quotation marks, as long as it was."""
    marks = unit_marks(text)
    if not marks:
        return text
    characters = list(text)
    for at, mark in marks.items():
        characters[at] = _PRIMES[mark]
        if text.startswith("''", at) and mark == "″":
            characters[at + 1] = "\u200b"
    return "".join(characters)


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


class _Table(dict[int, str]):
    """What each character compares as, for str.translate()."""

    def __missing__(self, code: int) -> str:
        self[code] = forms = _forms(chr(code))
        return forms


_TABLE = _Table()
