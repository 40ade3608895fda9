"""Find people without a name whom a text brings up: "a man in the crowd", "the teacher"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.utterances.names import gender_of
from index.utterances.persons import INTERVIEWER, SOMEBODY

_NOT_BETWEEN = "the|a|an|of|to|and|or|in|on|at|for|from|with|by|that|who|which|was|is|were|said|says|as|his|her|their"
_PERSON = re.compile(
    r"\b(?P<determiner>the|an?|another|one|some|each|his|her|their|(?-i:[A-Z][\w-]*[’']s))\s+"
    rf"(?P<person>(?:(?!(?:{_NOT_BETWEEN})\b)[\w’-]+\s+){{0,3}}?{SOMEBODY})\b(?!-|[’']s)(?!,?\s+(?-i:[A-Z]))|"
    r"\b(?P<other>another(?=\s+(?:[a-z]+ed|said|says|shouted|called)\b)|one of (?:them|(?:the|his|her|their)\s+\w+))",
    re.IGNORECASE,
)
# "Ann Jones, a teacher," and "she is a teacher" tell of nobody else.
_OF_THE_SAME = re.compile(
    r"(?:,|\b(?:is|was|as|be|been|being|became|become|like|named|called|of|for|by)(?:\s+(?:now|also|still|once|[a-z]+ly))?)\s*$"
)
_SPOKEN_TO = re.compile(r"\b(?:by|told|tells|telling|asked)\s*$")
_INTERVIEWED = re.compile(r"\b(?:to|with)\s*$")
_JOINED = re.compile(r"[^,”]{1,40}\sand\s*$")  # "she and the chairwoman"
_APPOSED = re.compile(r",\s+s?he\b", re.IGNORECASE)  # "A working teacher, she said"
_OPENING = re.compile(
    r"(?:(?:And|But|Then|Now|So|Later|Earlier)\s+|(?:In|On|At|From|Across|Outside|Inside|When|As)\b[^,”]{0,60},\s+)?"
)


@dataclass(frozen=True, slots=True)
class Bystander:
    """A person without a name; `is_new` to the text, or the one that the sentence `opens` with."""

    person: str
    is_new: bool
    opens: bool
    is_spoken_to: bool

    def can_be(self, pronoun: str) -> bool:
        """Say whether a pronoun can stand for this person."""
        return gender_of(self.person) in ("", pronoun) or pronoun == "any"


def bystanders(words: str) -> Iterator[Bystander]:
    """Yield the people without a name in the unquoted words of one sentence."""
    opening = _OPENING.match(words)
    start = opening.end() if opening else 0
    for found in _PERSON.finditer(words):
        front = words[: found.start()]
        first = found.start() == start
        is_same = _APPOSED.match(words, found.end()) if first else _OF_THE_SAME.search(front)
        if not is_same:
            is_new = bool(found["other"]) or found["determiner"].lower() in ("a", "an", "another", "one", "some")
            is_interviewer = INTERVIEWER.search(found.group()) and _INTERVIEWED.search(front)
            opens = first or bool(_JOINED.match(front, start))
            yield Bystander(found.group(), is_new, opens, bool(is_interviewer or _SPOKEN_TO.search(front)))
