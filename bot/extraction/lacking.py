"""Lack: what a question asks for and no sentence shown has, as can be seen: no age, no number, nobody who did it."""

import re
from collections.abc import Sequence

from bot.extraction.ages import asks_for_age, may_tell_age, tells_age
from bot.extraction.amounts import amounts
from bot.extraction.expectation import Kind, asking, expected, offered
from bot.extraction.predicates import predicates, told
from bot.extraction.signals import Asked
from bot.speaking.reasons import gives_reason
from index import is_function_word, stem, terms, words_in

_HOW_LONG = re.compile(r"\bhow (?:tall|high|deep|wide|thick)\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:metre|meter|mile|inch|yard|stor(?:e?y|ie)|floor|fathom)|\b(?:feet|foot|ft|km|cm|mm|m|knee|waist|head)\b|\d[\'’\"”]",
    re.IGNORECASE,
)
_VICTIMS = frozenset("kill hurt missing arrest infect rescue".split())  # of predicates: whom a number must be of
_TOLL = re.compile(r"\b(?:tolls?|victims?|casualt\w+|bod(?:y|ies)|claimed)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\b(?:an?|no|none|no ?one|nobody|nothing|never|not|all|every|each|both|many|several|few|some|most|dozens?|hundreds"
    r"|thousands|millions|billions|pairs?|couple|half|twice|once|single|only|last|first|second|daily|weekly|monthly|yearly)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:after|before|during|since|until|till|when|while|once|ago|later|earlier|soon|then|following|upon|within"
    r"|nights?|mornings?|evenings?|noon|midnight|weeks?|weekend|months?|years?|decades?|days?|hours?|minutes?|era|reign"
    r"|spring|summer|autumn|winter|war|\w+time|early|late|now|current(?:ly)?|recent(?:ly)?|never)\b|\d",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"\b(?:after|before|when|while|since|following|amid|so|for|by|as|if|unless|want\w*|need\w*|to [a-z]+)\b"
    r"|:|\w{3,}ing\b",
    re.IGNORECASE,
)
_WHICH_PLACE = re.compile(r"\b(?:what|which) (?:countr(?:y|ies)|cit(?:y|ies)|towns?|island|nations?)\b", re.IGNORECASE)
_WHO_DID = re.compile(
    r"\bwho(?:\s+(?:first|also|originally|once|\w+ly))?\s+"
    r"(?!(?:is|was|are|were|did|do|does|has|have|had|will|would|can|could|should|else|in|of|on|at)\b)(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_ASKS_FIRST = re.compile(  # "who was mayor when" does not ask when
    r"\W*(?:(?:in|on|at|by|for|from|to|with|of|since|until)\s+)?"
    r"(?:how (?:many|much)(?: [a-z]+)?|how [a-z]+|(?:what|which) [a-z]+|who(?:m|se)?|when|where|why)\b",
    re.IGNORECASE,
)


def lacking(question: Asked, texts: Sequence[str]) -> str | None:
    """Return the words that open a question and ask for what none of the texts has; None if one may have it."""
    found = _ASKS_FIRST.match(asking(question.text))
    if not found or question.denies or any(has_asked(question, found.group(), text) for text in texts):
        return None
    return found.group().strip().lower()


def has_asked(question: Asked, part: str, text: str) -> bool:
    """Say whether a text may have what a part of a question asks for, as far as that can be seen."""
    kind = expected(part)
    if kind is Kind.NUMBER:
        return _has_number(question, part, text)
    if kind is Kind.DATE:
        return offered(kind, text, question.stems) > 0 or bool(_TIME.search(text))
    if kind is Kind.PERSON:
        return not _is_done_by_nobody(question, text)
    if kind is Kind.REASON and part.lower().endswith("why"):
        return gives_reason(text) or bool(_LEADS_TO.search(text))
    if kind is Kind.PLACE and _WHICH_PLACE.search(part):
        return any(
            word[0].isupper() and stem(word) not in question.stems and not is_function_word(word)
            for word in words_in(text)
        )
    return True


def _has_number(question: Asked, part: str, text: str) -> bool:
    if asks_for_age(part):
        someone = question.names.issuperset(question.sought.stems)
        return tells_age(text) if someone else may_tell_age(text)
    if _HOW_LONG.search(part):
        return bool(_LENGTH.search(text))
    if _HOW_MANY.search(part):
        victims = {each.name for each in predicates(question.text)} & _VICTIMS
        if victims and victims.isdisjoint(told(text)) and not _TOLL.search(text):
            return False
        if amounts(text):
            return True
    return offered(Kind.NUMBER, text, question.stems) > 0 or bool(_QUANTITY.search(text))


def _is_done_by_nobody(question: Asked, text: str) -> bool:
    """Say whether a text tells in the passive what somebody is asked to have done, and not by whom: "was built in"."""
    asked = _WHO_DID.search(question.text)
    if not asked:
        return False
    verb = stem(asked["verb"])
    places = [term.start for term in terms(text) if term.stem == verb]
    return bool(places) and all(_is_passive(text, place) and " by " not in text[place:] for place in places)


def _is_passive(text: str, place: int) -> bool:
    return bool(re.search(r"\b(?:is|was|are|were|been|being|be)\s+(?:\w+ly\s+|first\s+)?$", text[:place]))
