"""Tell whether a question asks for the newest state of things."""

import re

_NEWEST = re.compile(r"(?<!at )(?<!at the )\b(?:the )?(?:very )?(?:latest|newest|most recent|up-to-date)\b", re.I)
# The asking clause ends where another begins: "who is the man that …", "…, with these claims now being heard".
_CLAUSE_ENDS = re.compile(r"[,;:()]| (?:and|but|that|who|whose|after|before|because|while|when|according) |\w which ")
_ASKS = re.compile(
    r"(?:the )?latest\b|(?:[\w'-]+ ){0,2}?(?:who|what|which|where|when|how|is|are|does|do|has|have|tell|show|give|list"
    r"|find|any)(?:'s)?\b",
    re.I,
)
_OF_AN_ARTICLE = re.compile(r"\b(?:article|report|discuss|publish|piece|coverage)", re.I)
_NOW = re.compile(
    r"\b(?:(?<!with )current(?:ly)?|now|presently|at (?:the moment|present)|nowadays|these days|today|so far|to date"
    r"|lately|most recently)\b(?! that\b|-|'s\b)"
    r"|\b(?:say|said|saying|commented|announced|spoken)\b.{0,120}\brecently\b",
    re.I,
)
_UPDATE = re.compile(
    r"\bas of (?:right )?(?:now|today|yesterday|this (?:morning|week|month|year)|(?:last )?\w{3,6}day)\b"
    r"|\b(?:last|most recently) (?:say|said|comment|speak|spoke)\b|\bany (?:new )?(?:updates?|news)\b"
    r"|\bwhat's new (?:with|on|in|about)\b",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:(?P<present>is|are|isn't|aren't|'s|'re|does|do|doesn't|don't|has|have|can|produces?|remains?)"
    r"|was|were|did|had|will|would|didn't|wasn't|weren't)\b",
    re.I,
)
_FIRST_REPORTED = re.compile(r"\b(?:first|originally) (?:report|mention|cover)", re.I)


def asks_for_newest(sentence: str) -> bool:
    """Say whether a sentence asks for the newest: "the latest on …", "who is currently …", "as of this week"."""
    clause = _CLAUSE_ENDS.split(sentence, maxsplit=1)[0]
    if _FIRST_REPORTED.search(clause):
        return False
    if _UPDATE.search(clause):
        return True
    newest = _NEWEST.search(clause) or (is_present(clause) and _NOW.search(clause))
    return bool(newest and _ASKS.match(clause) and not _OF_AN_ARTICLE.search(clause[: newest.start()]))


def without_newest(sentence: str) -> str:
    """Return a sentence without the words that ask for the newest: they tell nothing of the topic."""
    return " ".join(_NEWEST.sub(" ", sentence).split())


def is_present(sentence: str) -> bool:
    """Say whether the first auxiliary verb of a sentence is in the present."""
    verb = _AUXILIARY.search(sentence)
    return bool(verb and verb["present"])
