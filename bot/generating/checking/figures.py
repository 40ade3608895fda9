"""Figures: the numbers and days of a claim must stand in the sentences that it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.support import Support
from bot.generating.named_days import Day, days, in_words
from bot.verification.wording import Word, words
from index import Span

_LOOSE = frozenset(["both", "once", "single"])  # they count nothing that a sentence must give as a number
_SCALES = frozenset("hundred thousand million billion trillion dozen percent".split())
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it compares, its scale with it, and where it stands."""

    key: str
    span: Span


def wrong_figures(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return the numbers of a claim that its sentences do not hold, each with its scale: "4.2 billion"."""
    told = {figure.key for one in supports for figure in figures_in(one.text)}
    keys = {part for figure in told for part in (figure, figure.split()[0])}
    keys |= {part for one in supports for part in in_words(one.source.article.published).split()}
    dated = [day.span for day in days(text)]
    found = [figure.key for figure in figures_in(text, dated) if figure.key not in keys]
    coded = {word.key for one in supports for word in words(f"{one.text} {one.source.heading}")}
    found += [word.text for word in words(text) if _is_code(word) and word.key not in coded]
    return [Fault(Kind.NUMBER, figure) for figure in found]


def wrong_days(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return the days of a claim that its sentences and the dates of their articles do not bear out."""
    faults = []
    for day in days(text):
        if not any(_bears_out(one, text, day) for one in supports):
            faults.append(Fault(Kind.DATE, day.span.of(text)))
    return faults


def figures_in(text: str, without: Sequence[Span] = ()) -> list[Figure]:
    """Return the numbers of a text, those at some places left out; a number and its scale are one."""
    found: list[Figure] = []
    before: Word | None = None
    for word in words(text):
        if (
            not word.numeric
            or _is_code(word)
            or word.key in _LOOSE
            or any(span.start <= word.start < span.end for span in without)
        ):
            before = None
            continue
        key = _key(word)
        if before and key in _SCALES and not text[before.end : word.start].strip(" -‑"):
            found[-1] = Figure(f"{found[-1].key} {key}", Span(found[-1].span.start, word.end))
        else:
            found.append(Figure(key, Span(word.start, word.end)))
        before = word
    return found


def _key(word: Word) -> str:
    ordinal = _ORDINAL.fullmatch(word.key)
    key = ordinal[1] if ordinal else word.key.lstrip("-")
    return key.removesuffix("s") if key.removesuffix("s") in _SCALES else key


def _is_code(word: Word) -> bool:
    """Say whether a word only holds digits, as COP28 and F-16 do."""
    return word.text[0].isalpha() and any(map(str.isdigit, word.text))


def _bears_out(one: Support, text: str, day: Day) -> bool:
    """Say whether a sentence names the day; what it leaves open the day of publication may add."""
    words = day.span.of(text).lower()
    published = days(in_words(one.source.article.published))
    if day.year is None and day.month is None and day.day is None:
        return any(word in one.text.lower() for word in (words, words.removeprefix("the ")))
    named = days(one.text)
    return any(_is(day, other, published) for other in named) or any(_is(day, other, ()) for other in published)


def _is(day: Day, other: Day, published: Sequence[Day]) -> bool:
    if other.year is None and other.month is None and other.day is None:
        return False
    given = published[0] if published else other
    parts = (
        (day.year, given.year if other.year is None else other.year),
        (day.month, given.month if other.month is None else other.month),
        (day.day, other.day),
    )
    return all(own is None or own == theirs for own, theirs in parts)
