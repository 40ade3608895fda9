"""Facts: the numbers, days and names of a claim must stand in the passages that it cites, or above them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.generating.checking.faults import Fault, Kind
from bot.generating.figures import figures, is_code
from bot.generating.names import names
from bot.generating.sources import Source
from bot.times.days import day
from bot.times.time_words import time_words
from bot.verification.wording import words
from index import Span, content_terms, is_function_word, is_title, terms

_OF_A_COUNTRY = re.compile(r"(\w{4,}?)(?:ese|ian|ean|ans?|ish|i|n)")
UNDATED = date(1, 1, 1)


def unheld(frame: str, sources: Sequence[Source]) -> list[Fault]:
    """Return the numbers, days and names of a claim, without what it quotes, that stand nowhere in its sources."""
    told = [source.told for source in sources]
    dated = [Span(found.start, found.end) for found in time_words(frame, sources[0].day or UNDATED)]
    return [
        *_wrong_days(frame, dated, sources),
        *_wrong_figures(frame, dated, told),
        *_wrong_names(frame, sources, told),
    ]


def _wrong_figures(frame: str, dated: Sequence[Span], told: Sequence[str]) -> Iterator[Fault]:
    held = [figure for each in told for figure in figures(each)]
    codes = {word.key for each in told for word in words(each) if is_code(word)}
    for figure in figures(frame):
        known = any(
            figure.value == other.value and (figure.unit == other.unit or not (figure.unit and other.unit))
            for other in held
        )
        written = figure.span.of(frame)
        counts = figure.value != 1 or written.startswith("1")  # "one" and "first" count nothing
        if counts and not (known or any(map(figure.span.overlaps, dated))):
            yield Fault(Kind.NUMBER, written)
    for word in words(frame):
        if is_code(word) and word.key not in codes:
            yield Fault(Kind.NUMBER, word.text)


def _wrong_days(frame: str, dated: Sequence[Span], sources: Sequence[Source]) -> Iterator[Fault]:
    """Yield the days of a claim that are none which its passages name, counted from when they were published."""
    for named in (span.of(frame) for span in dated):
        if not any(_is_named(named, source) for source in sources):
            yield Fault(Kind.DATE, named)


def _is_named(named: str, source: Source) -> bool:
    """Say whether a passage names a day, or its article's day is it; a longer time may be named around it."""
    if named.lower().rstrip(".,") in source.told.lower():
        return True
    today = source.day or UNDATED
    held = [found.days for found in time_words(source.told, today)] + ([day(today)] if source.day else [])
    meant = [found.days for found in time_words(f"on {named}", today)]
    return any(one.first <= other.first and other.last <= one.last for one in meant for other in held)


def _wrong_names(frame: str, sources: Sequence[Source], told: Sequence[str]) -> Iterator[Fault]:
    """Yield the names of which a word stands nowhere; an abbreviation may stand for a name."""
    speakers = [f"{said.speaker} {said.described}" for source in sources for said in source.utterances]
    held = " ".join([*told, *speakers])
    stems = {term.stem for term in terms(held)}
    known = {term.word.lower() for term in terms(held)}
    initials = _initials(held)
    for span in names(frame):
        name = span.of(frame)
        lacking = [term.word for term in content_terms(name) if term.stem not in stems and not is_title(term.word)]
        abbreviates = (name.isupper() and name in initials) or _initials(name).lower() in known
        if not abbreviates and any(not any(_is_of(word.lower(), other) for other in known) for word in lacking):
            yield Fault(Kind.NAME, name)


def _initials(text: str) -> str:
    """Return the first letters of capitalised words, a blank for all others; those of function are passed over."""
    told = [word for word in text.replace("-", " ").split() if not is_function_word(word.lower())]
    return "".join(word if word.isupper() else word[0] if word[0].isupper() else " " for word in told)


def _is_of(word: str, other: str) -> bool:
    """Say whether one word can name a country and the other what is of it: "China", "Chinese"."""
    return any(
        (found := _OF_A_COUNTRY.fullmatch(one)) and country.startswith(found[1]) and len(country) <= len(found[1]) + 2
        for one, country in ((word, other), (other, word))
    )
