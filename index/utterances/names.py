"""The names of persons: where they stand, what of a phrase is one, and when two spellings are of one name."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from index.first_names import gender_of_first_name, is_first_name
from index.utterances.persons import is_of_a_person, is_organisation
from index.utterances.roles import is_of_a_body, is_office, is_portfolio, is_title
from index.utterances.subjects import NAME
from index.vocabulary import is_function_word

MOST_WORDS = 4  # of a person's name
LEAST_ALIKE = 0.8  # two spellings of one name in a machine's translation

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii"])
_PARTICLES = frozenset("van von de der den la le al bin ibn del di da du dos das do ter ten af zu".split())
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December)$"
)
_ADVERB = re.compile(r"(?:Current|Recent|Previous|Initial|Original|Final|Meanwhi|Ear|Former|Tradition|Instead)\w*ly$")
# Capitalised only because they open a sentence: "Asked whether she would go, she said".
_OPENERS = frozenset("Asked Pressed Questioned Quizzed Told Speaking Writing Addressing Responding Replying".split())
_NOT_REAL = frozenset(
    """
    fake false fictional fictitious imaginary imagined pretend supposed purported so-called mock bogus virtual
    animated cloned ai-generated computer-generated cartoon deepfake parody counterfeit robotic lookalike wannabe
    impostor imposter impersonator who playing portraying impersonating named called calling dressed disguised posing
    """.split()
)
_JOINTS = frozenset("of for from with by in at to on near against about over and or than like".split())
_ALSO_SURNAMES = frozenset("west house post church street court".split())  # "Ian West" is no direction
_STATES = frozenset(["virginia", "georgia", "carolina", "dakota", "florence"])  # first names too: "Virginia House"
_DIRECTIONS = frozenset("north south east west new united los san santa".split())
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_AGE_OR_OWNER = re.compile(r"^\d|(?:[’']s|[’'])$")
_PLACED = re.compile(r"\b(?:in|at|near|from|across|outside|around|into)\s+$")
_FEMALE = re.compile(
    r"\b(?:\w*woman|girl|girlfriend|mrs|ms|queen|princess|actress|mother|wife|daughter|sister|widow)\b", re.I
)
_MALE = re.compile(r"\b(?:man|\w+sman|\w+rman|boy|boyfriend|mr|king|prince|father|husband|son|brother|pope)\b", re.I)


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
    is_part = is_part or (len(own) == 1 and bool(before) and _is_body_word(before[-1]))  # "Team Jones"
    return () if is_part or _is_object(before) else own


def _is_body_word(word: str) -> bool:
    return word[0].isupper() and is_of_a_body(word) and not is_title(word)


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
        shouted = bool(own) and own[-1].isupper() and len(own[-1]) > 1 and own[-1].lower() not in _SUFFIXES
        if own and (shouted or (word.isupper() and len(word) > 2)):
            break  # "FDA" is nobody's name
        if own and own[0].rstrip(".").lower() not in _SUFFIXES and (is_title(word) or is_of_a_body(word)):
            break
        own.insert(0, word)
    while own and own[0].lower() in _PARTICLES and own[0].islower():
        own.pop(0)
    if len(own) > 2 and is_first_name(own[1]) and not is_first_name(own[0]) and is_of_a_person(own[0]):
        own.pop(0)  # "Novelist Zoe Marsh"
    if not own or _ends_as_a_body(own) or (is_title(own[-1]) and len(own) == 1):
        return ()
    return tuple(own)


def _ends_as_a_body(own: list[str]) -> bool:
    first, last = own[0].lower(), own[-1].lower()
    is_surname = len(own) == 2 and last in _ALSO_SURNAMES and is_first_name(first) and first not in _STATES
    return is_of_a_body(own[-1]) and not is_surname


def _may_be_of_a_name(word: str) -> bool:
    if not word[0].isupper() or word in _OPENERS:
        return False
    return not (is_function_word(word) or _CALENDAR.match(word) or _ADVERB.match(word))


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


def generation(name: tuple[str, ...]) -> str:
    """Return "jr" or "sr" where a name ends so: these are two people."""
    last = name[-1].rstrip(".").lower()
    return last if last in ("jr", "sr") else ""


def gender_of(described: str, name: str = "") -> str:
    """Return "she" or "he" where the words for a person or the first name say so, else nothing."""
    words = name.split()
    female, male = _FEMALE.search(described), _MALE.search(described)
    by_words = "" if bool(female) == bool(male) else "she" if female else "he"
    by_name = (gender_of_first_name(words[0]) or "") if len(words) > 1 else ""
    return (by_words or by_name) if not by_words or not by_name or by_words == by_name else ""


@lru_cache(maxsize=16_384)
def is_plain(described: str) -> bool:
    """Say whether nothing but titles and the like stands before the name in a phrase, so that its bearer is meant.

    That is not so of "an actor playing Ann Jones", "a fake Ann Jones" and "the rumour Ann Jones".
    """
    own = own_name(described)
    front, comma, _ = described.partition(",")
    words = front.split()
    plain = [_POSSESSIVE.sub("", word).rstrip(".,") for word in words]
    if not own or comma or own[0].rstrip(".,") not in plain:
        return True
    before = words[: plain.index(own[0].rstrip(".,"))]
    while before and before[-1].lower() in _PARTICLES:
        before.pop()
    if not before:
        return True
    if before[-1] == "named" and is_of_a_person(before[-2:][0]):
        before = before[:-1]
    if _NOT_REAL.intersection(word.lower() for word in before):
        return False
    is_title_of = any(map(is_title, before)) and before[-2:-1] == ["of"]  # "chief of staff"
    if not is_title_of and not _may_stand_before(before[-1]):
        return False
    return not _has_a_subject_of_its_own(before)


def _may_stand_before(word: str) -> bool:
    known = word.lower() == "the" or any(map(is_of_a_person, word.split("-"))) or is_organisation(word)
    return known or not word.islower() or bool(_AGE_OR_OWNER.search(word))


def _has_a_subject_of_its_own(words: list[str]) -> bool:
    """Say whether words begin with another person's name: "Bob Lee wishes lawyer"."""
    capitals = list(takewhile(lambda word: word[0].isupper() and not _POSSESSIVE.search(word), words))
    following = words[len(capitals) : len(capitals) + 1]
    is_another = len(capitals) > 1 and is_first_name(capitals[0]) and not any(map(is_title, capitals))
    return is_another and any(word not in _JOINTS and not is_of_a_person(word) for word in following)


def has_office(described: str) -> bool:
    """Say whether a title or office stands in a phrase before its last word."""
    return any(is_office(word) or is_title(word) for word in described.split()[:-1])
