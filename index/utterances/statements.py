"""Put statements together: a speaker, and the sentences that are his or her words."""

import re
from collections.abc import Iterator
from itertools import takewhile

from index.article import Span, Utterance
from index.segmentation import Sentence, sentences
from index.utterances.antecedents import Antecedents, Said
from index.utterances.attribution import attributions, named
from index.utterances.people import Identity, People
from index.utterances.quotation import FILL, Quotation, masked, quotations, split_behind_quotes

RULES = "utterances-3"  # change it when the same text would give other utterances

_ENUMERATED = [re.compile(rf"(?:{words})(?:,| of all\b)") for words in ("First|Firstly", "Second|Secondly")]
_FIRST_PERSON = re.compile(r"(?:We|I)\s+(?:firmly\s+|also\s+)?(?:believe|think|hope|want|must|need)\b(?!\s+you)")
_SPEAKS = re.compile(r"\b(?:I|we|We|my|our|My|Our|me|us)\b")
_DEMANDS = re.compile(r"\b(?:should|must|ought to)\b")
MOST_TOGETHER = 100  # sentences of a quotation over several paragraphs
MOST_BEFORE_ORPHAN = 4  # sentences in front of one whose quotation has no opening mark


def utterances(text: str, language: str | None = None) -> list[Utterance]:
    """Return who said what in `text`, in its order."""
    return list(_Statements(text, language).found())


class _Statements:
    """The sentences of one text, with their speakers."""

    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        whole = sentences(text, language)
        self._quotations = quotations(text, whole)
        self._masked = masked(text, self._quotations)
        self._sentences = split_behind_quotes(text, whole)
        self._words = [sentence.of(self._masked) for sentence in self._sentences]
        self._spoken = [attributions(words) for words in self._words]
        self._quoted = [not words.strip(f"{FILL} .") for words in self._words]
        self._people = People(self._masked, translated=(language or "").endswith("-mt"))
        self._sharing = _sharing(self._sentences, self._quotations)

    def found(self) -> Iterator[Utterance]:
        antecedents = Antecedents(self._masked, self._sentences, self._people)
        for number, spoken in enumerate(self._spoken):
            said: dict[str, tuple[Identity, str]] = {}
            for attribution in spoken:
                identity = antecedents.speaker(number, attribution)
                if identity:
                    said.setdefault(identity.name, (identity, attribution.cue))
            plain = len(said) == 1 and all(antecedents.resolved)
            antecedents.enter(number, [Said(identity, number) for identity, _ in said.values()])
            for identity, cue in said.values():
                own = self._own(number) if plain else [number]
                kind = "direct" if any(FILL in self._words[each] for each in own) else "indirect"
                spans = tuple(Span(self._sentences[each].start, self._sentences[each].end) for each in own)
                yield Utterance(identity.name, identity.described, cue, kind, spans)

    def _own(self, number: int) -> list[int]:
        """Return the sentences of the statement in one sentence: its quotation, and what goes on with it."""
        first, last = self._sharing[number]
        first = self._orphans_beginning(number, first)
        if any(self._spoken[each] for each in range(first, number)):
            first = number
        if any(self._spoken[each] for each in range(number + 1, last + 1)):
            last = number
        last = self._quotation_behind(last)
        own = list(range(first, last + 1))
        return own + self._continuation(number, last)

    def _orphans_beginning(self, number: int, first: int) -> int:
        """Return where a quotation begins whose opening mark is missing: with the first person who speaks before."""
        sentence = self._sentences[number]
        if not any(each.orphan and sentence.start <= each.end <= sentence.end for each in self._quotations):
            return first
        start = first
        for before in range(first - 1, max(-1, first - 1 - MOST_BEFORE_ORPHAN), -1):
            if self._spoken[before] or FILL in self._words[before]:
                break
            if _SPEAKS.search(self._words[before]):
                start = before
        return start

    def _quotation_behind(self, last: int) -> int:
        """Return the last sentence of a quotation that stands in paragraphs of its own behind a statement."""
        after = last + 1
        if after >= len(self._sentences) or self._sentences[after].paragraph == self._sentences[last].paragraph:
            return last
        announced = self._words[last].rstrip().endswith(":")
        end = after
        while end < len(self._sentences) and self._quoted[end]:
            end += 1
        ends_paragraph = (
            end == len(self._sentences) or self._sentences[end].paragraph != self._sentences[end - 1].paragraph
        )
        alone = ends_paragraph and len({self._sentences[each].paragraph for each in range(after, end)}) == 1
        return end - 1 if end > after and (announced or alone) else last

    def _continuation(self, number: int, last: int) -> list[int]:
        """Return the sentences of the rest of a paragraph that go on with a statement.

        All do, if they enumerate ("First of all", and later "Second"); else those at the start that speak in the first
        person or say what should be, or those quoted whole, unless what is behind them could tell of somebody else.
        """
        rest = list(self._silent(last))
        first, second = _ENUMERATED
        if rest and first.match(self._words[rest[0]]) and any(second.match(self._words[each]) for each in rest):
            return self._with_sharing(rest)
        own = list(takewhile(self._goes_on, rest))
        if own or FILL not in self._words[number]:
            return own
        quoted = self._with_sharing(list(takewhile(lambda each: self._quoted[each], rest)))
        behind = (quoted[-1] if quoted else last) + 1
        return [] if self._names_another(behind, number) else quoted

    def _goes_on(self, number: int) -> bool:
        words = self._words[number]
        return bool(_FIRST_PERSON.match(words)) or (FILL not in words and bool(_DEMANDS.search(words)))

    def _names_another(self, behind: int, number: int) -> bool:
        """Say whether a sentence of the same paragraph names somebody that the one with the speaker does not."""
        here = self._sentences[number]
        if behind == len(self._sentences) or self._sentences[behind].paragraph != here.paragraph:
            return False
        return bool(named(self._sentences[behind].of(self._text)) - named(here.of(self._text)))

    def _silent(self, last: int) -> Iterator[int]:
        """Yield the sentences behind one, up to the next with a speaker of its own or in another paragraph."""
        for number in range(last + 1, len(self._sentences)):
            if self._spoken[number] or self._sentences[number].paragraph != self._sentences[last].paragraph:
                return
            yield number

    def _with_sharing(self, own: list[int]) -> list[int]:
        """Return sentences with those that the last one's quotation goes on in."""
        if not own:
            return own
        end = self._sharing[own[-1]][1]
        if any(self._spoken[each] for each in range(own[-1] + 1, end + 1)):
            return own
        return [*own, *range(own[-1] + 1, end + 1)]


def _sharing(found: list[Sentence], quoted: list[Quotation]) -> list[tuple[int, int]]:
    """Return for each sentence the first and the last one that share a quotation with it."""
    sharing = [(number, number) for number in range(len(found))]
    at = 0
    first = last = -1
    for quotation in quoted:
        while at < len(found) and found[at].end <= quotation.start:
            at += 1
        end = at
        while end + 1 < len(found) and found[end + 1].start < quotation.end:
            end += 1
        first = first if quotation.goes_on and last == at - 1 and at - first < MOST_TOGETHER else at
        last = end
        for number in range(first, min(last + 1, len(found))):
            sharing[number] = (min(first, sharing[number][0]), max(last, sharing[number][1]))
    return sharing
