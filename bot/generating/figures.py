"""Figures: the numbers that a text holds, in digits or words, with their scales and units."""

import re
from dataclasses import dataclass

from bot.verification.wording import Word, words
from index import Span

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_WORTH = {"half": (50.0, "%"), "halves": (50.0, "%"), "dozen": (12.0, "")}
_UNITS = {"$": "$", "dollar": "$", "dollars": "$", "€": "€", "euro": "€", "euros": "€", "£": "£", "pound": "£"}
_UNITS |= {"pounds": "£", "¥": "¥", "yen": "¥", "₹": "₹", "rupee": "₹", "rupees": "₹", "percent": "%", "cents": "¢"}
_NUMBER = re.compile(r"-?((?:0|[1-9]\d*)(?:\.\d*[1-9])?)(?:st|nd|rd|th|s)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its scale, what it measures if a sign or word says so, and where it stands."""

    value: float
    unit: str
    span: Span


def figures(text: str) -> list[Figure]:
    """Return the numbers of a text, scales and units with them."""
    found: list[Figure] = []
    before: Word | None = None
    for word in words(text):
        adjoins = before is not None and not text[before.end : word.start].strip(" -‑")
        last = found[-1] if found and before and found[-1].span.end == before.end and adjoins else None
        if last and word.key.removesuffix("s") in _SCALES:
            value = last.value * _SCALES[word.key.removesuffix("s")]
            found[-1] = Figure(value, last.unit, Span(last.span.start, word.end))
        elif last and (unit := _UNITS.get(word.key)):
            found[-1] = Figure(last.value, last.unit or unit, Span(last.span.start, word.end))
        elif not is_code(word) and (worth := _worth(word)):
            unit = _UNITS.get(before.key, "") if before and adjoins else ""
            found.append(Figure(worth[0], worth[1] or unit, Span(word.start, word.end)))
        before = word
    return found


def is_code(word: Word) -> bool:
    """Say whether a word holds digits and is no number, as COP28 and F-16 are not."""
    return any(map(str.isdigit, word.text)) and not _NUMBER.fullmatch(word.key)


def _worth(word: Word) -> tuple[float, str] | None:
    """Return the value of a word that counts, and the unit that it brings along; None if it counts nothing."""
    if word.key in _WORTH:
        return _WORTH[word.key]
    number = _NUMBER.fullmatch(word.key)
    return (float(number[1]), "") if number else None
