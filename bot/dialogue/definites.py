"""The one thing that a question calls by a common noun ("the election in France"), for "it" to stand for."""

import re

from bot.dialogue.topics import phrases
from index import is_office, is_title

MOST_WORDS = 3
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:$|[?.,;!]|(?:in|on|at|for|with|between|against|to|by|from|and|or|is|was|will|would|has|had|that)\b)"
)
_PLACED = re.compile(
    r" (?:in|at|between|with|on|against) (?:the )?[A-Z][\w’'-]*(?: (?:and )?[A-Z][\w’'-]*){0,3}(?=[ ?.,;!]|$)"
)
_NO_THING = re.compile(
    r"(?:ed|ing|ly|(?<!s)s|er|or|ist|ian|man|woman|people|police|child|wife|husband|king|queen|crowd|held|won|made|built|lost|left|sold|paid|found)$"
)


def definite(question: str) -> str | None:
    """Return the only thing that a question names with "the" and a common noun, as it stands there."""
    found = []
    for phrase in phrases(question):
        start = question.find(phrase.text)
        end = start + len(phrase.text)
        if not (_THE.search(question[:start]) and _is_thing(phrase.text)):
            continue
        if not _ENDS.match(question, end):
            return None  # a verb may be among its words: "the fire reach …"
        placed = _PLACED.match(question, end)
        found.append(f"the {question[start : placed.end() if placed else end]}")
    return found[0] if len(found) == 1 else None


def _is_thing(phrase: str) -> bool:
    words = phrase.split()
    is_common = phrase.islower() and phrase.replace(" ", "").isalpha() and len(words) <= MOST_WORDS
    return is_common and not any(_NO_THING.search(word) or is_office(word) or is_title(word) for word in words[-2:])
