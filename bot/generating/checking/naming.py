"""Names: whoever and whatever a claim names must be named where it rests."""

import re
from collections.abc import Sequence

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.support import Support, told_by
from bot.generating.names import names
from bot.generating.sources import Source
from index import content_terms, is_english, is_title, terms

_STATES = (
    (re.compile(r"\bUnited States(?: of America)?\b|\bU\.S\.A?(?!\w)|\bUSA\b"), "US"),
    (re.compile(r"\bUnited Kingdom\b|\bU\.K\.(?!\w)"), "UK"),
    (re.compile(r"\bEuropean Union\b|\bE\.U\.(?!\w)"), "EU"),
    (re.compile(r"\bUnited Nations\b|\bU\.N\.(?!\w)"), "UN"),
)
_OF_A_COUNTRY = ("ese", "ian", "ean", "ans", "an", "ish", "i", "n")


def wrong_names(text: str, sources: Sequence[Source], supports: Sequence[Support]) -> list[Fault]:
    """Return the names of a claim of which the passages that bear it out do not hold every word.

    What stands above a passage and who speaks in it counts as held. An abbreviation may stand for a name.
    """
    text = _abbreviated(text)
    told = _abbreviated(" ".join([*map(told_by, sources), *map(_said, supports)]))
    held = {term.stem for term in terms(told)}
    words = {term.word.lower() for term in terms(told)}
    initials = {_initials(span.of(told)) for span in names(told)}
    faults = []
    for span in names(text):
        name = span.of(text)
        missing = [
            term.word
            for term in content_terms(name)
            if not (term.stem in held or _is_common(term.word, text) or any(_is_of(term.word, word) for word in words))
        ]
        if missing and not (name in initials or _initials(name).lower() in words - {""}):
            faults.append(Fault(Kind.NAME, name))
    return faults


def _said(one: Support) -> str:
    return " ".join(f"{said.speaker} {said.described}" for said in one.source.said_in(one.span))


def _initials(name: str) -> str:
    """Return what abbreviates a name, in the form of its words: "FDA" for itself, "fda" is looked for among words."""
    parts = [part[0] for part in name.replace("-", " ").split() if part[0].isupper()]
    return "".join(parts) if len(parts) > 2 else ""


def _abbreviated(text: str) -> str:
    for pattern, short in _STATES:
        text = pattern.sub(short, text)
    return text


def _is_common(word: str, text: str) -> bool:
    """Say whether a capitalised word is a title, or the common word that opens the claim."""
    return is_title(word) or (text.lstrip("\"'“‘").startswith(word) and is_english(word))


def _is_of(word: str, other: str) -> bool:
    """Say whether one word names a country and the other what is of it: "China", "Chinese"."""
    return _adjective(word.lower(), other) or _adjective(other, word.lower())


def _adjective(word: str, country: str) -> bool:
    for ending in _OF_A_COUNTRY:
        base = word.removesuffix(ending)
        if base != word and len(base) > 3 and country.startswith(base) and len(country) - len(base) <= 1:
            return country[-1] in "aeiouy"
    return False
