"""Quotation marks in a question or query: the phrases that must stand in a text as they are quoted."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.naming_sources import names_source
from index.vocabulary import exact_words

MOST_PHRASES = 8  # of a text that are looked for
LONGEST = 300  # characters of a phrase

# Straight marks open behind a space and close before one: 6" pipes, apostrophes and "the workers’ union" quote nothing.
_QUOTED = re.compile(
    rf"(?<!\w)\"(?P<straight>[^\"\n]{{1,{LONGEST}}}?)\"(?!\w)"
    rf"|[“„«](?P<curly>[^“”„«»\n]{{1,{LONGEST}}})[”“»]"
    rf"|(?<!\w)[‘'](?P<single>(?:[^‘’'\"“”\n]|(?<=\w)[’'](?=\w)){{1,{LONGEST}}}?)(?<!\s)[’'](?!\w)"
)


def quoted_phrases(text: str) -> tuple[str, ...]:
    """Return what stands in quotation marks in a text, each phrase once, in order."""
    found = (next(filter(None, at.groups())).strip() for at in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in found if any(map(_tells, exact_words(phrase)))))[:MOST_PHRASES]


def stands_in(phrase: str, text: str) -> bool:
    """Say whether a text holds a phrase word for word, whatever the case, accents and punctuation."""
    return f" {' '.join(exact_words(phrase))} " in _spaced(text)


def is_source(phrase: str, source: str | None) -> bool:
    """Say whether a phrase is the name of a source and nothing else."""
    return names_source(phrase, source) and {*exact_words(phrase)} <= {"the", *exact_words(source or "")}


def phrases_held(phrases: Sequence[str], text: str, source: str | None) -> int:
    """Return how many phrases stand in a text or name its source."""
    return sum(stands_in(phrase, text) or is_source(phrase, source) for phrase in phrases)


def _tells(word: str) -> bool:
    return len(word) > 1 or not word.isascii() or word.isdigit()  # the "n" in "rock 'n' roll" quotes nothing


@lru_cache(maxsize=512)
def _spaced(text: str) -> str:
    return f" {' '.join(exact_words(text))} "
