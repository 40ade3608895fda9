"""Find out whom "he", "the spokesman" and "the statement" stand for; nobody where that is not plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.segmentation import Sentence
from index.utterances.attribution import PRONOUN, Attribution
from index.utterances.names import gender_of, own_name
from index.utterances.people import Identity, People
from index.utterances.quotation import FILL
from index.utterances.roles import DOCUMENT, OFFICE

MOST_BETWEEN = 2  # sentences that tell of nobody else, between a speaker and "he"
_BARE_OFFICE = re.compile(r"(?:the|his|her)\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)$", re.IGNORECASE)
_SOURCE = re.compile(r"the (?:source|sources|officials?|lawyers|people|doctors)$", re.IGNORECASE)
_GOING_ON = re.compile(r"add|continue|went on|goes on|reiterate")
_OFFICE_FIRST = re.compile(rf"\s*(?:The|A|An|His|Her)\s+(?:\w+\s+){{0,2}}?{OFFICE.pattern}")
_SUBJECT_FIRST = re.compile(r"(?:(?:In|On|At|But|And|Earlier|Later|Meanwhile)\b[^,”]{0,40},?\s)?")


@dataclass(frozen=True, slots=True)
class Said:
    """Who spoke in which sentence."""

    identity: Identity
    sentence: int


class Antecedents:
    """What a reader remembers while reading on: who spoke, and of whom the sentences tell."""

    def __init__(self, masked: str, sentences: Sequence[Sentence], people: People) -> None:
        self._masked = masked
        self._sentences = sentences
        self._people = people
        self._last: list[Said] = []  # the speakers of the last sentence that had any
        self._before: list[Said] = []
        self.resolved: list[bool] = []  # of the sentence at hand, whether each attribution has a speaker
        self._here: list[Identity] = []
        self._number = -1

    def speaker(self, number: int, attribution: Attribution) -> Identity | None:
        """Return who speaks in a sentence, None if that is not plain."""
        if number != self._number:
            self._number, self.resolved, self._here = number, [], []
        found = self._found(number, attribution)
        self.resolved.append(found is not None)
        if found:
            self._here.append(found)
        return found

    def enter(self, number: int, said: list[Said]) -> None:
        """Remember who spoke in a sentence."""
        if said:
            self._before = (self._before + self._last)[-12:]
            self._last = said

    def _found(self, number: int, attribution: Attribution) -> Identity | None:
        described = attribution.described
        if PRONOUN.match(described):
            return self._pronoun(number, attribution)
        if document := DOCUMENT.search(described):
            return self._issuer(document[1], number) or self._people.identity(described)
        if _SOURCE.match(described):
            return self._same_source(described, number) or self._people.identity(described)
        if _BARE_OFFICE.match(described) and OFFICE.search(described) and not own_name(described):
            return self._in_office(number, attribution) or self._people.identity(described)
        return self._people.identity(described)

    def _pronoun(self, number: int, attribution: Attribution) -> Identity | None:
        pronoun = attribution.described.lower()
        if pronoun in ("it", "they"):
            return None
        pronoun = {"him": "he", "her": "she"}.get(pronoun, pronoun)
        before = self._unquoted(number, attribution.at)
        if self._here:  # "While that is so, Ann Jones said, she hopes"
            candidate = self._here[-1] if len({each.name for each in self._here}) == 1 else None
            return candidate if candidate and _can_be(candidate, pronoun) else None
        candidate = self._last_speaker(number, attribution.cue)
        if candidate is None or not _can_be(candidate, pronoun):
            return None
        others = self._people.names_in(before) - {tuple(candidate.name.split())}
        return None if others else candidate

    def _last_speaker(self, number: int, cue: str) -> Identity | None:
        """Return the person who spoke last, unless the sentences since then tell of somebody else."""
        subject = self._subject(number - 1) if number else None
        speakers = {said.identity.name: said.identity for said in self._last}
        spoke_at = self._last[-1].sentence if self._last else -1
        if spoke_at != number - 1 and subject:
            going_on = _GOING_ON.match(cue) and subject.name not in speakers
            return None if going_on else subject
        if len(speakers) != 1 or number - spoke_at > MOST_BETWEEN + 1:
            return None
        (last,) = speakers.values()
        near = self._sentences[number].paragraph - self._sentences[spoke_at].paragraph < 3
        others = any(self._tells_of_another(each, last) for each in range(spoke_at + 1, number))
        return last if last.is_person and near and not others else None

    def _tells_of_another(self, number: int, last: Identity) -> bool:
        words = self._unquoted(number)
        return bool(_OFFICE_FIRST.match(words) or self._people.names_in(words) - {tuple(last.name.split())})

    def _subject(self, number: int) -> Identity | None:
        """Return the person that a sentence begins with, if it names no other and has nobody's words."""
        words = self._unquoted(number)
        opening = _SUBJECT_FIRST.match(words)
        names = self._people.names_in(words)
        persons = [name for name in names if len(name) > 1]
        if len(persons) != 1 or opening is None:
            return None
        name = " ".join(persons[0])
        head = words[opening.end() : opening.end() + 80]
        stands_first = re.match(rf"(?:[\w.’'-]+\s+){{0,6}}?{re.escape(persons[0][-1])}(?![\w’'-])", head)
        return self._people.identity(name) if stands_first and not names - {persons[0]} else None

    def _in_office(self, number: int, attribution: Attribution) -> Identity | None:
        described = attribution.described
        if described.lower().startswith(("his ", "her ")):
            return None
        holders = {each.name: each for each in self._people.in_office(described)}
        if len(holders) == 1:
            return next(iter(holders.values()))
        near = self._last_speaker(number, attribution.cue)
        if near and (near.name in holders or (not holders and len(described.split()) == 2)):
            return near if _can_be(near, gender_of(described) or "any") else None
        return None

    def _issuer(self, document: str, number: int) -> Identity | None:
        """Return who spoke last "in a statement"."""
        for said in reversed(self._before + self._last):
            if number - said.sentence > 6:
                return None
            if re.search(rf"\b(?:a|his|her|its|their)\s+(?:\w+\s+)?{document}\b", self._of(said.sentence)):
                return said.identity
        return None

    def _same_source(self, described: str, number: int) -> Identity | None:
        word = described.split()[-1].rstrip("s").lower()
        for said in reversed(self._last):
            known = said.identity.described.lower()
            if number - said.sentence <= MOST_BETWEEN and (word in known or (word == "source" and "people" in known)):
                return said.identity
        return None

    def _unquoted(self, number: int, length: int | None = None) -> str:
        return self._of(number)[:length].replace(FILL, " ")

    def _of(self, number: int) -> str:
        return self._sentences[number].of(self._masked)


def _can_be(identity: Identity, pronoun: str) -> bool:
    known = gender_of(identity.described)
    return identity.is_person and (not known or pronoun == "any" or known == pronoun)
