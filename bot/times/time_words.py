"""Find the words for days in a text, and what they mean today."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.times import calendar_words, days, relative_words
from bot.times.days import Days
from bot.times.grammar import Anchor

_IN_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words for a run of days, and where they stand in a text."""

    start: int
    end: int
    days: Days
    anchor: Anchor


def time_words(text: str, today: date, newest: date | None = None) -> tuple[TimeWords, ...]:
    """Return the words for days in a text, in their order; of those that overlap, the earlier, then the longer.

    Days without a year ("March 12") are the last ones up to `newest`, by default up to today.
    The text has single blanks for white space and straight apostrophes.
    """
    kept: list[TimeWords] = []
    for found in sorted(_found(text, today, newest or today), key=lambda words: (words.start, -words.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def days_named(words: str, today: date) -> Days | None:
    """Return the days that words name which say nothing else: "last week", "2020-10", "monday"; None if none.

    03/04/2020 names two days, and none.
    """
    named = " ".join(words.split())
    if (figures := _IN_FIGURES.fullmatch(named)) and figures[1] != figures[2] and max(map(int, figures.groups())) <= 12:
        return None
    if month := re.fullmatch(r"(\d{4})-(\d{1,2})", named, re.ASCII):
        return _safely(lambda: days.month(int(month[1]), int(month[2])))
    for lead in ("", "on ", "in ", "on the "):
        found = time_words(lead + named, today)
        if found and found[-1].end == len(lead + named) and found[0].start <= len(lead):
            return found[0].days if len(found) == 1 else None
    return None


def _found(text: str, today: date, newest: date) -> Iterator[TimeWords]:
    for rule in (*relative_words.RULES, *calendar_words.RULES):
        group = "words" if "words" in rule.pattern.groupindex else 0
        moment = newest if rule.anchor is Anchor.NEAREST else today
        for match in rule.pattern.finditer(text):
            meant = _safely(partial(rule.read, match, moment))
            if meant:
                yield TimeWords(*match.span(group), meant, rule.anchor)


def _safely(read: Callable[[], Days | None]) -> Days | None:
    """Return what is read; None for a day that the calendar does not have."""
    try:
        return read()
    except (ValueError, OverflowError):
        return None
