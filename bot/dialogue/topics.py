"""What a question is about: its noun phrases, by which the next question can be searched too."""

import re
from dataclasses import dataclass

from index import is_function_word, stem

MOST_WORDS = 5  # of a phrase

_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*[’']?|[^\w\s]")
_ASKING = frozenset(
    "ask get happened hello hi know more ok okay please sorry tell thank thanks".split()
)  # name no topic


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a question: how it stands there, and the stems by which it compares."""

    text: str
    stems: frozenset[str]


def phrases(text: str) -> list[Phrase]:
    """Return the runs of words in a text that may name a topic, in order."""
    runs: list[list[re.Match[str]]] = [[]]
    for at in _WORD.finditer(text):
        word = at.group()
        if not word[0].isalnum() or is_function_word(word) or word.lower() in _ASKING:
            runs.append([])
        else:
            runs[-1].append(at)
    return [_phrase(text, run[-MOST_WORDS:]) for run in runs if any(not at.group().isdigit() for at in run)]


def carried(question: str, before: str) -> tuple[str, ...]:
    """Return the phrases of the question before that this one does not hold, for searching on the same topic."""
    held = {stem(word) for word in _WORD.findall(question)}
    found = {phrase.stems: phrase.text for phrase in phrases(before) if not phrase.stems <= held}
    return tuple(found.values())


def _phrase(text: str, run: list[re.Match[str]]) -> Phrase:
    stems = frozenset(stem(at.group()) for at in run)
    return Phrase(text[run[0].start() : run[-1].end()], stems)
