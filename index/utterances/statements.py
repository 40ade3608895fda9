"""Put statements together: a speaker, and the sentences that are his or her words."""

import re
from collections.abc import Iterable, Iterator

from index.article import UNNAMED, Span, Utterance
from index.utterances.antecedents import Antecedents
from index.utterances.attribution import Attribution
from index.utterances.continuation import Continuation
from index.utterances.frames import disowns, retraction
from index.utterances.names import own_name
from index.utterances.people import Identity, People
from index.utterances.quotation import FILL
from index.utterances.reading import read
from index.utterances.transcripts import transcribed

RULES = "utterances-7"  # change it when the same text would give other utterances

_SPEAKS = re.compile(r"\b(?:I|we|We|my|our|My|Our|me|us)\b")
MOST_BEFORE_ORPHAN = 4  # sentences in front of one whose quotation has no opening mark


def utterances(text: str, language: str | None = None) -> list[Utterance]:
    """Return who said what in `text`, in its order."""
    statements = _Statements(text, language)
    made = sorted([*statements.found(), *statements.answered()], key=lambda said: said.start)
    return statements.without_retracted(made)


class _Statements:
    """The sentences of one text, with their speakers."""

    def __init__(self, text: str, language: str | None) -> None:
        self._of = read(text, language)
        self._people = People(self._of.masked, translated=(language or "").endswith("-mt"))
        self._continuation = Continuation(self._of, self._people)

    def found(self) -> Iterator[Utterance]:
        antecedents = Antecedents(self._of.masked, self._of.sentences, self._people)
        for number, spoken in enumerate(self._of.spoken):
            identities = antecedents.speakers(number, spoken) if spoken else []
            if self._is_disowned(number):
                continue
            said: dict[str, tuple[Identity, str]] = {}
            for identity, attribution in zip(identities, spoken, strict=True):
                if identity:
                    said.setdefault(identity.name, (identity, attribution.cue))
            plain = len(said) == 1 and None not in identities
            if not said:
                said = _by_unnamed(spoken)
                plain = len(spoken) == 1
            for identity, cue in said.values():
                yield self._utterance(identity, cue, self._own(number, identity) if plain else [number])

    def answered(self) -> Iterator[Utterance]:
        """Yield the answers of interviews that stand in the text line by line."""
        yield from transcribed(self._of.text, self._of.sentences, self._people)

    def without_retracted(self, made: list[Utterance]) -> list[Utterance]:
        """Return what was said without the last words of whoever takes them back later in the text."""
        kept = list(made)
        for sentence, words in zip(self._of.sentences, self._of.words, strict=True):
            if retracted := retraction(words):
                name = self._people.identity(" ".join(own_name(words[: retracted.start()]))).name
                mine = [said for said in kept if said.speaker == name and said.end <= sentence.start]
                kept = [said for said in kept if said not in mine[-1:]]
        return kept

    def _utterance(self, identity: Identity, cue: str, own: list[int]) -> Utterance:
        kind = "direct" if any(FILL in self._of.words[each] for each in own) else "indirect"
        spans = tuple(Span(self._of.sentences[each].start, self._of.sentences[each].end) for each in own)
        return Utterance(identity.name, identity.described, cue, kind, spans)

    def _is_disowned(self, number: int) -> bool:
        return number + 1 < len(self._of.words) and disowns(self._of.words[number + 1])

    def _own(self, number: int, speaker: Identity) -> list[int]:
        """Return the sentences of the statement in one sentence: its quotation, and what goes on with it."""
        first, last = self._of.sharing[number]
        first = self._orphans_beginning(number, first)
        if any(self._of.spoken[each] for each in range(first, number)):
            first = number
        if any(self._of.spoken[each] for each in range(number + 1, last + 1)):
            last = number
        last = self._continuation.quotation_behind(number, last)
        own = list(range(first, last + 1))
        return own + self._continuation.behind(number, last, speaker)

    def _orphans_beginning(self, number: int, first: int) -> int:
        """Return where a quotation begins whose opening mark is missing: with the first person who speaks before."""
        if number not in self._of.orphaned:
            return first
        start = first
        for before in range(first - 1, max(-1, first - 1 - MOST_BEFORE_ORPHAN), -1):
            if self._of.spoken[before] or FILL in self._of.words[before]:
                break
            if _SPEAKS.search(self._of.words[before]):
                start = before
        return start


def _by_unnamed(spoken: Iterable[Attribution]) -> dict[str, tuple[Identity, str]]:
    """Return the speakers of a sentence of whom it says no more than "she"."""
    found = ((each.described.lower(), each.cue) for each in spoken)
    return {name: (Identity(name, name, is_person=False), cue) for name, cue in found if name in UNNAMED}
