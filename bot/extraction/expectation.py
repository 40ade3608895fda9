"""What kind of answer a question expects, and whether a sentence offers one."""

import re
from collections.abc import Set
from enum import StrEnum
from functools import lru_cache

from bot.times.calendar_names import A_MONTH, A_WEEKDAY
from index import is_function_word, sentences, stem, words_in


class Kind(StrEnum):
    """The kinds of answer that a sentence can be seen to offer."""

    PERSON = "person"
    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    REASON = "reason"
    MANNER = "manner"
    THING = "thing"


EXPLAINED = frozenset({Kind.REASON, Kind.MANNER})  # kinds that one clause does not answer

# The first that matches decides.
_ASKED: list[tuple[Kind, re.Pattern[str]]] = [
    (
        Kind.NUMBER,
        re.compile(
            r"\bhow (?:many|much|long|old|far|tall|big|large|high|often|fast|wide|deep|heavy|likely)\b|"
            r"\bwhat (?:is |was |were |are )?(?:the )?(?:total |average )?(?:percent|percentage|number|amount|"
            r"proportion|fraction|population|age|share|rank|score|price|cost|temperature|length|height|size|speed|distance|ratio|"
            r"value|total)\b|"
            r"\bwhat (?:is|are|was|were|does|do|did) [^?]{1,80} (?:worth|cost|weigh)\b(?=\W*$)",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.DATE,
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time|era|period)\b|\bwhat was the date\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.PERSON, re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)),
    (
        Kind.PLACE,
        re.compile(
            r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|state|states|place|region|continent|town|"
            r"province|county|area|location|stadium|river|street|nation|nations|island|part)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.REASON,
        re.compile(r"\bwhy\b|\bwhat (?:caused|causes|led|made|is the reason|was the reason)\b", re.IGNORECASE),
    ),
    (Kind.MANNER, re.compile(r"\bhow\b", re.IGNORECASE)),
]
_ASKS_WHETHER = re.compile(
    r"\W*(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must)\b", re.IGNORECASE
)
_HEAD = re.compile(r"\b(?:which|what)\s+(\w+)", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no|without|nor|none)\b|n[’']t\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:1\d|20)\d\ds?\b|\b(?:{A_MONTH}|{A_WEEKDAY})\b|"
    r"\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|"
    r"\b\d+(?:st|nd|rd|th)[ -]century\b|\bcentur(?:y|ies)\b|\b(?:yesterday|today|tomorrow)\b"
)
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|"
    r"trillion|dozen|half|third|quarter|twice|once)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|at|from|near|to|of|into|across|outside|throughout|around|on)\s+(?:the\s+|a\s+)?(?:\w+\s+)?[A-Z]"
)
_REASONED = re.compile(
    r"\b(?:because|due|since|so|to|for|as|caus\w+|reason\w*|result\w*|led|thus|therefore|order)\b", re.IGNORECASE
)
A_NAME_NOT_PLACED = 0.5  # of a place: a name that no preposition marks as one
A_NUMBER_IN_WORDS = 0.7  # beside digits


def expected(question: str) -> Kind:
    """Return the kind of answer that a question expects."""
    asked = asking(question)
    return next((kind for kind, pattern in _ASKED if pattern.search(asked)), Kind.THING)


def head_asked_for(question: str) -> str | None:
    """Return the stem of the noun in "which companies", None if there is none."""
    found = _HEAD.search(asking(question))
    return stem(found.group(1)) if found and not is_function_word(found.group(1)) else None


def asks_whether(question: str) -> bool:
    """Say whether a question is one for yes or no: it takes nothing for granted."""
    return _ASKS_WHETHER.match(asking(question)) is not None


def is_negated(text: str) -> bool:
    """Say whether a text denies something."""
    return _NEGATED.search(text) is not None


@lru_cache(maxsize=64)  # one question and its parts are looked at from many sides
def asking(question: str) -> str:
    """Return the last sentence that asks; what stands before it only tells what happened."""
    found = [sentence.of(question) for sentence in sentences(question) if sentence.of(question).endswith("?")]
    return found[-1] if found else question


def offered(kind: Kind, sentence: str, asked: Set[str]) -> float:
    """Return how plainly a sentence offers such an answer, 0 to 1; `asked` are the question's own stems."""
    if kind in (Kind.PERSON, Kind.THING):  # "which company": most things asked for by news questions have names
        return float(_holds_name(sentence, asked))
    if kind is Kind.PLACE:
        placed = 1.0 if _PLACED.search(sentence) else A_NAME_NOT_PLACED
        return placed if _holds_name(sentence, asked) else 0.0
    if kind is Kind.DATE:
        return float(any(stem(found.group()) not in asked for found in _DATE.finditer(sentence)))
    if kind is Kind.NUMBER:
        return _number_offered(sentence, asked)
    if kind is Kind.REASON:
        return float(_REASONED.search(sentence) is not None)
    return 0.0


def _holds_name(sentence: str, asked: Set[str]) -> bool:
    """Say whether a capitalised word that the question does not hold stands behind the first word."""
    words = words_in(sentence)
    first = 1 if words and sentence.startswith(words[0]) else 0
    return any(word[0].isupper() and stem(word) not in asked and not is_function_word(word) for word in words[first:])


def _number_offered(sentence: str, asked: Set[str]) -> float:
    if any(word[0].isdigit() and stem(word) not in asked for word in words_in(sentence)):
        return 1.0
    in_words = any(stem(found.group()) not in asked for found in _NUMBER_WORD.finditer(sentence))
    return A_NUMBER_IN_WORDS if in_words else 0.0
