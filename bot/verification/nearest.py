"""Find the parts of articles that a quote comes nearest to: candidates by BM25, then alignment word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.verification.alignment import MOST_CELLS, align, weight
from bot.verification.differences import Comparison, compare
from bot.verification.ellipses import is_marked
from bot.verification.sides import Side
from bot.verification.variants import Known
from bot.verification.wording import words
from index import Article, Snapshot, Span, terms

MOST_CANDIDATES = 50  # passages for a query
MOST_ALIGNED = 10  # regions
MOST_PHRASE = 260  # words; no passage is longer
_QUERY, _MOST_QUERIES, _SHORTEST_HALF = 40, 8, 5  # words, queries, words
_AROUND = 600  # characters beside a candidate passage, and as many again as the quote has
LEAST_SHARED = 0.5  # of the quote's words that the likeliest region holds, for another to be looked at
LEAST_PIECE = 3  # words of a quote that is pieced together
PIECE_SHARED = 0.6  # of a piece's words
_LETTERS = re.compile(r"\w+(?:[’']\w+)?")


@dataclass(frozen=True)
class Region:
    """A part of an article in which a quote may stand."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        """Return the characters of the part."""
        return self.span.of(self.article.text)

    @cached_property
    def side(self) -> Side:
        """Return the words of the part, to lay a quote beside."""
        return Side(self.article.text, words(self.article.text, self.span.start, self.span.end))


@dataclass(frozen=True, slots=True)
class Nearest:
    """A part of an article laid beside a quote's words `first` to `after`."""

    article: Article
    comparison: Comparison
    first: int
    after: int


def regions(snapshot: Snapshot, libraries: Sequence[str], quote: str) -> list[Region]:
    """Return the parts of articles that a quote may be from, the likeliest first.

    Of an article that stands in several libraries only one is looked at.
    """
    asked = terms(quote)
    keys = snapshot.containing(libraries, quote, MOST_CANDIDATES) if len(asked) <= MOST_PHRASE else []
    for query in _queries([term.word for term in asked]):
        keys += snapshot.ranked_by_words(libraries, query, MOST_CANDIDATES)
    around = _AROUND + len(quote)
    spans: dict[str, tuple[Article, list[Span]]] = {}  # by text
    for passage, article in snapshot.located(dict.fromkeys(keys)).values():
        window = Span(max(0, passage.start - around), min(len(article.text), passage.end + around))
        spans.setdefault(article.text, (article, []))[1].append(window)
    found = [Region(article, span) for article, windows in spans.values() for span in _merged(windows)]
    wanted = {term.word.lower() for term in asked}
    shared = [len(wanted.intersection(_LETTERS.findall(region.text.lower()))) for region in found]
    order = sorted(range(len(found)), key=lambda at: (-shared[at], at))
    return [found[at] for at in order if shared[at] >= LEAST_SHARED * shared[order[0]]]


def nearest(quote: Side, found: Sequence[Region], known: Known) -> list[Nearest]:
    """Return what the quote comes nearest to, what says the same first and then what holds most of it."""
    whole = [made for region in _affordable(quote, found) if (made := _laid(region, quote, 0, len(quote.words), known))]
    return sorted(whole, key=lambda made: (not made.comparison.harmless, -closeness(quote, [made])))


def pieces(quote: Side, best: Nearest, found: Sequence[Region], known: Known) -> list[Nearest]:
    """Return what a quote is pieced together from: what it comes nearest to, and where its head and tail stand."""
    made = [best]
    shared = [at for at, here in enumerate(best.comparison.shared) if here]
    for first, after in ((0, shared[0]), (shared[-1] + 1, len(quote.words))) if shared else ():
        if after - first < LEAST_PIECE:
            continue
        laid = [_laid(region, quote, first, after, known) for region in _affordable(quote, found)]
        firm = [piece for piece in map(_firm, filter(None, laid)) if piece]
        made += sorted(firm, key=lambda piece: -closeness(quote, [piece]))[:1]
    return made


def closeness(quote: Side, made: Sequence[Nearest], part: Span | None = None) -> float:
    """Return the share of the quote's words, or of those in a part of it, that stand in what was found, by weight."""
    shared = {
        word.start
        for piece in made
        for word, found in zip(quote.words[piece.first : piece.after], piece.comparison.shared, strict=True)
        if found
    }
    within = [word for word in quote.words if part is None or part.start <= word.start < part.end]
    return sum(weight(word) for word in within if word.start in shared) / max(1, sum(map(weight, within)))


def _laid(region: Region, quote: Side, first: int, after: int, known: Known) -> Nearest | None:
    """Lay some words of the quote beside a part of an article, None if they share no word."""
    part = quote.words[first:after]
    jumps = {at for at in range(1, len(part)) if is_marked(quote.gap(first + at).of(quote.text))}
    pairs = align(region.side.words, part, jumps)
    if not pairs:
        return None
    return Nearest(region.article, compare(region.side, Side(quote.text, part), pairs, known), first, after)


def _firm(piece: Nearest) -> Nearest | None:
    """Return a piece if enough of it stands together for it not to be there by chance."""
    shared = [at for at, here in enumerate(piece.comparison.shared) if here]
    if len(shared) < LEAST_PIECE or len(shared) < PIECE_SHARED * (shared[-1] + 1 - shared[0]):
        return None
    return piece


def _affordable(quote: Side, found: Sequence[Region]) -> list[Region]:
    """Return the likeliest regions, as many as time allows."""
    chosen: list[Region] = []
    cells = 0
    for region in found[:MOST_ALIGNED]:
        cells += len(quote.words) * len(region.side.words)
        if chosen and cells > MOST_CELLS:
            break
        chosen.append(region)
    return chosen


def _queries(asked: Sequence[str]) -> Iterator[str]:
    """Yield what to search for: the words and each half of them, or of a long quote some parts."""
    if len(asked) <= _QUERY * 2:
        yield " ".join(asked)
        if len(asked) >= 2 * _SHORTEST_HALF:
            middle = len(asked) // 2
            yield " ".join(asked[:middle])
            yield " ".join(asked[middle:])
        return
    step = max(_QUERY, (len(asked) - _QUERY) // (_MOST_QUERIES - 1))
    for at in range(0, len(asked) - _QUERY + 1, step):
        yield " ".join(asked[at : at + _QUERY])


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
