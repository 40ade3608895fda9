"""Find out who else than the likeliest person "he" or "she" could be: who is named, told, asked or brought up."""

import re
from collections.abc import Iterator

from index.utterances.attribution import Attribution
from index.utterances.bystanders import bystanders
from index.utterances.people import Identity, People
from index.utterances.persons import INTERVIEWER, is_organisation
from index.utterances.roles import OFFICE, is_of_a_body
from index.utterances.subjects import PRONOUN

_TELLING = frozenset("told tells asked asks urged urges advised advises warned warns thanked reminded".split())
_TO_WHOM = re.compile(
    r"\s+(?:[a-z]+ly\s+)?(?P<whom>[^,.;:”]{1,100}?)\s*(?=[,.;:”]|$|\s(?:that|about|if|whether|to|how|what|why|when|where|who|in|on|at|"
    r"after|before|during|for|of|he|she|they|it|not|and|as|by|over|from|with)\b)"
)
_SAID_TO = re.compile(rf"\s+to\b{_TO_WHOM.pattern}")
REPLYING = re.compile(r"repl|respond|answer|retort|counter")
_A_BODY = re.compile(r"[Tt]he\s+[A-Z](?:(?!\b(?:Mr|Mrs|Ms|Dr)\b)[^,])*$")  # "the Post-Dispatch"
_OFFICE_FIRST = re.compile(rf"\s*(?:The|A|An|His|Her)\s+(?:\w+\s+){{0,2}}?{OFFICE.pattern}")
_OPENER = re.compile(r"\W*\w+,\s+\w+\s+")  # "Still, she said": one word before the pronoun names nobody
_ENDS_HERE = re.compile(r"\s*(?:$|[.,;!?])")


class Rivals:
    """Whoever could be meant by a pronoun beside a candidate, by the persons that a text introduces."""

    def __init__(self, people: People) -> None:
        self._people = people

    def addressed(self, words: str, attribution: Attribution) -> str | None:
        """Return whom an attribution in the unquoted words of a sentence speaks to; "" is somebody, None nobody."""
        if REPLYING.match(attribution.cue):
            return None
        behind = attribution.at + len(attribution.cue)
        is_speaker = words[behind:].lstrip().startswith(attribution.described)  # "warned Ann Jones"
        pattern = _TO_WHOM if attribution.cue in _TELLING else _SAID_TO
        if not is_speaker and (found := pattern.match(words, behind)):
            return found["whom"].strip()
        is_question = attribution.cue in ("asked", "asks") and INTERVIEWER.search(attribution.described)
        return "" if is_question else None

    def can_answer(self, whom: str, speaker: Identity, pronoun: str) -> bool:
        """Say whether a pronoun could be of whom something was said to."""
        if not whom or (PRONOUN.match(whom) and {"him": "he", "her": "she"}.get(whom.lower()) == pronoun):
            return True
        last = whom.split()[-1]
        if is_organisation(last) or is_of_a_body(last) or (_A_BODY.match(whom) and not OFFICE.search(whom)):
            return False
        return self.named(whom, speaker, pronoun) or any(each.can_be(pronoun) for each in bystanders(f" {whom}"))

    def answering(self, whom: str, pronoun: str) -> Identity | None:
        """Return the one person of a pronoun's gender whom something was said to, if nobody else can be meant."""
        found = self._people.names_in(whom)
        persons = [self._people.identity(" ".join(name)) for name in found]
        return persons[0] if len(persons) == 1 and persons[0].gender == pronoun else None

    def named(self, words: str, candidate: Identity, pronoun: str) -> bool:
        """Say whether somebody else is named whom a pronoun could stand for."""
        return any(identity.is_person for identity in self._others(words, candidate, pronoun))

    def in_front(self, before: str, behind: str, candidate: Identity, pronoun: str) -> bool:
        """Say whether the sentence brings up somebody else in front of a pronoun and its verb.

        Where nothing is behind them, the words said stand in front, and people without a name in these do not count.
        """
        if not _OPENER.fullmatch(before) and any(self._others(before, candidate, pronoun)):
            return True
        found = () if _ENDS_HERE.match(behind) else bystanders(before)
        return any(each.can_be(pronoun) and not each.is_spoken_to for each in found)

    def between(self, words: str, candidate: Identity, pronoun: str) -> bool:
        """Say whether a sentence between a speaker and a pronoun tells of somebody else whom it could stand for."""
        if _OFFICE_FIRST.match(words) or any(self._others(words, candidate, pronoun)):
            return True
        return any(each.can_be(pronoun) and (each.is_new or each.opens) for each in bystanders(words))

    def _others(self, words: str, candidate: Identity, pronoun: str) -> Iterator[Identity]:
        for name in self._people.names_in(words) - {tuple(candidate.name.split())}:
            identity = self._people.identity(" ".join(name))
            if pronoun == "any" or identity.gender in ("", pronoun):
                yield identity
