"""Find out whom "he", "the spokesman" and "the statement" stand for; nobody where that is not plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.segmentation import Sentence
from index.utterances.attribution import Attribution
from index.utterances.bystanders import bystanders
from index.utterances.names import own_name
from index.utterances.people import Identity, People
from index.utterances.persons import is_of_several
from index.utterances.quotation import FILL
from index.utterances.rivals import REPLYING, Rivals
from index.utterances.roles import DOCUMENT, OFFICE
from index.utterances.subjects import PRONOUN

MOST_BETWEEN = 2  # sentences that tell of nobody else, between a speaker and "he"
MOST_REMEMBERED = 12  # speakers
_BARE_OFFICE = re.compile(r"(?:the|his|her)\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)$", re.IGNORECASE)
_SOURCE = re.compile(r"the (?:source|sources|officials?|lawyers|people|doctors)$", re.IGNORECASE)
_GOING_ON = re.compile(r"add|continue|went on|goes on|reiterate")
_SUBJECT_FIRST = re.compile(r"(?:(?:In|On|At|But|And|Earlier|Later|Meanwhile)\b[^,”]{0,40},?\s|[A-Z][^,”]{0,60},\s)?")
# What tells of the one before it: ", who owns the mill,", ", a Palm Springs resident,"
_DESCRIBING = re.compile(r"(?<=[\w’]), (?:who|an?|the)\b[^,;:”]{1,120},(?=\s+[a-z]+\b)")
_OF_A_THING = re.compile(r"\b(an?|the)(?:\s+[A-Z][\w.’'-]*)+(?=\s+[a-z])")  # "the Palm Springs school"
_SPEAKS_FOR_A_BODY = re.compile(r"\b(?:press|media|communications|public (?:affairs|relations|information))\b")
_MEANS_THE_SAME = {"him": "he", "her": "she"}


@dataclass(frozen=True, slots=True)
class _Said:
    """Who spoke in which sentence, where the verb begins, and whom it was said to."""

    identity: Identity
    sentence: int
    at: int
    addressed: str | None


class Antecedents:
    """What a reader remembers while reading on: who spoke, to whom, and of whom the sentences tell."""

    def __init__(self, masked: str, sentences: Sequence[Sentence], people: People) -> None:
        self._masked = masked
        self._sentences = sentences
        self._people = people
        self._rivals = Rivals(people)
        self._last: list[_Said] = []  # the speakers of the last sentence that had any
        self._before: list[_Said] = []
        self._here: list[_Said] = []
        self._unknown: dict[int, str] = {}  # by sentence, the phrase of one who speaks there and is not known

    def speakers(self, number: int, spoken: Sequence[Attribution]) -> list[Identity | None]:
        """Return who speaks by each attribution of the next sentence that has any, None where that is not plain."""
        self._here = []
        found = [self._entered(number, attribution) for attribution in spoken]
        if self._here:
            self._before = (self._before + self._last)[-MOST_REMEMBERED:]
            self._last = self._here
        return found

    def _entered(self, number: int, attribution: Attribution) -> Identity | None:
        identity = self._found(number, attribution)
        if identity is None:
            self._unknown[number] = attribution.described
            return None
        addressed = self._rivals.addressed(self._unquoted(number), attribution)
        self._here.append(_Said(identity, number, attribution.at, addressed))
        return identity

    def _found(self, number: int, attribution: Attribution) -> Identity | None:
        described = attribution.described
        if not described:
            return None
        if PRONOUN.match(described):
            pronoun = described.lower()
            return self._pronoun(number, attribution, _MEANS_THE_SAME.get(pronoun, pronoun))
        if document := DOCUMENT.search(described):
            return self._issuer(document[1], number) or self._people.identity(described)
        if _SOURCE.match(described):
            return self._same_source(described, number) or self._people.identity(described)
        if _BARE_OFFICE.match(described) and OFFICE.search(described) and not own_name(described):
            return self._in_office(number, attribution) or self._people.identity(described)
        return self._bearer(number, described) or self._people.identity(described)

    def _bearer(self, number: int, surname: str) -> Identity | None:
        """Return who is meant by a surname of several: the subject of the sentence before, if no other is named yet."""
        bearers = self._people.bearers(surname)
        if len(bearers) < 2 or not number:
            return None
        here, last = self._sentences[number], self._sentences[number - 1]
        subject = self._subject(number - 1, "any") if here.paragraph == last.paragraph else None
        if subject is None or tuple(subject.name.split()) not in bearers:
            return None
        front = self._masked[: here.start]
        named = [name for name in bearers if re.search(rf"\b{re.escape(' '.join(name))}\b", front)]
        return subject if len(named) == 1 else None

    def _pronoun(self, number: int, attribution: Attribution, pronoun: str) -> Identity | None:
        if pronoun not in ("he", "she"):
            return None
        words = self._unquoted(number)
        start = self._here[-1].at if self._here else 0  # "While that is so, Ann Jones said, she hopes"
        before, behind = words[start : attribution.at], words[attribution.at + len(attribution.cue) :]
        candidate = self._only_one_here() if self._here else self._last_speaker(number, attribution.cue, pronoun)
        if candidate is None or not candidate.can_be(pronoun):
            candidate = None if self._here else self._addressee(number, pronoun)
        if candidate is None or self._rivals.in_front(before, behind, candidate, pronoun):
            return None
        return candidate

    def _only_one_here(self) -> Identity | None:
        return self._here[-1].identity if len({each.identity.name for each in self._here}) == 1 else None

    def _last_speaker(self, number: int, cue: str, pronoun: str) -> Identity | None:
        """Return the person who spoke last, unless the sentences since then tell of somebody else."""
        subject = self._subject(number - 1, pronoun) if number else None
        speakers = {said.identity.name: said.identity for said in self._last}
        spoke_at = self._last[-1].sentence if self._last else -1
        if spoke_at != number - 1 and subject and subject.can_be(pronoun):
            going_on = _GOING_ON.match(cue) and subject.name not in speakers
            return None if going_on or self._is_unknown(number - 1, "") else subject
        between = [each for each in range(spoke_at + 1, number) if self._unquoted(each).strip(" .")]
        if len(speakers) != 1 or len(between) > MOST_BETWEEN:
            return None
        (last,) = speakers.values()
        near = self._sentences[number].paragraph - self._sentences[spoke_at].paragraph < 3
        plain = last.is_person and near and not self._could_answer(cue, pronoun)
        if not plain or any(self._tells_of_another(each, last, pronoun) for each in between):
            return None
        # Whoever was named since then is left out by a first name only, which errs: then the speaker's must fit.
        plain = pronoun == "any" or not any(self._tells_of_another(each, last, "any") for each in between)
        return last if plain or last.gender == pronoun else None

    def _could_answer(self, cue: str, pronoun: str) -> bool:
        """Say whether somebody whom the last speaker told or asked something could be who speaks now."""
        last = self._last[-1]
        if last.addressed is not None and self._rivals.can_answer(last.addressed, last.identity, pronoun):
            return True
        if not REPLYING.match(cue):
            return False
        return self._rivals.named(self._unquoted(last.sentence), last.identity, pronoun)

    def _addressee(self, number: int, pronoun: str) -> Identity | None:
        """Return whom the speaker of the sentence before told or asked something, if only that one can be meant."""
        if len(self._last) != 1 or self._last[0].sentence != number - 1:
            return None
        (last,) = self._last
        others = last.identity.gender not in ("", pronoun)
        return self._rivals.answering(last.addressed, pronoun) if others and last.addressed else None

    def _tells_of_another(self, number: int, last: Identity, pronoun: str) -> bool:
        words = self._unquoted(number)
        return self._is_unknown(number, pronoun) or self._rivals.between(words, last, pronoun)

    def _is_unknown(self, number: int, pronoun: str) -> bool:
        """Say whether somebody speaks in a sentence who is not known and could be meant, by another pronoun or none."""
        described = self._unknown.get(number)
        return described is not None and described.lower() not in {"he", "she", "it", "they"} - {pronoun}

    def _subject(self, number: int, pronoun: str) -> Identity | None:
        """Return the person that a sentence begins with, if it names no other and has nobody's words."""
        words = _OF_A_THING.sub(r"\1", _DESCRIBING.sub(" ", self._unquoted(number)))
        opening = _SUBJECT_FIRST.match(words)
        names = self._people.names_in(words)
        persons = [name for name in names if len(name) > 1]
        if len(persons) != 1 or opening is None or names - {persons[0]}:
            return None
        head = words[opening.end() : opening.end() + 80]
        if not re.match(rf"(?:[\w.’'-]+\s+){{0,6}}?{re.escape(persons[0][-1])}(?![\w’'-])", head):
            return None
        met = any(each.is_new and each.can_be(pronoun) for each in bystanders(words[opening.end() :]))
        return None if met else self._people.identity(" ".join(persons[0]))

    def _in_office(self, number: int, attribution: Attribution) -> Identity | None:
        described = attribution.described
        if described.lower().startswith(("his ", "her ")) or is_of_several(described.split()[-1]):
            return None
        if sworn := self._people.sworn_in(described, self._sentences[number].start):
            return sworn
        holders = {each.name: each for each in self._people.in_office(described)}
        if len(holders) == 1:
            return next(iter(holders.values()))
        near = self._last_speaker(number, attribution.cue, "any")
        if near and not holders:
            return near if "spokes" in described and _SPEAKS_FOR_A_BODY.search(near.described) else None
        if near is None or near.name not in holders:
            return None
        told = {" ".join(name) for each in self._last for name in self._people.names_in(self._unquoted(each.sentence))}
        return None if told & (holders.keys() - {near.name}) else near

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

    def _unquoted(self, number: int) -> str:
        return self._of(number).replace(FILL, " ")

    def _of(self, number: int) -> str:
        return self._sentences[number].of(self._masked)
