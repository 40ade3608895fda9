"""Who the names and offices in an article stand for: the persons it introduces, by full name and by office."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from index.utterances.attribution import NAME
from index.utterances.roles import OFFICE, folded_words, is_of_a_body, is_office, is_portfolio, is_title
from index.vocabulary import is_function_word

MOST_TITLE_WORDS = 12
MOST_DESCRIPTIONS = 4
LEAST_ALIKE = 0.8  # two spellings of one name in a machine's translation
MOST_PERSONS = 60  # that one article introduces
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii"])
_PARTICLES = frozenset("van von de der den la le al bin ibn del di da du".split())
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December)$"
)
_ADVERB = re.compile(r"(?:Current|Recent|Previous|Initial|Original|Final|Meanwhi|Ear|Former|Tradition|Instead)\w*ly$")
_OCCUPATION = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|man|woman)$")
_JOINTS = frozenset("of for from with by in at to on near against about over and or than like".split())
_DIRECTIONS = frozenset("north south east west new united los san santa".split())
_IN_TITLES = frozenset("of for and the to in at".split())
_BEHIND = re.compile(r",\s+((?:[A-Za-z][\w.’'-]*\s+){1,14}?[\w.’'-]+)(?=[,.;:]|\s+and\s|$)")
_DESCRIBES = re.compile(rf"(?:an?|the|his|her|former|acting|[\w’-]+[’']s|[A-Z][\w’-]+|{OFFICE.pattern})\s")
_IN_FRONT = re.compile(r"((?:[\w.’'-]+\s+){1,9}[\w.’'-]+),\s+(?:[A-Z][\w.]*\s+){0,2}$")
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_PLACED = re.compile(r"\b(?:in|at|near|from|across|outside|around|into)\s+$")
_FEMALE = re.compile(r"\b(?:\w+woman|mrs|ms|queen|princess|actress|mother|wife|daughter|sister|widow)\b", re.I)
_MALE = re.compile(r"\b(?:\w+sman|\w+rman|mr|king|prince|father|husband|son|brother|pope)\b", re.I)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a phrase stands for: the name, all phrases of the article that describe it, and whether it is one person."""

    name: str
    described: str
    is_person: bool


@dataclass
class _Person:
    name: tuple[str, ...]
    descriptions: list[str] = field(default_factory=list)


class People:
    """The persons that a masked text introduces."""

    def __init__(self, masked: str, *, translated: bool = False) -> None:
        self._text = masked
        self._translated = translated  # a machine spells one name in several ways

    def identity(self, described: str) -> Identity:
        """Return whom a phrase stands for; who is not introduced is called as the phrase calls them."""
        own = own_name(described)
        if not own and " " not in described and self._person((described,)):
            own = (described,)  # "King" is also a title
        if not own:
            return Identity(self._spelled_out(described), described, is_person=False)
        person = self._person(own)
        if person is None:
            titled = self._words_titled.get(own[0], described) if len(own) == 1 else described
            is_person = len(own) > 1 or _has_office(titled)
            phrases = dict.fromkeys([described, titled])
            return Identity(" ".join(own), "; ".join(phrases), is_person and not is_of_a_body(own[-1]))
        phrases = dict.fromkeys([described, *self._descriptions(person)])
        return Identity(" ".join(person.name), "; ".join(phrases), is_person=True)

    def in_office(self, described: str) -> list[Identity]:
        """Return the persons whom a phrase like "the acting governor" describes."""
        wanted = set(folded_words(described)) - {"the"}
        return [
            self.identity(" ".join(person.name))
            for person in self._persons.values()
            if any(wanted <= set(folded_words(phrase)) for phrase in self._descriptions(person))
        ]

    def names_in(self, text: str) -> set[tuple[str, ...]]:
        """Return the persons that a stretch of the text names, by full name or surname."""
        runs = (own_name(run) for run in _runs(text))
        return {person.name if (person := self._person(own)) else own for own in runs if own}

    @cached_property
    def _persons(self) -> dict[tuple[str, ...], _Person]:
        """Every full name, by its first and last word; longer forms of it count as the same."""
        found: dict[tuple[str, ...], _Person] = {}
        for run in _runs(self._text):
            own = own_name(run)
            if len(own) > 1 and len(found) < MOST_PERSONS:
                found.setdefault(_ends(own), _Person(own))
        return found

    def _person(self, own: tuple[str, ...]) -> _Person | None:
        """Return the one person who can be meant by a name, or by a single word of it."""
        if len(own) > 1:
            return self._persons.get(_ends(own))
        found = [person for ends, person in self._persons.items() if ends[1] == own[0]]
        if not found and own[0] not in self._words_titled:  # the surname stands first in some languages
            found = [
                person
                for ends, person in self._persons.items()
                if ends[0] == own[0] and ends[1] not in self._words_alone
            ]
        if found:
            return found[0] if len(found) == 1 else self._goes_by(own[0], found)
        alike = [each for ends, each in self._persons.items() if self._translated and _spelled_alike(ends[1], own[0])]
        return alike[0] if len(alike) == 1 else None

    def _goes_by(self, word: str, persons: list[_Person]) -> _Person | None:
        """Return whom a shared word means: who is introduced first, if all others go by another word of their name."""
        alone = self._words_alone
        left = [person for person in persons if not alone & {each for each in person.name if each != word}]
        return persons[0] if left == persons[:1] else None

    @cached_property
    def _words_titled(self) -> dict[str, str]:
        """Single words that stand behind a title, with it: "Pope Francis"."""
        runs = [(run, own) for run in _runs(self._text) if len(own := own_name(run)) == 1]
        return {own[0]: run for run, own in reversed(runs) if any(is_title(word) for word in run.split()[:-1])}

    @cached_property
    def _words_alone(self) -> set[str]:
        return {own[0] for run in _runs(self._text) if len(own := own_name(run)) == 1}

    def _descriptions(self, person: _Person) -> list[str]:
        """Return the phrases beside a person's name that say what office he or she has."""
        if not person.descriptions:
            found = dict.fromkeys(phrase for at in self._mentions(person) for phrase in self._beside(person, at))
            person.descriptions = list(found)[:MOST_DESCRIPTIONS] or [" ".join(person.name)]
        return person.descriptions

    def _mentions(self, person: _Person) -> Iterator[re.Match[str]]:
        full = r"\s+".join(map(re.escape, person.name))
        alone = [re.escape(word) for word in (person.name[-1], person.name[0]) if self._person((word,)) is person]
        first = rf"(?<=, ){re.escape(person.name[0])}(?=,)"  # "his wife, Ann, said"
        return re.finditer(rf"\b(?:{'|'.join([full, *alone, first])})(?![\w’'-])", self._text)

    def _beside(self, person: _Person, at: re.Match[str]) -> Iterator[str]:
        name = " ".join(person.name)
        front = self._text[max(0, at.start() - 120) : at.start()]
        if title := _title_before(front.split()):
            yield f"{title} {name}"
        elif (phrase := _IN_FRONT.search(front)) and (office := _office_phrase(phrase[1])):
            yield f"{office}, {name}"
        behind = _BEHIND.match(self._text, at.end(), at.end() + 160)
        if behind and _DESCRIBES.match(behind[1]) and OFFICE.search(" ".join(behind[1].split()[:8])):
            yield f"{name}, {behind[1]}"

    def _spelled_out(self, described: str) -> str:
        """Return the body that an acronym stands for, if the text names one with these initials."""
        words = described.split()
        if not words or not (words[-1].isupper() and 2 < len(words[-1]) < 7):
            return described
        initials = r"\s+(?:of\s+|the\s+|for\s+)?".join(rf"{letter}[a-z]+" for letter in words[-1] if letter.isalpha())
        found = re.search(rf"\b{initials}\b", self._text) if words[-1].isalpha() else None
        return found.group() if found else described


def _runs(text: str) -> Iterator[str]:
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


def own_name(described: str) -> tuple[str, ...]:
    """Return the words of the person's name that a phrase ends with, without titles; none if it names no person."""
    front, _, behind = described.partition(",")
    if behind and NAME.fullmatch(behind.strip()):
        front = behind.strip()
    words = front.split()
    for at, word in enumerate(words):
        if at and word in ("of", "from") and words[at - 1][0].isupper() and not is_title(words[at - 1]):
            if len(own := _name_at_end(words[:at])) > 1 and not is_of_a_body(own[-1]):
                return own
    own = _name_at_end(words)
    before = words[: len(words) - len(own)]
    is_part = len(own) == 1 and (not _JOINTS.isdisjoint(before) or (before and before[-1].lower() in _DIRECTIONS))
    return () if is_part or _is_object(before) else own


def _is_object(before: list[str]) -> bool:
    """Say whether a name stands behind "of" and the like: "the family of former Rep." Somebody else is meant then."""
    while before and not is_portfolio(before[-1]) and (is_title(before[-1]) or before[-1].lower() in ("the", "u.s.")):
        before = before[:-1]
    return bool(before) and before[-1].lower() in _JOINTS


def _name_at_end(words: list[str]) -> tuple[str, ...]:
    own: list[str] = []
    for word in reversed(words):
        plain = word.rstrip(".,").lower()
        if own and word in _PARTICLES and len(own) < 4:
            own.insert(0, word)
            continue
        stops = not word[0].isupper() or is_function_word(word) or _CALENDAR.match(word) or _ADVERB.match(word)
        stops = stops or (len(own) > 0 and own[-1].isupper() and len(own[-1]) > 1)  # "FDA" is nobody's surname
        if stops or word.endswith(("’s", "'s", "’", "'")) or len(own) == 4:
            break
        if own and own[0].rstrip(".").lower() not in _SUFFIXES and (is_title(word) or is_of_a_body(word)):
            break
        own.insert(0, word)
    while own and own[0].lower() in _PARTICLES and own[0].islower():
        own.pop(0)
    if not own or is_of_a_body(own[-1]) or is_title(own[-1]) and len(own) == 1:
        return ()
    return tuple(own)


def gender_of(described: str) -> str:
    """Return "she" or "he" where the words for a person say so, else nothing."""
    female, male = _FEMALE.search(described), _MALE.search(described)
    return "" if bool(female) == bool(male) else "she" if female else "he"


def _spelled_alike(one: str, other: str) -> bool:
    """Say whether two spellings can be of one name: "Palley", "Pali", "Parley"."""
    if min(len(one), len(other)) < 4 or max(len(one), len(other)) > 40 or one[0] != other[0]:
        return False
    bones = [re.sub(r"(.)\1", r"\1", re.sub("[aeiouyh]", "", name.lower())) for name in (one, other)]
    return bones[0] == bones[1] or SequenceMatcher(None, one.lower(), other.lower()).ratio() >= LEAST_ALIKE


def _ends(name: tuple[str, ...]) -> tuple[str, str]:
    words = [word for word in name if word.rstrip(".").lower() not in _SUFFIXES] or list(name)
    return words[0], words[-1]


def _has_office(described: str) -> bool:
    return any(is_office(word) or is_title(word) for word in described.split()[:-1])


def _title_before(words: list[str]) -> str:
    """Return the words of a title that a text ends with: "Senate Medicaid Committee Chairman"."""
    title: list[str] = []
    for word in reversed(words[-MOST_TITLE_WORDS:]):
        fits = word[0].isupper() or is_title(word) or is_office(word) or _OCCUPATION.match(word) or word in _IN_TITLES
        if not fits or word.endswith((",", ";", ":", "”")) or (word.endswith(".") and not is_title(word)):
            break
        title.insert(0, word)
    while title and (title[0] in _IN_TITLES or is_function_word(title[0])):
        title.pop(0)
    if not title or title[-1] in _IN_TITLES or title[-1].endswith(("’s", "'s", "’")):
        return ""
    return " ".join(title) if any(is_title(word) or is_office(word) for word in title) else ""


def _office_phrase(phrase: str) -> str:
    """Return the end of a phrase that begins with an article or owner and names an office."""
    words = phrase.split()
    starts = [
        at
        for at, word in enumerate(words)
        if word.lower() in ("the", "a", "an", "his", "her") or "’s" in word or "'s" in word
    ]
    found = " ".join(words[starts[0] :]) if starts else phrase
    return found if OFFICE.search(found) else ""
