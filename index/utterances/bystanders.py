"""Find people without a name whom a text brings up: "a man in the crowd", "the teacher"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.utterances.names import gender_of
from index.utterances.roles import SOMEBODY

_NOT_BETWEEN = "the|a|an|of|to|and|or|in|on|at|for|from|with|by|that|who|which|was|is|were|said|says|as|his|her|their"
_PERSON = re.compile(
    r"\b(?P<determiner>the|an?|another|one|some|each|his|her|their|(?-i:[A-Z][\w-]*[’']s))\s+"
    rf"(?P<person>(?:(?!(?:{_NOT_BETWEEN})\b)[\w’-]+\s+){{0,3}}?{SOMEBODY})\b(?!-|[’']s)(?!,?\s+(?-i:[A-Z])|,\s+s?he\b)|"
    r"\b(?P<other>another(?=\s+(?:[a-z]+ed|said|says|shouted|called)\b)|one of (?:them|(?:the|his|her|their)\s+\w+))",
    re.IGNORECASE,
)
# "Ann Jones, a teacher," and "she is a teacher" tell of nobody else.
_OF_THE_SAME = re.compile(
    r"(?:,|\b(?:is|was|as|be|been|being|became|become|like|named|called|of|for|by)(?:\s+(?:now|also|still|once|[a-z]+ly))?)\s*$"
)
_SPOKEN_TO = re.compile(r"\b(?:by|to|with|told|tells|telling|asked)\s*$")
_OPENING = re.compile(
    r"(?:(?:And|But|Then|Now|So|Later|Earlier)\s+|(?:In|On|At|From|Across|Outside|Inside|When|As)\b[^,”]{0,60},\s+)?"
)


@dataclass(frozen=True, slots=True)
class Bystander:
    """A person without a name: whether he or she is new to the text, and whether the sentence begins with this person."""

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
        if not _OF_THE_SAME.search(front):
            is_new = bool(found["other"]) or found["determiner"].lower() in ("a", "an", "another", "one", "some")
            yield Bystander(found.group(), is_new, found.start() == start, bool(_SPOKEN_TO.search(front)))
