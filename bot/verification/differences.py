"""Differences between a quote and the article's wording: word by word, and whether each leaves the meaning alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.verification.alignment import Pairs
from bot.verification.ellipses import is_marked, keeps_meaning, turning_after, turning_before
from bot.verification.typography import folded
from bot.verification.variants import Known, is_joined, is_same_word, is_variant, may_come_or_go
from bot.verification.wording import Word
from index import Span, is_function_word

MOST_EXPLAINED = 12  # words of a gap; a longer one is another wording
_HARMLESS, _DROPPED, _REPLACED = 1, 11, 20  # what a step costs


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a quote departs from the article: `there` in its text, `here` in the quote."""

    op: str  # "replace", "insert" (only the quote has it) or "delete" (only the article has it)
    article: str
    asked: str
    harmless: bool
    there: Span
    here: Span


@dataclass(frozen=True, slots=True)
class Side:
    """A text and its words."""

    text: str
    words: Sequence[Word]

    def span(self, first: int, after: int) -> Span:
        """Return where some words stand, of none the place where they would."""
        if first < after:
            return Span(self.words[first].start, self.words[after - 1].end)
        at = self.words[first - 1].end if first else self.words[0].start
        return Span(at, at)

    def gap(self, at: int) -> Span:
        """Return what lies before the word at a position."""
        start = self.words[at - 1].end if at else 0
        return Span(start, self.words[at].start if at < len(self.words) else len(self.text))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quote laid beside the part of an article it comes nearest to."""

    span: Span
    differences: tuple[Difference, ...]
    shared: tuple[bool, ...]  # for each word of the quote whether it stands there, and not by chance

    @property
    def harmless(self) -> bool:
        """Say whether the quote says what the article says."""
        return all(difference.harmless for difference in self.differences)


@dataclass(frozen=True, slots=True)
class _Step:
    """Some words of each side that belong together; `same` if they are equal, `harmless` if they mean the same."""

    there: tuple[int, int]
    here: tuple[int, int]
    same: bool
    harmless: bool


def compare(article: Side, quote: Side, pairs: Pairs, known: Known) -> Comparison:
    """Lay a quote beside an article, given the words they share."""
    first, last = pairs[0], pairs[-1]
    start = _extended(article, first[0], -first[1])
    after = _extended(article, last[0] + 1, len(quote.words) - 1 - last[1])
    borders = [(start - 1, -1), *pairs, (after, len(quote.words))]
    steps: list[_Step] = []
    for (there, here), (next_there, next_here) in pairwise(borders):
        if (there, here) != borders[0]:
            same = is_same_word(article.words[there], quote.words[here])
            steps.append(_Step((there, there + 1), (here, here + 1), same, same))
        steps += _explained(article, quote, (there + 1, next_there), (here + 1, next_here), known)
    marks = [*_changed_words(article, quote, steps), *_changed_signs(article, quote, steps)]
    differences = sorted(marks, key=lambda made: (made.here.start, made.there.start))
    return Comparison(article.span(start, after), tuple(differences), _shared(quote, steps))


def _extended(article: Side, at: int, count: int) -> int:
    """Return where the article's words end that stand beside the quote's first or last `count`, in one sentence."""
    step = 1 if count > 0 else -1
    if abs(count) > MOST_EXPLAINED // 2:
        return at
    for _ in range(abs(count)):
        following = at + step
        gap = article.gap(at).of(article.text)
        if not 0 <= following <= len(article.words) or any(mark in gap for mark in ".!?\n"):
            break
        at = following
    return at


def _explained(
    article: Side, quote: Side, there: tuple[int, int], here: tuple[int, int], known: Known
) -> Iterator[_Step]:
    """Yield how a gap between shared words of the article is filled in the quote, with as little harm as can be."""
    (first, after), (start, end) = there, here
    if first == after and start == end:
        return
    if start == end and is_marked(quote.gap(start).of(quote.text)) and 0 < start < len(quote.words):
        left_out = Span(article.words[first - 1].end, article.words[after].start)
        yield _Step(there, here, False, keeps_meaning(article.text, left_out.start, left_out.end))
    elif max(after - first, end - start) > MOST_EXPLAINED:
        yield _Step(there, here, False, False)
    else:
        yield from _cheapest(article.words, quote.words, there, here, known)


def _cheapest(
    theirs: Sequence[Word], ours: Sequence[Word], there: tuple[int, int], here: tuple[int, int], known: Known
) -> list[_Step]:
    """Return the cheapest steps through a gap (edit distance over words)."""
    best: dict[tuple[int, int], tuple[int, list[_Step]]] = {(there[0], here[0]): (0, [])}
    for at in range(there[0], there[1] + 1):
        for place in range(here[0], here[1] + 1):
            cost, steps = best[at, place]
            for wide, broad in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3)):
                target = (at + wide, place + broad)
                if target[0] > there[1] or target[1] > here[1]:
                    continue
                price = _price(theirs, ours, (at, target[0]), (place, target[1]), known)
                if price is not None and (target not in best or cost + price < best[target][0]):
                    step = _Step((at, target[0]), (place, target[1]), price == 0, price <= _HARMLESS)
                    best[target] = (cost + price, [*steps, step])
    return best[there[1], here[1]][1]


def _price(
    theirs: Sequence[Word], ours: Sequence[Word], there: tuple[int, int], here: tuple[int, int], known: Known
) -> int | None:
    """Return what it costs to put some words of the quote for some of the article's, None if that is no step."""
    article, quote = theirs[slice(*there)], ours[slice(*here)]
    if len(article) == len(quote) == 1:
        if article[0].key == quote[0].key and is_same_word(article[0], quote[0]):
            return 0
        return _HARMLESS if is_variant(article[0], quote[0], known) else _REPLACED
    if article and quote:
        return _HARMLESS if is_joined(article, quote, known) else None
    words, at = (theirs, there[0]) if article else (ours, here[0])
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    return _HARMLESS if may_come_or_go(words[at], before, after) else _DROPPED


def _changed_words(article: Side, quote: Side, steps: Sequence[_Step]) -> Iterator[Difference]:
    """Yield the differences in words, neighbours as one, which is harmless if each of them is."""
    for kept, group in groupby(steps, key=lambda step: _is_kept(article, quote, step)):
        run = list(group)
        if not kept:
            there = article.span(run[0].there[0], run[-1].there[1])
            here = quote.span(run[0].here[0], run[-1].here[1])
            yield _difference(article.text, quote.text, there, here, all(step.harmless for step in run))


def _is_kept(article: Side, quote: Side, step: _Step) -> bool:
    there, here = (side.span(*at).of(side.text) for side, at in ((article, step.there), (quote, step.here)))
    return step.same and folded(there) == folded(here)


def _changed_signs(article: Side, quote: Side, steps: Sequence[_Step]) -> Iterator[Difference]:
    """Yield the differences in what lies between words; a question mark bears meaning, other punctuation does not."""
    for before, following in pairwise(steps):
        if before.there[0] < before.there[1] and before.here[0] < before.here[1] and following.same:
            there, here = article.gap(following.there[0]), quote.gap(following.here[0])
            yield from _sign(article, quote, there, here)
    yield from _beginning(article, quote, steps[0])
    yield from _ending(article, quote, steps[-1])


def _sign(article: Side, quote: Side, there: Span, here: Span) -> Iterator[Difference]:
    theirs, ours = there.of(article.text), here.of(quote.text)
    if folded(theirs) != folded(ours):
        asking = "?" in theirs and ("?" in ours or not any(mark in ours for mark in ".!"))
        yield _difference(article.text, quote.text, there, here, asking or not ("?" in theirs or "?" in ours))


def _beginning(article: Side, quote: Side, first: _Step) -> Iterator[Difference]:
    """Yield what is left out in front of a quote that has an ellipsis there, or begins like a sentence."""
    gap, here = article.gap(first.there[0]), Span(0, quote.words[0].start)
    cut = is_marked(here.of(quote.text)) and not is_marked(gap.of(article.text))
    raised = first.same and _is_raised(article.words[first.there[0]], quote.words[0])
    if (cut or raised) and (left_out := turning_before(article.text, gap.end)):
        yield _difference(article.text, quote.text, left_out, here, False)
    elif cut:
        yield _difference(article.text, quote.text, Span(gap.end, gap.end), here, True)


def _is_raised(theirs: Word, ours: Word) -> bool:
    return theirs.text[0].islower() and ours.text[0].isupper() and not ours.caseless


def _ending(article: Side, quote: Side, last: _Step) -> Iterator[Difference]:
    """Yield what is left out behind a quote that has an ellipsis there, or ends like a sentence."""
    gap, here = article.gap(last.there[1]), Span(quote.words[-1].end, len(quote.text))
    theirs, ours = gap.of(article.text), here.of(quote.text)
    cut = is_marked(ours) and not is_marked(theirs)
    stopped = any(mark in ours for mark in ".!?") and not any(mark in theirs for mark in ".!?")
    if (cut or stopped) and (left_out := turning_after(article.text, gap.start)):
        yield _difference(article.text, quote.text, left_out, here, False)
    elif cut:
        yield _difference(article.text, quote.text, Span(gap.start, gap.start), here, True)
    elif last.same and any(mark in ours for mark in ".!?") and ("?" in theirs) != ("?" in ours):
        yield _difference(article.text, quote.text, Span(gap.start, gap.start + 1), here, False)


def _difference(article: str, quote: str, there: Span, here: Span, harmless: bool) -> Difference:
    theirs, ours = there.of(article).strip(), here.of(quote).strip()
    op = "insert" if not theirs else "delete" if not ours else "replace"
    return Difference(op, theirs, ours, harmless, there, here)


def _shared(quote: Side, steps: Sequence[_Step]) -> tuple[bool, ...]:
    """Return which words of the quote stand in the article; a function word only beside another that does."""
    found = [False] * len(quote.words)
    for step in steps:
        found[slice(*step.here)] = [step.same or step.harmless] * (step.here[1] - step.here[0])
    return tuple(
        here and (any(found[max(0, at - 1) : at] + found[at + 1 : at + 2]) or not is_function_word(word.key))
        for at, (word, here) in enumerate(zip(quote.words, found, strict=True))
    )
