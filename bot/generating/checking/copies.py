"""Copies: where a claim repeats a sentence nearly word for word, no other name or number may stand in it."""

from collections.abc import Iterator, Sequence

from bot.generating.checking.denials import DENIALS
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.support import Support
from bot.verification.alignment import align, weight
from bot.verification.differences import Comparison, Difference, compare
from bot.verification.sides import Side
from bot.verification.wording import Word, words
from index import folded_words, is_function_word

LEAST_WORDS = 6  # of a claim, outside of its quotes
LEAST_SHARED = 0.6  # of a claim's words, by weight, that stand in a sentence in its order, for it to be a copy


def exchanged(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return other names, and other denials, that a claim has than a sentence that it otherwise repeats."""
    claimed = Side(text, words(text))
    if len(claimed.words) < LEAST_WORDS:
        return []
    return [fault for one in supports if (made := _laid(one, claimed)) for fault in _faults(made, one)]


def _faults(comparison: Comparison, one: Support) -> Iterator[Fault]:
    for made in comparison.differences:
        if _is_exchange(made, one):
            yield Fault(Kind.NAME, made.asked)
        if not made.harmless and _denies(made.asked) != _denies(made.article):
            yield Fault(Kind.DENIAL, made.asked or made.article)


def _denies(text: str) -> bool:
    return any(word.key in DENIALS for word in words(text))


def _laid(one: Support, claimed: Side) -> Comparison | None:
    """Lay a claim beside a sentence; None if it is no copy of it."""
    article = one.source.article.text
    side = Side(article, words(article, one.span.start, one.span.end))
    pairs = align(side.words, claimed.words, set())
    if not pairs:
        return None
    made = compare(side, claimed, pairs, lambda word: True)
    shared = sum(weight(word) for word, found in zip(claimed.words, made.shared, strict=True) if found)
    return made if shared >= LEAST_SHARED * sum(map(weight, claimed.words)) else None


def _is_exchange(made: Difference, one: Support) -> bool:
    """Say whether a name stands where the article has another name, and does not tell who is speaking."""
    if made.harmless or made.op != "replace":
        return False
    said = {word for said in one.source.said_in(one.span) for word in folded_words(f"{said.speaker} {said.described}")}
    others = [word for word in words(made.article) if _is_name(word) and word.text.lower() not in said]
    return any(map(_is_name, words(made.asked))) and (bool(others) or _is_of_speaker(made, said))


def _is_of_speaker(made: Difference, said: set[str]) -> bool:
    """Say whether a name that describes the speaker is replaced by one that does not: "Kremlin" by "Griner"."""
    named, replaced = (
        {word.text.lower() for word in words(text) if _is_name(word)} for text in (made.asked, made.article)
    )
    return bool(replaced) and not named <= said


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() and not is_function_word(word.text)
