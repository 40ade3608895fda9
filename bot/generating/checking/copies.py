"""Copies: where a claim repeats a sentence nearly word for word, no other name or number may stand in it."""

from collections.abc import Iterator, Sequence

from bot.generating.checking.coverage import FRAME
from bot.generating.checking.denials import DENYING
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.opposites import opposites
from bot.generating.checking.support import Support, told_by
from bot.verification.alignment import align, weight
from bot.verification.differences import Comparison, Difference, compare
from bot.verification.sides import Side
from bot.verification.wording import Word, words
from index import content_terms, folded_words, is_function_word, sentences, stem, terms

LEAST_WORDS = 6  # of a claim, outside of its quotes
LEAST_SHARED = 0.6  # of a claim's words, by weight, that stand in a sentence in its order, for it to be a copy
_PASSIVE = frozenset("is are was were be been being".split())
_UNITS = frozenset(map(stem, "dollars euros pounds yen percent cents".split()))  # also written as signs


def exchanged(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return other names and denials, and strange words, that a claim has than a sentence that it otherwise repeats."""
    parts = [span.of(text) for span in sentences(text)]
    sides = [side for part in parts if len((side := Side(part, words(part))).words) >= LEAST_WORDS]
    laid = ((side, one, _laid(one, side)) for side in sides for one in supports)
    return [fault for side, one, made in laid if made for fault in _faults(side.text, made, one)]


def _faults(text: str, comparison: Comparison, one: Support) -> Iterator[Fault]:
    told = _stems(f"{told_by(one.source)} {one.source.article.url}")
    if _is_reversed(comparison):
        yield Fault(Kind.DENIAL, text)
    last = len(text.rstrip(" .!?\"'”’)"))
    for made in comparison.differences:
        if _is_exchange(made, one):
            yield Fault(Kind.NAME, made.asked)
        added = made.op == "insert" or made.here.start == 0 or made.here.end >= last
        if added and not made.harmless and (strange := _stems(made.asked) - FRAME - _UNITS - told):
            yield Fault(Kind.UNCOVERED, " ".join(sorted(strange)))
        if not made.harmless and (_denies(made.asked) != _denies(made.article) or _is_turned(made)):
            yield Fault(Kind.DENIAL, made.asked or made.article)


def _is_reversed(comparison: Comparison) -> bool:
    """Say whether only the voice of a verb differs, so that who does it and to whom are exchanged."""
    added = {made.asked.lower() for made in comparison.differences if made.op == "insert"}
    left_out = {made.article.lower() for made in comparison.differences if made.op == "delete"}
    return any("by" in words and words & _PASSIVE for words in (added, left_out))


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}


def _denies(text: str) -> bool:
    return any(word.key in DENYING for word in words(text))


def _is_turned(made: Difference) -> bool:
    """Say whether a word stands where the article has its opposite: "fewer" by "more"."""
    there = {term.stem for term in terms(made.article)}
    return any(opposites(term.stem) & there for term in terms(made.asked))


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
