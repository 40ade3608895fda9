"""Tell whether a surname is also somebody's who has a title only, a firm's or a place's: then it alone is nobody's."""

import re
from collections.abc import Iterator, Sequence

from index.first_names import gender_of_first_name
from index.utterances.names import gender_of

_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Gen|Col|Capt|Sgt|Lt|Prof|Rev)\.")
_BORDER = re.compile(r"[.!?;\n]")
# Who is called so before anybody's full name is another than the bearer of the full name, or may be.
_EARLY = frozenset(
    "dr mr mrs ms miss sir dame lady professor prof colonel col captain sergeant sgt major lieutenant".split()
)
# What stands right behind the name of a firm.
_FIRM = re.compile(
    r"\s+(?:&|and\s+(?:Sons|Daughters|Brothers|Sisters|Partners|Co|Company|Associates)\b|"
    r"(?:Inc|Ltd|Corp|plc|LLC|AG|GmbH)\b)"
)
# Capitals, countries and states that are also names of persons, and speak themselves: "Washington said".
_PLACES = frozenset("Washington Paris London Berlin Jordan Israel Georgia Chad Sydney Victoria Vienna Kingston".split())


def is_shared(text: str, word: str, name: Sequence[str], titled: Sequence[str], own: Sequence[str]) -> bool:
    """Say whether a word of a person's name is also another's in a text.

    `titled` are the phrases in which the word stands behind titles alone, `own` those with the name in full.
    """
    if any(_FIRM.match(text, start + len(word)) for start in _places(text, word)) or _is_place(text, word):
        return True
    known = {title for phrase in own for title in _titles(phrase)}
    return any(_is_another(text, phrase, name) for phrase in titled if known.isdisjoint(_titles(phrase)))


def _is_another(text: str, phrase: str, name: Sequence[str]) -> bool:
    """Say whether a surname behind a title is not the person's who bears a full name with this surname.

    It is not where both stand in one clause, where the title is a woman's and the first name a man's, or where it
    comes first and is none that everybody knows its bearer by.
    """
    gender, other = gender_of(phrase), gender_of_first_name(name[0])
    if gender and other and gender != other:
        return True
    places, full = list(_places(text, phrase)), list(_places(text, " ".join(name)))
    if places and full and places[0] < full[0] and not _EARLY.isdisjoint(_titles(phrase)):
        return True
    length = {start: len(phrase) for start in places} | {start: len(" ".join(name)) for start in full}
    return any(
        not _BORDER.search(_ABBREVIATED.sub("", text[min(one, two) + length[min(one, two)] : max(one, two)]))
        for one in places
        for two in full
    )


def _is_place(text: str, word: str) -> bool:
    """Say whether a place of this name is told of as well: "flew to Paris", "the Washington Post"."""
    if word not in _PLACES:
        return False
    placed = rf"\b(?:in|to|from|near|at|outside|across)\s+{word}\b(?!\s+(?:said|says))|\b{word}(?:,)?\s+[A-Z]"
    return re.search(placed, text) is not None


def _places(text: str, phrase: str) -> Iterator[int]:
    """Yield where a phrase stands in a text, as words. A pattern for every name would cost more to make than to use."""
    start = text.find(phrase)
    while start >= 0:
        around = text[max(start - 1, 0) : start] + text[start + len(phrase) : start + len(phrase) + 1]
        if not any(character.isalnum() or character == "_" for character in around):
            yield start
        start = text.find(phrase, start + 1)


def _titles(phrase: str) -> set[str]:
    return {word.rstrip(".").lower() for word in phrase.split()[:-1]}
