"""Quotation marks in a question or query: the phrases that must stand in a text as they are quoted."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.naming_sources import names_source
from index.vocabulary import exact_words, is_function_word

MOST_PHRASES = 8  # of a text that are looked for
LONGEST = 300  # characters of a phrase

# Straight marks open behind a space and close before one: 6" pipes, apostrophes and "the workers’ union" quote nothing.
# Neither does the apostrophe of a year: "the '68 strike and the dockers' union".
_QUOTED = re.compile(
    rf"(?<!\w)\"(?P<straight>[^\"\n]{{1,{LONGEST}}}?)\"(?!\w)"
    rf"|[“„«](?P<curly>[^“”„«»\n]{{1,{LONGEST}}})[”“»]"
    rf"|(?<!\w)[‘'](?!\d\ds?\b)(?P<single>(?:[^‘’'\"“”\n]|(?<=\w)[’'](?=\w)){{1,{LONGEST}}}?)(?<!\s)[’'](?!\w)"
)
# A name goes on behind a nickname: Ann "Red" Lee.
_NICKNAME = re.compile(r"(?P<first>[^\W\d_][\w.'’-]*) $")
_MOST_OF_A_NICKNAME = 2  # words


def quoted_phrases(text: str) -> tuple[str, ...]:
    """Return what stands in quotation marks in a text, each phrase once, in order; nicknames inside a name are none."""
    quoted = (at for at in _QUOTED.finditer(text) if not _is_nickname(text, at))
    found = (next(filter(None, at.groups())).strip() for at in quoted)
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


def _is_nickname(text: str, at: re.Match[str]) -> bool:
    """Say whether marks stand inside a name, with a capitalised word on either side that is not a function word."""
    before = _NICKNAME.search(text, max(0, at.start() - LONGEST), at.start())
    behind = text[at.end() : at.end() + 2]
    if before is None or len(at.group().split()) > _MOST_OF_A_NICKNAME:
        return False
    first = before["first"]
    return first[0].isupper() and not is_function_word(first) and behind[:1] == " " and behind[1:].isupper()


def _tells(word: str) -> bool:
    return len(word) > 1 or not word.isascii() or word.isdigit()  # the "n" in "rock 'n' roll" quotes nothing


@lru_cache(maxsize=512)
def _spaced(text: str) -> str:
    return f" {' '.join(exact_words(text))} "
