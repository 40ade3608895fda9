"""Steps: the words of a quote laid beside those of an article, some for some, with as little harm as can be."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.verification.ellipses import is_marked, keeps_meaning
from bot.verification.sides import Side
from bot.verification.variants import Known, is_contraction, is_joined, is_same_word, is_variant, may_come_or_go
from index import Span

MOST_EXPLAINED = 12  # words of a gap; a longer one is another wording
_HARMLESS, _DROPPED, _REPLACED = 1, 11, 20  # what a step costs

Range = tuple[int, int]  # the first of some words, and the one after the last


@dataclass(frozen=True, slots=True)
class Step:
    """Some words of each side that belong together; `same` if they are equal, `harmless` if they mean the same."""

    there: Range
    here: Range
    same: bool
    harmless: bool


def explained(article: Side, quote: Side, there: Range, here: Range, known: Known) -> Iterator[Step]:
    """Yield how a gap between shared words of the article is filled in the quote, with as little harm as can be."""
    (first, after), (start, end) = there, here
    if first == after and start == end:
        return
    if start == end and is_marked(quote.gap(start).of(quote.text)) and 0 < start < len(quote.words):
        left_out = Span(article.words[first - 1].end, article.words[after].start)
        yield Step(there, here, False, keeps_meaning(article.text, left_out.start, left_out.end))
    elif max(after - first, end - start) > MOST_EXPLAINED:
        yield Step(there, here, False, False)
    else:
        yield from _cheapest(article, quote, there, here, known)


def _cheapest(article: Side, quote: Side, there: Range, here: Range, known: Known) -> list[Step]:
    """Return the cheapest steps through a gap (edit distance over words)."""
    best: dict[Range, tuple[int, list[Step]]] = {(there[0], here[0]): (0, [])}
    for at in range(there[0], there[1] + 1):
        for place in range(here[0], here[1] + 1):
            cost, steps = best[at, place]
            for wide, broad in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3)):
                target = (at + wide, place + broad)
                if target[0] > there[1] or target[1] > here[1]:
                    continue
                price = _price(article, quote, (at, target[0]), (place, target[1]), known)
                if price is not None and (target not in best or cost + price < best[target][0]):
                    step = Step((at, target[0]), (place, target[1]), price == 0, price <= _HARMLESS)
                    best[target] = (cost + price, [*steps, step])
    return best[there[1], here[1]][1]


def _price(theirs: Side, ours: Side, there: Range, here: Range, known: Known) -> int | None:
    """Return what it costs to put some words of the quote for some of the article's, None if that is no step."""
    article, quote = theirs.words[slice(*there)], ours.words[slice(*here)]
    if len(article) == len(quote) == 1:
        if article[0].key == quote[0].key and is_same_word(article[0], quote[0]):
            return 0
        alike = is_variant(article[0], quote[0], known) or is_contraction(theirs.words, there[0], ours.words, here[0])
        return _HARMLESS if alike else _REPLACED
    if article and quote:
        return _HARMLESS if is_joined(article, quote) else None
    words, at = (theirs.words, there[0]) if article else (ours.words, here[0])
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    return _HARMLESS if may_come_or_go(words[at], before, after) else _DROPPED
