"""Find the sentences behind an attribution that are the same person's words, and not the paper's or another's."""

import re
from collections.abc import Iterator
from itertools import takewhile

from index.utterances.people import Identity, People
from index.utterances.quotation import FILL
from index.utterances.reading import Reading
from index.utterances.subjects import named

LEAST_WORDS_QUOTED = 3  # fewer may be the answer of somebody else: "Nonsense!"
_ENUMERATED = [re.compile(rf"(?:{words})(?:,| of all\b)") for words in ("First|Firstly", "Second|Secondly")]
_FIRST_PERSON = re.compile(r"(?:We|I)\s+(?:firmly\s+|also\s+)?(?:believe|think|hope|want|must|need)\b(?!\s+you)")
_THE_PAPERS = re.compile(
    r"\b(?:(?:this|our) (?:news)?paper|this (?:magazine|website|site|column)|readers?|editors?|editorial)\b", re.I
)
_DEMANDING = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:for|on)|advis(?:e[sd]?|ing)|recommend\w*|demand\w*|appeal\w*|should|"
    r"must|ought)\b"
)
_DEMANDS = re.compile(
    r"(?:They|We|Everybody|Everyone|Nobody|Anyone|People|Residents|Citizens|Children|Parents|Those)\b"
    r"[^”]*?\b(?:should|must|ought to)\b"
)
# "“Never.” That was the answer of Bob Lee.", "“Never.” Bob Lee said this on Monday."
_POINTS_BACK = re.compile(
    r"(?:(?:That|This|These|Those|Such)\s+(?:is|was|are|were|came)|So\s+(?:said|says|spoke|thinks|thought))\b"
)
_SAYS_THIS = re.compile(
    r"\s+(?:this|that|so|as much|these words)\b"
    r"(?=\s*(?:$|[.,;!?]|\s(?:on|in|at|to|after|before|during|when|last|late|early|yesterday|today)\b))"
)
# What follows the verb is said there: "Bob Lee said: “Never.”", "Bob Lee told reporters that he would go".
_OWN = re.compile(
    rf"(?:[,:]|\s[a-z][\w ]{{0,40}}:)\s*{FILL}|"
    r"(?:\s(?:reporters|the \w+|[A-Z]\w+))?\s(?:that\s\w|(?:he|she|they|it|there)\s)"
)
_OWN_CLAUSE = re.compile(
    r"\s(?!(?:this|that|so|as|these|on|in|at|to|of|with|by|from|after|before|during|when|last|late|early|yesterday|today)\b)"
    r"\w[\w’'-]*(?:\s[\w’'-]+){3}"
)
_ANSWER = re.compile(
    r"\b(?:answer|reply|replies|response|verdict|view|words|message|cry|chant|comment|reaction|motto|slogan)\b"
)


class Continuation:
    """The sentences that go on with a statement."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._of = reading
        self._people = people

    def quotation_behind(self, number: int, last: int) -> int:
        """Return the last sentence of a quotation that stands in paragraphs of its own behind a statement."""
        words, sentences = self._of.words, self._of.sentences
        after = last + 1
        if after >= len(sentences) or self._of.are_in_one_paragraph(last, after):
            return last
        end = after
        while end < len(sentences) and self._of.quoted[end]:
            end += 1
        announced = words[last].rstrip().endswith(":")
        alone = not self._of.are_in_one_paragraph(end - 1, end) and self._of.are_in_one_paragraph(after, end - 1)
        taken = end > after and (announced or (alone and not self._is_anothers(end, number)))
        return end - 1 if taken else last

    def behind(self, number: int, last: int, speaker: Identity) -> list[int]:
        """Return the sentences of the rest of a paragraph that go on with a statement.

        All do, if they enumerate ("First of all", and later "Second"); else those at the start that speak in the first
        person or go on with a demand, or those quoted whole, unless what is behind them could tell of somebody else.
        """
        rest = list(self._silent(last))
        if self._enumerates(rest, speaker):
            return self._with_sharing(rest)
        own = list(takewhile(lambda each: self._goes_on(each, number, speaker), rest))
        if own or FILL not in self._of.words[number]:
            return own
        quoted = self._with_sharing(list(takewhile(lambda each: self._of.quoted[each], rest)))
        behind = (quoted[-1] if quoted else last) + 1
        return [] if self._may_be_anothers(quoted, behind, number) else quoted

    def _enumerates(self, rest: list[int], speaker: Identity) -> bool:
        first, second = _ENUMERATED
        words = self._of.words
        if not (rest and first.match(words[rest[0]]) and any(second.match(words[each]) for each in rest)):
            return False
        return not any(self._people.are_introduced(words[each], speaker) for each in rest)

    def _goes_on(self, each: int, number: int, speaker: Identity) -> bool:
        words = self._of.words[each]
        if _THE_PAPERS.search(words) or self._people.are_mentioned(words, speaker):
            return False
        if _FIRST_PERSON.match(words):
            return True
        return FILL not in words and bool(_DEMANDING.search(self._of.words[number]) and _DEMANDS.match(words))

    def _may_be_anothers(self, quoted: list[int], behind: int, number: int) -> bool:
        """Say whether quoted sentences may be somebody else's, by what stands behind them in their paragraph."""
        if not quoted or not self._of.are_in_one_paragraph(number, behind):
            return False
        spoken = " ".join(self._of.sentences[each].of(self._of.text) for each in quoted)
        short = len(re.findall(r"\w+", spoken)) < LEAST_WORDS_QUOTED
        named = self._names_another(behind, number) and not self._has_its_own(behind)
        return short or named or self._is_anothers(behind, number)

    def _has_its_own(self, behind: int) -> bool:
        """Say whether a sentence gives, behind its verb of saying, the words of the speaker in front of it."""
        words = self._of.words[behind]
        for each in self._of.spoken[behind]:
            in_front = each.described and words.find(each.described, 0, each.at) >= 0
            rest = words[each.at + len(each.cue) :]
            if in_front and (_OWN.match(rest) or (each.cue in ("said", "says") and _OWN_CLAUSE.match(rest))):
                return True
        return False

    def _is_anothers(self, behind: int, number: int) -> bool:
        """Say whether the sentence behind a quotation says whose it is, and that is somebody else."""
        if behind >= len(self._of.sentences):
            return False
        words = self._of.words[behind]
        says_this = any(_SAYS_THIS.match(words, each.at + len(each.cue)) for each in self._of.spoken[behind])
        if says_this or _POINTS_BACK.match(words):
            return self._names_another(behind, number) or (not says_this and _ANSWER.search(words) is not None)
        return False

    def _names_another(self, behind: int, number: int) -> bool:
        """Say whether a sentence names somebody that the one with the speaker does not."""
        here, there = (self._of.sentences[each].of(self._of.text) for each in (number, behind))
        return bool(named(there) - named(here)) and bool(self._people.names_in(there) - self._people.names_in(here))

    def _silent(self, last: int) -> Iterator[int]:
        """Yield the sentences behind one, up to the next with a speaker of its own or in another paragraph."""
        number = last + 1
        while self._of.are_in_one_paragraph(last, number) and not self._of.spoken[number]:
            yield number
            number += 1

    def _with_sharing(self, own: list[int]) -> list[int]:
        """Return sentences with those that the last one's quotation goes on in."""
        if not own:
            return own
        end = self._of.sharing[own[-1]][1]
        if any(self._of.spoken[each] for each in range(own[-1] + 1, end + 1)):
            return own
        return [*own, *range(own[-1] + 1, end + 1)]
