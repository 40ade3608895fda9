"""Names: the runs of capitalised words that a text holds."""

import re

from bot.times.calendar_names import MONTHS, WEEKDAYS
from index import Span, is_english, is_function_word

_OF_A_DAY = rf"(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
_WORD = (
    rf"(?!{_OF_A_DAY})(?:(?:[A-ZÀ-ÖØ-Þ]\.)+|(?:(?:al|el|ad|ul|an|as)-|d['’])[A-ZÀ-ÖØ-Þ][\w’'&-]*|[A-ZÀ-ÖØ-Þ][\w’'&-]*)"
)
_LINK = r"(?:\s|\s(?:of|of the|de|de la|van|van der|von|du|da|di|bin|ibn|al|el|&)\s)"
_RUN = re.compile(rf"(?<!\w){_WORD}(?:{_LINK}{_WORD})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:])[\s\"'“‘(—–]*$")


def names(text: str) -> list[Span]:
    """Return the names in a text, in order; no months or weekdays, and no common word that only begins a sentence."""
    found = (_name(text, match.start(), match.end()) for match in _RUN.finditer(text))
    return [span for span in found if span.start < span.end]


def _name(text: str, start: int, end: int) -> Span:
    """Return a run without what is no part of the name; an empty span if nothing is left."""
    opens = _SENTENCE_OPENS.search(text, max(0, start - 4), start) is not None
    while start < end:
        first, _, rest = text[start:end].partition(" ")
        if not (is_function_word(first) or (opens and not rest and is_english(first))):
            break
        start = end - len(rest)
    owner = _POSSESSIVE.search(text[start:end])
    return Span(start, end - len(owner.group()) if owner else end)
