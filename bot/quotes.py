"""Tell whether a quote stands in the articles: equal but for white space, quotation marks, dashes and Unicode form."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UsageProblem
from index import Article, Snapshot, Span, clean, terms

CANDIDATES = 50  # passages whose articles are looked through
MOST_MATCHES = 10
MOST_CHARACTERS = 20_000

_QUOTATION_MARKS = "'\"‘’‚‛“”„‟«»‹›`´′″＇＂"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


class Verdict(StrEnum):
    """What is true of a quote. NEAR and ALTERED are not told apart from ABSENT yet."""

    EXACT = "exact"
    NEAR = "near"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the article's own words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a quote, with the places it rests on."""

    verdict: Verdict
    matches: tuple[Match, ...]


def verify(snapshot: Snapshot, library: str, quote: str) -> Verification:
    """Look a quote up in a library. Raise UsageProblem if it is empty or too long."""
    if len(quote) > MOST_CHARACTERS:
        raise UsageProblem(
            f"The quote has {len(quote):,} characters, at most {MOST_CHARACTERS:,} are taken; shorten it."
        )
    asked = clean(quote).strip(f"{_QUOTATION_MARKS} \t\n")
    if not terms(asked):
        raise UsageProblem('The quote is empty; give its words, for example: newsdesk verify "a monopoly network"')
    candidates = [
        *snapshot.containing(library, asked, CANDIDATES),
        *snapshot.ranked_by_words(library, asked, CANDIDATES),
    ]
    articles = {article.id: article for _, article in snapshot.located(library, dict.fromkeys(candidates)).values()}
    matches = [
        Match(article, span.start, span.end)
        for article in articles.values()
        for span in occurrences(article.text, asked)
    ]
    return Verification(Verdict.EXACT if matches else Verdict.ABSENT, tuple(matches[:MOST_MATCHES]))


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Yield where `quote` stands in `text` as whole words, but for the differences that an exact quote may have."""
    folded, origins = _folded(text)
    wanted, _ = _folded(quote)
    if not wanted:
        return
    at = folded.find(wanted)
    while at >= 0:
        span = Span(origins[at], origins[at + len(wanted) - 1] + 1)
        if not (_inside_word(text, span.start) or _inside_word(text, span.end)):
            yield span
        at = folded.find(wanted, at + 1)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _folded(text: str) -> tuple[str, list[int]]:
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
    if character in _QUOTATION_MARKS:
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
