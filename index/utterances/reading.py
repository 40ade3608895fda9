"""One text as it is read for speech: its sentences, what of them is quoted, and who speaks in each."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from index.segmentation import Sentence, sentences
from index.utterances.attribution import Attribution, attributions
from index.utterances.frames import is_labelled
from index.utterances.quotation import FILL, Quotation, masked, quotations, split_behind_quotes

MOST_TOGETHER = 100  # sentences of a quotation over several paragraphs


@dataclass(frozen=True)
class Reading:
    """The sentences of a text, each with its masked words and the attributions in it."""

    text: str
    masked: str
    quotations: list[Quotation]
    sentences: list[Sentence]

    @cached_property
    def words(self) -> list[str]:
        """Return the masked words of each sentence."""
        return [sentence.of(self.masked) for sentence in self.sentences]

    @cached_property
    def spoken(self) -> list[list[Attribution]]:
        """Return who speaks in each sentence; in a paragraph labelled as a claim, nobody really does."""
        found: list[list[Attribution]] = []
        for _, together in groupby(self.sentences, key=lambda sentence: sentence.paragraph):
            paragraph = [sentence.of(self.masked) for sentence in together]
            labelled = is_labelled(paragraph[0])
            for words in paragraph:
                made = attributions(words)
                found.append([each.by_nobody() for each in made] if labelled else made)
        return found

    @cached_property
    def quoted(self) -> list[bool]:
        """Return of each sentence whether it stands in quotation marks whole."""
        return [not words.strip(f"{FILL} .") for words in self.words]

    @cached_property
    def sharing(self) -> list[tuple[int, int]]:
        """Return for each sentence the first and the last one that share a quotation with it."""
        return _sharing(self.sentences, self.quotations)

    @cached_property
    def orphaned(self) -> set[int]:
        """Return the sentences in which a quotation ends whose opening mark is missing."""
        found, at = set(), 0
        for end in sorted(each.end for each in self.quotations if each.orphan):
            while at < len(self.sentences) and self.sentences[at].end < end:
                at += 1
            if at < len(self.sentences) and self.sentences[at].start <= end:
                found.add(at)
        return found

    def are_in_one_paragraph(self, one: int, other: int) -> bool:
        """Say whether two sentences, of which the second need not be there, stand in the same paragraph."""
        return other < len(self.sentences) and self.sentences[one].paragraph == self.sentences[other].paragraph


def read(text: str, language: str | None) -> Reading:
    """Return a text cut into sentences, with what is quoted in it masked."""
    whole = sentences(text, language)
    quoted = quotations(text, whole)
    return Reading(text, masked(text, quoted), quoted, split_behind_quotes(text, whole))


def _sharing(found: list[Sentence], quoted: list[Quotation]) -> list[tuple[int, int]]:
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
