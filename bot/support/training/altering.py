"""Altering: false statements made of true ones, by another number or name of the same passage, or a denial."""

import random
import re
from collections.abc import Iterator

from bot.generating.names import names
from index import Span

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|have|had|did|does|do|may|might)\b(?! not)")
_NOT = re.compile(r" (?:not|never|no longer)\b")
_MOST_OF_NUMBERS = 9  # a number without another in its passage is changed by so much at most


def altered(statement: str, passage: str, rng: random.Random) -> list[str]:
    """Return statements that a passage does not support if it supports the one given; one of each kind at most."""
    kinds = (_other_number, _other_name, _exchanged, _denied)
    made = [text for alter in kinds if (text := next(alter(statement, passage, rng), None))]
    return [text for text in dict.fromkeys(made) if text != statement]


def _other_number(statement: str, passage: str, rng: random.Random) -> Iterator[str]:
    own = [Span(*found.span()) for found in _NUMBER.finditer(statement)]
    if own:
        place = rng.choice(own)
        number = place.of(statement)
        others = sorted({found.group() for found in _NUMBER.finditer(passage)} - {each.of(statement) for each in own})
        if (not others or rng.random() < 0.4) and number.isdecimal():
            others = [str(int(number) + rng.randint(1, _MOST_OF_NUMBERS))]
        if others:
            yield _put(statement, place, rng.choice(others))


def _other_name(statement: str, passage: str, rng: random.Random) -> Iterator[str]:
    own = names(statement)
    held = {each.of(statement) for each in own}
    others = sorted({each.of(passage) for each in names(passage)} - held)
    if own and others:
        place = rng.choice(own)
        words = len(place.of(statement).split())
        alike = [other for other in others if len(other.split()) == words] or others
        other = rng.choice(alike)
        if other not in statement and place.of(statement) not in other:
            yield _put(statement, place, other)


def _exchanged(statement: str, passage: str, rng: random.Random) -> Iterator[str]:
    own = names(statement)
    if len({each.of(statement) for each in own}) > 1:
        first, second = sorted(rng.sample(own, 2), key=lambda each: each.start)
        if first.of(statement) != second.of(statement):
            yield _put(_put(statement, second, first.of(statement)), first, second.of(statement))


def _denied(statement: str, passage: str, rng: random.Random) -> Iterator[str]:
    if found := _NOT.search(statement):
        yield statement[: found.start()] + statement[found.end() :]
    elif found := _AUXILIARY.search(statement):
        yield f"{statement[: found.end()]} not{statement[found.end() :]}"


def _put(text: str, place: Span, other: str) -> str:
    return text[: place.start] + other + text[place.end :]
