"""What a question is about: its noun phrases, by which the next question can be searched too."""

import re
from dataclasses import dataclass

from index import is_function_word, stem

MOST_WORDS = 5  # of a phrase

_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*[’']?|[^\w\s]")
_NAMED_ON = re.compile(r"(?:New|Great|Big|Good|Old|Last|High|Long|Little|Bad|Best) [A-Z]")  # "New York"
# Words of questions that name no topic: verbs of asking and doing, adverbs, politeness, measures.
_FRAME = frozenset(
    """
    able accomplish achieve add allow allowed anybody anyone anything anyway appear appeared applied apply article
    ask asked aspect aspects available avoid aware away back bad became become began begin believe besides best
    better big bit born bring brought btw build built buy call called came care case cause caused change changed
    clear come common compare compared consider correct cost could couldn't create created day days deal describe
    did die died differ difference different difficult do doing don't easy eligible end ended enjoy enough
    especially ever exactly example expect explain fact factor facts far feel felt file find first follow forget
    found friend gave get gets getting give given go goes going gone good got great guess happen happened happens
    hard hear heard hello help helpful hi high hmm hope i'm i've idea important include included includes inform
    information informing instead interested interesting involved issue it's join keep kind kinds knew know known
    last later lead least leave led left let like likely list little live lived lol long look looking lot lots low
    made main make makes making many mean means meant mention mentioned mhm month months move much name named names
    need needed needs new next nice nope notable number obtain offer often oh ok okay old opinion option options
    order overall part particular pay people perform performed person place play played please pls plus point
    popular possible ppl prefer prepare prevent problem problems process provide provided purpose put question reach
    read really reason reasons receive received recommend related relationship released require required result
    right safe said saw say see seem seems sell send set several share should show similar someone something sorry
    sort sound sounds specific start started state still stop successful suggest sure take taken talk tell thank
    thanks that's thing things think thought time times today together told took top true try trying turn type types
    understand use used using usually value version wait want wanted wants was way ways week weeks well went while
    win won wonder word words work worked works worth wow write wrong wrote yeah year years yes yet your yourself
    """.split()
)


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
        framing = word.lower() in _FRAME and not _NAMED_ON.match(text, at.start())
        if not word[0].isalnum() or is_function_word(word) or framing:
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
