"""Differences between a quote and the article's wording: word by word, and whether each leaves the meaning alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.verification.alignment import Pairs
from bot.verification.borders import cut_bracket, cut_off, whole_words
from bot.verification.ellipses import is_marked
from bot.verification.omissions import omitted_after, omitted_before
from bot.verification.sides import Side
from bot.verification.steps import MOST_EXPLAINED, Range, Step, explained
from bot.verification.typography import folded
from bot.verification.variants import Known, is_same_word
from index import Span, is_function_word

_WIDER = 2  # words that the article may have more than the quote


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
class Comparison:
    """A quote laid beside the part of an article it comes nearest to."""

    span: Span
    differences: tuple[Difference, ...]
    shared: tuple[bool, ...]  # for each word of the quote whether it stands there, and not by chance

    @property
    def harmless(self) -> bool:
        """Say whether the quote says what the article says."""
        return all(difference.harmless for difference in self.differences)


def compare(article: Side, quote: Side, pairs: Pairs, known: Known) -> Comparison:
    """Lay a quote beside an article, given the words they share."""
    (first, _), (last, _) = pairs[0], pairs[-1]
    steps: list[Step] = []
    for (there, here), (next_there, next_here) in pairwise(pairs):
        steps.append(_shared_word(article, quote, there, here))
        steps += explained(article, quote, (there + 1, next_there), (here + 1, next_here), known)
    steps.append(_shared_word(article, quote, *pairs[-1]))
    head, tail = pairs[0][1], len(quote.words) - 1 - pairs[-1][1]
    before = _cheapest_outside(article, quote, [(at, first) for at in _reach(article, first, -head)], (0, head), known)
    ends = [(last + 1, at) for at in _reach(article, last + 1, tail)]
    behind = _cheapest_outside(article, quote, ends, (pairs[-1][1] + 1, len(quote.words)), known)
    steps = [*before, *steps, *behind]
    marks = [*_changed_words(article, quote, steps), *_changed_signs(article, quote, steps)]
    differences = sorted(marks, key=lambda made: (made.here.start, made.there.start))
    span = whole_words(article.text, article.span(steps[0].there[0], steps[-1].there[1]))
    return Comparison(span, tuple(differences), _shared(quote, steps))


def _shared_word(article: Side, quote: Side, there: int, here: int) -> Step:
    same = is_same_word(article.words[there], quote.words[here])
    return Step((there, there + 1), (here, here + 1), same, same)


def _reach(article: Side, at: int, count: int) -> list[int]:
    """Return where the article's words may end that stand beside the quote's first or last `count`, in one sentence.

    The likeliest first: as many words, then fewer, but not none, or a word or two more ("per cent" for "percent").
    """
    step = 1 if count > 0 else -1
    if not count or abs(count) > MOST_EXPLAINED // 2:
        return [at]
    places = [at]
    for _ in range(abs(count) + _WIDER):
        following = places[-1] + step
        gap = article.gap(places[-1]).of(article.text)
        if not 0 <= following <= len(article.words) or any(mark in gap for mark in ".!?\n"):
            break
        places.append(following)
    likeliest = min(abs(count), len(places) - 1)
    return [places[likeliest], *places[1:likeliest], *places[likeliest + 1 :]]


def _cheapest_outside(article: Side, quote: Side, reached: Sequence[Range], here: Range, known: Known) -> list[Step]:
    """Return the steps through what the quote has outside the shared words: without harm, or most of it the same."""
    ways = [list(explained(article, quote, there, here, known)) for there in reached]
    fair = next((way for way in ways if all(step.harmless for step in way)), None)
    return max(ways, key=lambda way: sum(step.same for step in way)) if fair is None else fair


def _changed_words(article: Side, quote: Side, steps: Sequence[Step]) -> Iterator[Difference]:
    """Yield the differences in words, neighbours as one, which is harmless if each of them is."""
    for kept, group in groupby(steps, key=lambda step: _is_kept(article, quote, step)):
        run = list(group)
        if not kept:
            there = article.span(run[0].there[0], run[-1].there[1])
            here = quote.span(run[0].here[0], run[-1].here[1])
            yield _difference(article.text, quote.text, there, here, all(step.harmless for step in run))


def _is_kept(article: Side, quote: Side, step: Step) -> bool:
    there, here = (side.span(*at).of(side.text) for side, at in ((article, step.there), (quote, step.here)))
    return step.same and folded(there) == folded(here)


def _changed_signs(article: Side, quote: Side, steps: Sequence[Step]) -> Iterator[Difference]:
    """Yield the differences in what lies between words; a question mark bears meaning, other punctuation does not."""
    for before, following in pairwise(steps):
        if before.there[0] < before.there[1] and before.here[0] < before.here[1] and following.same:
            there, here = article.gap(following.there[0]), quote.gap(following.here[0])
            yield from _sign(article, quote, there, here)
    yield from _beginning(article, quote, steps[0], article.gap(steps[-1].there[1]).start)
    yield from _ending(article, quote, steps[0], steps[-1])


def _sign(article: Side, quote: Side, there: Span, here: Span) -> Iterator[Difference]:
    theirs, ours = there.of(article.text), here.of(quote.text)
    if folded(theirs) != folded(ours):
        asking = "?" in theirs and ("?" in ours or not any(mark in ours for mark in ".!"))
        fair = asking or not ("?" in theirs or "?" in ours)
        moved = _is_border(article, there, quote, here) or _is_border(quote, here, article, there)
        numbers = _is_in_number(article, there) or _is_in_number(quote, here)
        yield _difference(article.text, quote.text, there, here, fair and not moved and not numbers)


def _is_border(side: Side, gap: Span, other: Side, others: Span) -> bool:
    """Say whether a sentence ends in the gap that goes on in the other's: "will not. Sign it", "will not sign it"."""
    ended = any(mark in gap.of(side.text) for mark in ".!?") and side.text[gap.end].isupper()
    return ended and other.text[others.end].islower() and not any(mark in others.of(other.text) for mark in ".!?")


def _is_in_number(side: Side, gap: Span) -> bool:
    """Say whether a gap is all that stands between two numbers: "5(1)", "5 1"."""
    return side.text[gap.start - 1].isdigit() and side.text[gap.end].isdigit()


def _beginning(article: Side, quote: Side, first: Step, end: int) -> Iterator[Difference]:
    """Yield what is left out in front: the rest of a word, what denies the quote, or what an ellipsis stands for."""
    gap, here = article.gap(first.there[0]), Span(0, quote.words[0].start)
    if left_out := _before(article.text, gap.end) or cut_bracket(article.text, gap.end, end):
        yield _difference(article.text, quote.text, left_out, here, False)
    elif is_marked(here.of(quote.text)) and not is_marked(gap.of(article.text)):
        yield _difference(article.text, quote.text, Span(gap.end, gap.end), here, True)


def _ending(article: Side, quote: Side, first: Step, last: Step) -> Iterator[Difference]:
    """Yield what is left out behind: the rest of a word, what denies the quote, or what an ellipsis stands for."""
    gap, here = article.gap(last.there[1]), Span(quote.words[-1].end, len(quote.text))
    theirs, ours = gap.of(article.text), here.of(quote.text)
    if left_out := _behind(article.text, article.gap(first.there[0]).end, gap.start):
        yield _difference(article.text, quote.text, left_out, here, False)
    elif is_marked(ours) and not is_marked(theirs):
        yield _difference(article.text, quote.text, Span(gap.start, gap.start), here, True)
    elif last.same and any(mark in ours for mark in ".!?") and ("?" in theirs) != ("?" in ours):
        yield _difference(article.text, quote.text, Span(gap.start, gap.start + 1), here, False)


def _before(text: str, at: int) -> Span | None:
    word = cut_off(text, at)
    return Span(whole_words(text, word).start, at) if word else omitted_before(text, at)


def _behind(text: str, start: int, at: int) -> Span | None:
    word = cut_off(text, at)
    return Span(at, whole_words(text, word).end) if word else omitted_after(text, start, at)


def _difference(article: str, quote: str, there: Span, here: Span, harmless: bool) -> Difference:
    theirs, ours = there.of(article).strip(), here.of(quote).strip()
    op = "insert" if not theirs else "delete" if not ours else "replace"
    return Difference(op, theirs, ours, harmless, there, here)


def _shared(quote: Side, steps: Sequence[Step]) -> tuple[bool, ...]:
    """Return which words of the quote stand in the article; a function word only beside another that does."""
    found = [False] * len(quote.words)
    for step in steps:
        found[slice(*step.here)] = [step.same or step.harmless] * (step.here[1] - step.here[0])
    return tuple(
        here and (any(found[max(0, at - 1) : at] + found[at + 1 : at + 2]) or not is_function_word(word.key))
        for at, (word, here) in enumerate(zip(quote.words, found, strict=True))
    )
