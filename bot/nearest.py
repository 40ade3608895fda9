"""Find the parts of articles that a quote comes nearest to: candidates by BM25, then alignment word by word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.alignment import MOST_CELLS, align, weight
from bot.differences import Comparison, Side, compare
from bot.ellipses import is_marked
from bot.wording import Word, words
from index import Article, Snapshot, Span, terms

MOST_CANDIDATES = 50  # passages for a query
MOST_ALIGNED = 16  # regions
MOST_PHRASE = 260  # words; no passage is longer
_QUERY, _MOST_QUERIES, _SHORTEST_HALF = 40, 8, 5  # words, queries, words
_AROUND = 600  # characters beside a candidate passage, and as many again as the quote has
_LEAST_PIECE = 3  # words
_PIECE_COVERED = 0.6
_MOST_PIECES = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an article in which a quote may stand."""

    article: Article
    span: Span


@dataclass(frozen=True, slots=True)
class Nearest:
    """A part of an article laid beside a quote, or beside its words `first` to `after`."""

    article: Article
    comparison: Comparison
    first: int
    after: int


def regions(snapshot: Snapshot, library: str, quote: str) -> list[Region]:
    """Return the parts of articles that a quote may be from, the likeliest first."""
    asked = terms(quote)
    ids = snapshot.containing(library, quote, MOST_CANDIDATES) if len(asked) <= MOST_PHRASE else []
    for query in _queries([term.word for term in asked]):
        ids += snapshot.ranked_by_words(library, query, MOST_CANDIDATES)
    around = _AROUND + len(quote)
    spans: dict[str, tuple[Article, list[Span]]] = {}
    for passage, article in snapshot.located(library, dict.fromkeys(ids)).values():
        window = Span(max(0, passage.start - around), min(len(article.text), passage.end + around))
        spans.setdefault(article.id, (article, []))[1].append(window)
    return [Region(article, span) for article, found in spans.values() for span in _merged(found)]


def nearest(quote: Side, found: Sequence[Region], known: Callable[[str], bool]) -> list[Nearest]:
    """Return what the quote comes nearest to, the best first."""
    sides = _likeliest(quote, found)
    whole = [made for article, side in sides if (made := _laid(article, side, quote, 0, len(quote.words), known))]
    return sorted(whole, key=lambda made: (not made.comparison.harmless, -closeness(quote, [made])))


def pieces(quote: Side, found: Sequence[Region], known: Callable[[str], bool]) -> list[Nearest]:
    """Return the parts of articles that a quote is pieced together from, the longest first."""
    sides = _likeliest(quote, found)
    open_ranges, made = [(0, len(quote.words))], list[Nearest]()
    while open_ranges and len(made) < _MOST_PIECES:
        first, after = open_ranges.pop(0)
        best = _best_piece(quote, sides, first, after, known, sure=not made)
        if best:
            made.append(best)
            open_ranges += [(first, best.first), (best.after, after)]
            open_ranges = sorted(
                (r for r in open_ranges if r[1] - r[0] >= _LEAST_PIECE), key=lambda r: (r[0] - r[1], r[0])
            )
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


def _best_piece(
    quote: Side,
    sides: Sequence[tuple[Article, Side]],
    first: int,
    after: int,
    known: Callable[[str], bool],
    *,
    sure: bool,
) -> Nearest | None:
    """Return what covers most of some words of the quote; of a rest only what is hardly there by chance."""
    found = [piece for article, side in sides if (piece := _laid(article, side, quote, first, after, known, True))]
    if not found:
        return None
    best = max(found, key=lambda piece: closeness(quote, [piece]))
    span = Span(quote.words[best.first].start, quote.words[best.after - 1].end)
    firm = best.after - best.first >= _LEAST_PIECE and closeness(quote, [best], span) >= _PIECE_COVERED
    return best if sure or firm else None


def _laid(
    article: Article,
    side: Side,
    quote: Side,
    first: int,
    after: int,
    known: Callable[[str], bool],
    cut: bool = False,
) -> Nearest | None:
    """Lay some words of the quote beside a part of an article; `cut`: only those from the first shared to the last."""
    part = quote.words[first:after]
    jumps = {at for at in range(1, len(part)) if is_marked(quote.gap(first + at).of(quote.text))}
    pairs = align(side.words, part, jumps)
    if not pairs:
        return None
    if cut:
        first, after = first + pairs[0][1], first + pairs[-1][1] + 1
        pairs = [(there, here - pairs[0][1]) for there, here in pairs]
    laid = Side(quote.text, quote.words[first:after]) if cut else quote
    return Nearest(article, compare(side, laid, pairs, known), first, after)


def _likeliest(quote: Side, found: Sequence[Region]) -> list[tuple[Article, Side]]:
    """Return the regions that share most words with the quote, as many as time allows."""
    sides = [(region.article, _side(region)) for region in found]
    scored = [(_shared(quote.words, side.words), at) for at, (_, side) in enumerate(sides)]
    chosen: list[tuple[Article, Side]] = []
    cells = 0
    for score, at in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:MOST_ALIGNED]:
        cells += len(quote.words) * len(sides[at][1].words)
        if score and (not chosen or cells <= 2 * MOST_CELLS):
            chosen.append(sides[at])
    return chosen


def _side(region: Region) -> Side:
    return Side(region.article.text, words(region.article.text, region.span.start, region.span.end))


def _shared(quote: Sequence[Word], article: Sequence[Word]) -> int:
    keys = {word.key for word in article}
    return sum(weight(word) for word in quote if word.key in keys)


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
