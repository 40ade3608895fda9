"""Tell whether a quote stands in the articles: exactly, nearly, altered, or not at all.

A quote that leaves out beside it a denial, a doubt or a condition that governs it is altered, though all of its words
stand together; which words do so, `omissions.py` lists. What else was left out of its sentence is not looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import islice

from bot.errors import UsageProblem
from bot.verification.attributions import attributed, attribution
from bot.verification.borders import cut_bracket
from bot.verification.differences import Difference
from bot.verification.joining import joined
from bot.verification.nearest import Nearest, Region, closeness, nearest, pieces, regions
from bot.verification.omissions import omitted_after, omitted_before
from bot.verification.sides import Side
from bot.verification.typography import occurrences
from bot.verification.variants import Known
from bot.verification.wording import asked_words
from index import Article, Snapshot, Span, clean, terms

MOST_MATCHES = 10
MOST_PLACES = 500  # where a quote stands, that are looked at for what it leaves out
MOST_CHARACTERS = 20_000
# Share of the quote's words, by weight, that must stand in the articles for it to be called altered; the more pieces
# they stand in, the likelier it is by chance.
CLOSE, CLOSER = 0.5, 0.1
CLOSE_ALONE = 0.75  # the same of what is quoted, where it stands without what frames it
SAME = 0.99  # share of what is quoted that must stand where the frame does, for the article to frame it so
_PASTED = re.compile(r"^\s*>+ (?=\W{0,2}[^\W\d])", re.MULTILINE)  # marks of a quotation in Discord and mail
LEAST_SHARED = 2  # words, of a quote that has as many
LEAST_LETTERS = 2  # of some word, for a quote to be anything but exact


class Verdict(StrEnum):
    """What is true of a quote."""

    EXACT = "exact"  # equal but for white space, quotation marks, dashes and Unicode form
    NEAR = "near"  # as above, and but for what leaves the meaning alone
    ALTERED = "altered"  # close, but something that bears meaning differs
    ABSENT = "absent"  # nothing close


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands, or what it comes nearest to, with the places where it departs from that."""

    article: Article
    start: int
    end: int
    differences: tuple[Difference, ...] = ()

    @property
    def span(self) -> Span:
        """Return the place in the article's text."""
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        """Return the article's own words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a quote, with the places it rests on."""

    verdict: Verdict
    matches: tuple[Match, ...]


def verify(snapshot: Snapshot, libraries: Sequence[str], quote: str) -> Verification:
    """Look a quote up in libraries. Raise UsageProblem if it is empty or too long."""
    if len(quote) > MOST_CHARACTERS:
        raise UsageProblem(
            "The quote has {:,} characters, at most {:,} are taken; shorten it.", len(quote), MOST_CHARACTERS
        )
    given = _PASTED.sub("", clean(quote)).strip()
    if not terms(given):
        raise UsageProblem("The quote is empty; give its words, for example: a monopoly network")
    found = regions(snapshot, libraries, given)
    known = cache(lambda word: bool(snapshot.containing(libraries, word, 1)))
    return (
        _standing(snapshot, found, given, known)
        or _attributed(snapshot, found, given, known)
        or _altered(found, given, known)
        or Verification(Verdict.ABSENT, ())
    )


def exact_in(article: Article, part: Span, quote: str) -> list[Span]:
    """Return where a quote stands exactly in a part of an article, and leaves out nothing that governs it."""
    return [match.span for match in _exact([Region(article, part)], quote)]


def near_in(article: Article, part: Span, quote: str) -> list[Span]:
    """Return where a quote stands in a part of an article but for what leaves the meaning alone."""
    laid = nearest(Side(quote, asked_words(quote)), [Region(article, part)], lambda word: True)
    return [made.comparison.span for made in laid if made.comparison.harmless]


def _standing(snapshot: Snapshot, found: Sequence[Region], asked: str, known: Known) -> Verification | None:
    """Return where a quote stands exactly, else where it nearly does."""
    if exact := _exact(found, asked):
        return Verification(Verdict.EXACT, tuple(exact))
    quote = Side(asked, asked_words(asked))
    if _is_letters(quote):
        return None
    laid = [joined(snapshot, made) for made in nearest(quote, found, known)]
    near = [_match(made) for made in laid if made.comparison.harmless]
    return Verification(Verdict.NEAR, tuple(near[:MOST_MATCHES])) if near else None


def _attributed(snapshot: Snapshot, found: Sequence[Region], given: str, known: Known) -> Verification | None:
    """Return whether words that stand in the articles are attributed as there, though in another order."""
    quote = attributed(given)
    standing = _standing(snapshot, found, quote.quoted.of(given).strip(), known) if quote and quote.is_weighty else None
    if quote is None or standing is None:
        return None
    made = [
        replace(match, differences=(*match.differences, attribution(snapshot, match.article, match.span, quote)))
        for match in standing.matches
    ]
    if fair := [match for match in made if match.differences[-1].harmless]:
        return Verification(Verdict.NEAR, tuple(fair))
    side = Side(given, asked_words(given))
    laid = nearest(side, found, known)
    framed = min(closeness(side, laid[:1], span) for span in quote.frame)  # the article may frame the same words alike
    alike = framed >= CLOSE and closeness(side, laid[:1], quote.quoted) >= SAME
    return None if alike else Verification(Verdict.ALTERED, tuple(made))


def _altered(found: Sequence[Region], given: str, known: Known, least: float = CLOSE) -> Verification | None:
    """Return what a quote comes close to; what stands in its quotation marks must itself be close."""
    side = Side(given, asked_words(given))
    quote = attributed(given)
    quoted = quote.quoted if quote and quote.is_weighty else None
    laid = nearest(side, found, known)
    if not laid or _is_letters(side):
        return None
    if quoted and closeness(side, laid[:1], quoted) < CLOSE:
        return _altered(found, quoted.of(given), known, CLOSE_ALONE)
    made = pieces(side, laid[0], found, known)
    if sum(map(sum, (piece.comparison.shared for piece in made))) < min(LEAST_SHARED, len(side.words)):
        return None
    if min(closeness(side, made), closeness(side, made, quoted)) < least + CLOSER * (len(made) - 1):
        return None
    return Verification(Verdict.ALTERED, tuple(map(_match, made)))


def _is_letters(quote: Side) -> bool:
    """Say whether a quote is made of single letters, which stand everywhere by chance."""
    return all(len(word.key) < LEAST_LETTERS for word in quote.words)


def _exact(found: Sequence[Region], asked: str) -> list[Match]:
    """Return where a quote stands as asked, but not where what denies it or makes it conditional is left out."""
    spans = (
        (region.article, Span(region.span.start + at.start, region.span.start + at.end))
        for region in found
        for at in occurrences(region.text, asked)
    )
    looked_at = islice(spans, MOST_PLACES)
    fair = ((article, span) for article, span in looked_at if _is_fair(article.text, span))
    return [Match(article, span.start, span.end) for article, span in islice(fair, MOST_MATCHES)]


def _is_fair(text: str, span: Span) -> bool:
    cut = cut_bracket(text, span.start, span.end)
    return not (cut or omitted_before(text, span.start) or omitted_after(text, span.start, span.end))


def _match(made: Nearest) -> Match:
    span = made.comparison.span
    return Match(made.article, span.start, span.end, made.comparison.differences)
