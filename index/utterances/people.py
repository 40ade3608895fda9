"""Who the names and offices in an article stand for: the persons it introduces, by full name and by office."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from index.article import Span
from index.utterances.descriptions import BEFORE, beside
from index.utterances.names import are_spelled_alike, ends, gender_of, generation, has_office, own_name, runs
from index.utterances.namesakes import is_shared
from index.utterances.offices import holds_office
from index.utterances.roles import is_of_a_body, is_title

MOST_DESCRIPTIONS = 4
MOST_PERSONS = 60  # that one article introduces
_ENDED = re.compile(r"(?<=[a-z\d][a-z\d][.!?])[\"”’)]?\s+")  # the end of a sentence, not of "J." or "Jr."
_OATH = re.compile(r"\s(?:was|is|has been)\s+sworn in\b(?:\s+as\s+(?P<office>[^,.;:”\n]{1,60}))?")
_THIRD_PERSON = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a phrase stands for: the name, all phrases of the article that describe it, and whether it is one person."""

    name: str
    described: str
    is_person: bool

    def can_be(self, pronoun: str) -> bool:
        """Say whether "he" or "she" can stand for this person; anybody can be "any"."""
        return self.is_person and (pronoun == "any" or self.gender in ("", pronoun))

    @property
    def gender(self) -> str:
        """Return "he" or "she" where the article's words or the first name tell it, else nothing."""
        return gender_of(self.described, self.name)


@dataclass
class _Person:
    name: tuple[str, ...]
    descriptions: list[str] = field(default_factory=list)


class People:
    """The persons that a masked text introduces."""

    def __init__(self, masked: str, *, translated: bool = False) -> None:
        self._text = masked
        self._translated = translated  # a machine spells one name in several ways
        self._bodies: dict[str, str | None] = {}  # by acronym
        self._shared: dict[str, bool] = {}  # by word of a name, whether it is also that of somebody or something else

    def identity(self, described: str) -> Identity:
        """Return whom a phrase stands for; who is not introduced is called as the phrase calls them."""
        own = own_name(described)
        if not own and " " not in described and self._person((described,)):
            own = (described,)  # "King" is also a title
        if not own:
            return Identity(self._spelled_out(described), described, is_person=False)
        person = self._person(own) or self._behind_title(described, own)
        if person is None:
            alone = len(own) == 1 and not self._shared.get(own[0])
            titled = self._words_titled.get(own[0], described) if alone else described
            is_person = len(own) > 1 or has_office(titled) or bool(self.bearers(own[0]))
            phrases = dict.fromkeys([described, titled])
            name = self._spelled_out(described) if own[-1].isupper() and len(own) == 1 else " ".join(own)
            return Identity(name, "; ".join(phrases), is_person and not is_of_a_body(own[-1]))
        phrases = dict.fromkeys([described, *self._descriptions(person)])
        return Identity(" ".join(person.name), "; ".join(phrases), is_person=True)

    def in_office(self, described: str) -> list[Identity]:
        """Return the persons whom a phrase like "the acting governor" describes."""
        full = [
            " ".join(person.name)
            for person in self._persons.values()
            if any(holds_office(phrase, described) for phrase in self._descriptions(person))
        ]
        single = [word for word, titled in self._words_titled.items() if holds_office(titled, described)]
        found = [self.identity(name) for name in [*full, *single]]
        return list({each.name: each for each in found if each.is_person}.values())

    def sworn_in(self, described: str, until: int) -> Identity | None:
        """Return who is the last that the text, up to a place, tells to have been sworn in to an office."""
        for name, office in reversed([(name, office) for at, name, office in self._oaths if at < until]):
            if not office or holds_office(f"{name}, {office}", described):
                return self.identity(name)
        return None

    def bearers(self, surname: str) -> list[tuple[str, ...]]:
        """Return the full names of all who go by a surname."""
        return [person.name for (_, last, _), person in self._persons.items() if last == surname]

    def names_in(self, text: str) -> set[tuple[str, ...]]:
        """Return the persons that a stretch of the text names, by full name or surname."""
        names = (own_name(run) for run in runs(text))
        return {person.name if (person := self._person(own)) else own for own in names if own}

    def are_introduced(self, text: str, speaker: Identity) -> bool:
        """Say whether a stretch of the text names a person whom it names in full somewhere, other than the speaker."""
        known = {person.name for person in self._persons.values()}
        return bool(self.names_in(text) & known - {tuple(speaker.name.split())})

    def are_mentioned(self, text: str, speaker: Identity) -> bool:
        """Say whether a stretch of the text tells of the speaker, as nobody does of himself or herself."""
        return tuple(speaker.name.split()) in self.names_in(text) or bool(_THIRD_PERSON.search(text))

    @cached_property
    def _persons(self) -> dict[tuple[str, str, str], _Person]:
        """Every full name, by its first and last word and "jr" or "sr"; longer forms of it count as the same."""
        found: dict[tuple[str, str, str], _Person] = {}
        for _, own in self._runs:
            if len(own) > 1 and len(found) < MOST_PERSONS and not _namesakes(found, own):
                found[(*ends(own), generation(own))] = _Person(own)
        return found

    def _person(self, own: tuple[str, ...]) -> _Person | None:
        """Return the one person who can be meant by a name, or by a single word of it."""
        if len(own) > 1:
            found = _namesakes(self._persons, own)
            return found[0] if len(found) == 1 else None
        found = [person for (_, last, _), person in self._persons.items() if last == own[0]]
        if not found and own[0] not in self._words_titled:  # the surname stands first in some languages
            found = [
                person
                for (first, last, _), person in self._persons.items()
                if first == own[0] and last not in self._words_alone
            ]
        if len(found) == 1:
            return None if self._is_shared(own[0], found[0]) else found[0]
        if found:
            return self._goes_by(own[0], found)
        if not self._translated:
            return None
        alike = [person for (_, last, _), person in self._persons.items() if are_spelled_alike(last, own[0])]
        return alike[0] if len(alike) == 1 else None

    def _is_shared(self, word: str, person: _Person) -> bool:
        """Say whether a word of a person's name is also the name of somebody or something else in the text."""
        if word not in self._shared:
            titled = [run for run in self._titled if run.split()[-1] == word]
            self._shared[word] = is_shared(self._text, word, person.name, titled, self._named_in_full(person))
        return self._shared[word]

    def _behind_title(self, described: str, own: tuple[str, ...]) -> _Person | None:
        """Return who has a surname that is shared and the title before it: "Senator Jones", beside "Mrs. Jones"."""
        if len(own) > 1 or not self._shared.get(own[0]) or described not in self._titled:
            return None
        found = [person for (_, last, _), person in self._persons.items() if last == own[0]]
        is_theirs = len(found) == 1 and not is_shared(
            self._text, own[0], found[0].name, [described], self._named_in_full(found[0])
        )
        return found[0] if is_theirs else None

    def _named_in_full(self, person: _Person) -> list[str]:
        return [run for run, own in self._runs if len(own) > 1 and ends(own) == ends(person.name)]

    def _goes_by(self, word: str, persons: list[_Person]) -> _Person | None:
        """Return whom a shared word means: who is introduced first, if all others go by another word of their name."""
        alone = self._words_alone
        left = [person for person in persons if not alone & {each for each in person.name if each != word}]
        return persons[0] if left == persons[:1] else None

    @cached_property
    def _runs(self) -> list[tuple[str, tuple[str, ...]]]:
        """The runs of capitalised words in the text, each with the name that it ends with, if any."""
        return [(run, own) for run in runs(self._text) if (own := own_name(run))]

    @cached_property
    def _oaths(self) -> list[tuple[int, str, str]]:
        """Where somebody is sworn in, who that is, and to which office if that is said."""
        found = (
            (at, own_name(_ENDED.split(self._text[max(0, at.start() - BEFORE) : at.start()])[-1]))
            for at in _OATH.finditer(self._text)
        )
        return [(at.end(), " ".join(own), at["office"] or "") for at, own in found if own]

    @cached_property
    def _titled(self) -> list[str]:
        """The single words that stand behind a title, with it: "Pope Francis"."""
        alone = dict.fromkeys(run for run, own in self._runs if len(own) == 1)
        return [run for run in alone if any(is_title(word) for word in run.split()[:-1])]

    @cached_property
    def _words_titled(self) -> dict[str, str]:
        return {run.split()[-1]: run for run in reversed(self._titled)}

    @cached_property
    def _words_alone(self) -> set[str]:
        return {own[0] for _, own in self._runs if len(own) == 1}

    def _descriptions(self, person: _Person) -> list[str]:
        """Return the phrases beside a person's name that say what office he or she has."""
        if not person.descriptions:
            name = " ".join(person.name)
            found: dict[str, None] = {}
            for at in self._mentions(person):
                found |= dict.fromkeys(beside(self._text, name, at))
                if len(found) >= MOST_DESCRIPTIONS:
                    break
            person.descriptions = list(found)[:MOST_DESCRIPTIONS] or [name]
        return person.descriptions

    def _mentions(self, person: _Person) -> list[Span]:
        """Return where a person is named: in full, by a word that is nobody else's, or as in "his wife, Ann, said"."""
        alone = [word for word in (person.name[-1], person.name[0]) if self._person((word,)) is person]
        found = [span for words in (" ".join(person.name), *alone) for span in _places(self._text, words)]
        between_commas = (person.name[0], ", ", ",")
        found += _places(self._text, *between_commas)
        apart: list[Span] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart

    def _spelled_out(self, described: str) -> str:
        """Return the body that an acronym stands for, if the text names one with these initials."""
        words = described.split()
        if not words or not (words[-1].isupper() and words[-1].isalpha() and 2 < len(words[-1]) < 7):
            return described
        if words[-1] not in self._bodies:
            initials = r"\s+(?:of\s+|the\s+|for\s+)?".join(rf"{letter}[a-z]+" for letter in words[-1])
            found = re.search(rf"\b{initials}\b", self._text)
            self._bodies[words[-1]] = found.group() if found else None
        return self._bodies[words[-1]] or described


def _namesakes(persons: dict[tuple[str, str, str], _Person], own: tuple[str, ...]) -> list[_Person]:
    """Return the persons who can be meant by a full name: a father or a son only where nothing says which."""
    mine = generation(own)
    keys = ((*ends(own), each) for each in (("", mine) if mine else ("", "jr", "sr")))
    return [persons[key] for key in keys if key in persons]


def _places(text: str, words: str, before: str = "", behind: str = "") -> Iterator[Span]:
    """Yield where words stand in a text, whole words only, between what must stand around them."""
    at = text.find(f"{before}{words}{behind}")
    while at >= 0:
        start, end = at + len(before), at + len(before) + len(words)
        beside = text[start - 1 : start] + text[end : end + 1]
        if not any(mark.isalnum() or mark in "-’'" for mark in beside):
            yield Span(start, end)
        at = text.find(f"{before}{words}{behind}", end)
