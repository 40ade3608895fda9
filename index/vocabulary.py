"""The words of a text that carry meaning, folded so that forms of one word compare equal."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

# "1,200" and "3.5" are one number each; "14.11.2026" and "1.2.3" are none. A digit is looked for first: most
# words have none, and are found sooner.
_NUMBER = r"(?=\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![.,]?\w)"
_WORD = re.compile(rf"{_NUMBER}|\w+(?:[’']\w+)?")
_BARE_WORD = re.compile(rf"{_NUMBER}|\w+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_POSSESSIVE = re.compile(r"[’']s?$")
# Articles, pronouns, prepositions, conjunctions, auxiliaries and question words: they match everywhere.
_STOP_WORDS = frozenset(
    """
    a about above according after again against ago all also although am among an and any are around as at be
    because been before being below between both but by can cannot could did do does doing done down during each
    either else ever every for from further had has have having he her here hers herself him himself his how i
    if in into is it its itself just may me might mine more most much must my myself neither no nor not now of
    off on once one only onto or other our ours ourselves out over own per rather same shall she should since so
    some such than that the their theirs them themselves then there these they this those through to too under
    until up upon us very was we were what when where whether which while who whom whose why will with within
    without would yet you your yours yourself yourselves don't didn't doesn't isn't wasn't aren't weren't won't
    """.split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it stands in a text, with its offsets and the stem by which it compares."""

    word: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=1_024)  # one answer looks at some hundred texts, at each of them from several sides
def terms(text: str) -> tuple[Term, ...]:
    """Return all words of `text` in order, function words included."""
    return tuple(Term(at.group(), stem(at.group()), at.start(), at.end()) for at in _WORD.finditer(text))


def content_terms(text: str) -> list[Term]:
    """Return the words of `text` in order, function words left out."""
    return [term for term in terms(text) if not is_function_word(term.word)]


@lru_cache(maxsize=1_024)
def words_in(text: str) -> tuple[str, ...]:
    """Return the words of `terms`, of which it takes a fifth of the time."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=1_024)
def stems_in(text: str) -> tuple[str, ...]:
    """Return the stems of all words of `text` in order, function words included."""
    return tuple(map(stem, words_in(text)))


@lru_cache(maxsize=1_024)
def content_words_in(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, function words left out."""
    return tuple([word for word in words_in(text) if not is_function_word(word)])


@lru_cache(maxsize=65_536)
def is_function_word(word: str) -> bool:
    """Say whether a word carries grammar rather than meaning; "US" and "IT" in capitals do not count."""
    if word.isupper() and len(word) > 1:
        return False
    return word.lower().replace("’", "'") in _STOP_WORDS


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the Porter stem of a word, case, accents and possessive folded.

    SQLite's porter tokenizer differs from it in a few words ("technology"). Of a number it is the number without the
    commas between thousands.
    """
    folded = _folded(_POSSESSIVE.sub("", word))
    if len(folded) >= 64:
        return folded
    with _STEMMING:
        return str(_STEMMER.stemWord(folded))


def exact_words(text: str) -> list[str]:
    """Return the words of a text in order for comparing it word for word: only case, accents and commas are folded."""
    return [_folded(word) for word in _BARE_WORD.findall(text)]


def _folded(word: str) -> str:
    """Return a word without case and accents, a number without the commas between thousands."""
    if word[:1].isdigit() and _GROUPED.match(word):
        word = word.replace(",", "")
    parted = unicodedata.normalize("NFKD", word.lower())
    return "".join(part for part in parted if not unicodedata.combining(part))


_STEMMER = Stemmer.Stemmer("porter", 0)  # without a cache of its own
_STEMMING = threading.Lock()  # it keeps the word in hand in itself: two threads would mix theirs
