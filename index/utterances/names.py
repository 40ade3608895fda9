"""The names of persons: where they stand, what of a phrase is one, and when two spellings are of one name."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from index.utterances.attribution import NAME
from index.utterances.roles import is_of_a_body, is_office, is_portfolio, is_title
from index.vocabulary import is_function_word

MOST_WORDS = 4  # of a person's name
LEAST_ALIKE = 0.8  # two spellings of one name in a machine's translation

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii"])
_PARTICLES = frozenset("van von de der den la le al bin ibn del di da du".split())
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December)$"
)
_ADVERB = re.compile(r"(?:Current|Recent|Previous|Initial|Original|Final|Meanwhi|Ear|Former|Tradition|Instead)\w*ly$")
_JOINTS = frozenset("of for from with by in at to on near against about over and or than like".split())
_DIRECTIONS = frozenset("north south east west new united los san santa".split())
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_PLACED = re.compile(r"\b(?:in|at|near|from|across|outside|around|into)\s+$")
_FEMALE = re.compile(r"\b(?:\w+woman|mrs|ms|queen|princess|actress|mother|wife|daughter|sister|widow)\b", re.I)
_MALE = re.compile(r"\b(?:\w+sman|\w+rman|mr|king|prince|father|husband|son|brother|pope)\b", re.I)


def runs(text: str) -> Iterator[str]:
    """Yield the runs of capitalised words in a text that are not where something is, each within its sentence."""
    for found in NAME.finditer(text):
        if _PLACED.search(text, max(0, found.start() - 9), found.start()):
            continue
        run: list[str] = []
        for word in found.group().split():
            owner = _POSSESSIVE.sub("", word)
            run.append(owner if is_title(word) else owner.rstrip("."))
            if owner != word or (word.endswith(".") and len(word) > 2 and not is_title(word)):
                yield " ".join(run)
                run = []
        if run:
            yield " ".join(run)


@lru_cache(maxsize=16_384)
def own_name(described: str) -> tuple[str, ...]:
    """Return the words of the person's name that a phrase ends with, without titles; none if it names no person."""
    front, _, behind = described.partition(",")
    if behind and NAME.fullmatch(behind.strip()):
        front = behind.strip()
    words = front.split()
    for at, word in enumerate(words):
        comes_from = at > 0 and word in ("of", "from") and words[at - 1][0].isupper() and not is_title(words[at - 1])
        if comes_from and len(own := _name_at_end(words[:at])) > 1 and not is_of_a_body(own[-1]):
            return own
    own = _name_at_end(words)
    before = words[: len(words) - len(own)]
    is_part = len(own) == 1 and bool(before) and (before[-1].lower() in _DIRECTIONS or not _JOINTS.isdisjoint(before))
    return () if is_part or _is_object(before) else own


def _is_object(before: list[str]) -> bool:
    """Say whether a name stands behind "of" and the like: "the family of former Rep." Somebody else is meant then."""
    while before and not is_portfolio(before[-1]) and (is_title(before[-1]) or before[-1].lower() in ("the", "u.s.")):
        before = before[:-1]
    return bool(before) and before[-1].lower() in _JOINTS


def _name_at_end(words: list[str]) -> tuple[str, ...]:
    own: list[str] = []
    for word in reversed(words):
        if own and word in _PARTICLES and len(own) < MOST_WORDS:
            own.insert(0, word)
            continue
        if _POSSESSIVE.search(word) or len(own) == MOST_WORDS or not _may_be_of_a_name(word):
            break
        if own and ((own[-1].isupper() and len(own[-1]) > 1) or (word.isupper() and len(word) > 2)):
            break  # "FDA" is nobody's name
        if own and own[0].rstrip(".").lower() not in _SUFFIXES and (is_title(word) or is_of_a_body(word)):
            break
        own.insert(0, word)
    while own and own[0].lower() in _PARTICLES and own[0].islower():
        own.pop(0)
    if not own or is_of_a_body(own[-1]) or (is_title(own[-1]) and len(own) == 1):
        return ()
    return tuple(own)


def _may_be_of_a_name(word: str) -> bool:
    return word[0].isupper() and not (is_function_word(word) or _CALENDAR.match(word) or _ADVERB.match(word))


def are_spelled_alike(one: str, other: str) -> bool:
    """Say whether two spellings can be of one name: "Palley", "Pali", "Parley"."""
    if min(len(one), len(other)) < 4 or max(len(one), len(other)) > 40 or one[0] != other[0]:
        return False
    bones = [re.sub(r"(.)\1", r"\1", re.sub("[aeiouyh]", "", name.lower())) for name in (one, other)]
    return bones[0] == bones[1] or SequenceMatcher(None, one.lower(), other.lower()).ratio() >= LEAST_ALIKE


def ends(name: tuple[str, ...]) -> tuple[str, str]:
    """Return the first and the last word of a name, "Jr." left out."""
    words = [word for word in name if word.rstrip(".").lower() not in _SUFFIXES] or list(name)
    return words[0], words[-1]


def gender_of(described: str) -> str:
    """Return "she" or "he" where the words for a person say so, else nothing."""
    female, male = _FEMALE.search(described), _MALE.search(described)
    return "" if bool(female) == bool(male) else "she" if female else "he"


def has_office(described: str) -> bool:
    """Say whether a title or office stands in a phrase before its last word."""
    return any(is_office(word) or is_title(word) for word in described.split()[:-1])
