"""Parts of a question that asks several things, and whether a sentence answers one of them."""

import re
from collections.abc import Iterable

from bot.extraction.candidates import Candidate
from bot.extraction.expectation import Kind, expected, offered
from bot.extraction.named_days import days
from bot.extraction.signals import Asked
from bot.speaking.reasons import gives_reason
from index import content_terms

MOST_PARTS = 4  # of a question; one of more is not parted
# Of the words of a question's part, by weight and meaning, that a sentence must hold to answer it, with the sentence
# before and the title.
LEAST_HELD = 0.6

_ASKING = r"(?:who|whom|whose|when|where|which|what|why|how)"
_PART = re.compile(rf",?\s+and\s+(?=(?:(?:in|on|at|by|for|from|to|with|of|since|until)\s+)?{_ASKING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|he|she|they|him|her|them|its|his|their|this|that|these|those)\b", re.IGNORECASE)
_SEEN = {Kind.PERSON, Kind.DATE, Kind.NUMBER, Kind.PLACE}  # a sentence shows whether it has one
_PLACED = re.compile(
    r"\b(?:in|at|from|near|to|into|across|inside|outside|behind|under|around|on)\s+"
    r"(?:(?:the|a|an|his|her|its|their)\s+[a-z]|(?:the\s+)?(?:[a-z]+\s+)?[A-Z])"
)
_LEADS_TO = re.compile(r"\b(?:after|when|since)\b", re.IGNORECASE)
_MANNER = re.compile(r"\b(?:by|through|with|using|via|when|after|as)\b", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """Return what a question asks, one by one: "Who opened the harbour" and "when was it closed"; none if it is one."""
    found = [part.strip(" ,?") for part in _PART.split(question)]
    return tuple(found) if 1 < len(found) <= MOST_PARTS and all(map(_ASKS.search, found)) else ()


def is_answered(question: Asked, part: str, chosen: Iterable[Candidate]) -> bool:
    """Say whether a sentence speaks of what a part of a question asks, and has what it asks for if that can be seen.

    A part that is nothing but its question word, as "when" of "when and where was she born", asks that of the whole;
    so does the one behind it.
    """
    answers = _answers if all(map(content_terms, parts(question.text))) else _answers_bare
    return any(answers(question, part, one) for one in chosen)


def _answers(question: Asked, part: str, one: Candidate) -> bool:
    kind = expected(part)
    return _speaks_of(question, part, one) and (kind not in _SEEN or offered(kind, one.text, question.stems) > 0)


def _answers_bare(question: Asked, part: str, one: Candidate) -> bool:
    """Say whether a sentence speaks of the whole question, itself but for names, and has what the part asks for."""
    own = " ".join(term.word for term in question.sought.terms if term.stem not in question.names)
    if question.sought.held(own, one.text) < LEAST_HELD or not _speaks_of(question, question.text, one):
        return False
    kind = expected(part)
    if kind is Kind.PLACE:
        return bool(_PLACED.search(_undated(one.text)))
    if kind is Kind.REASON:
        return gives_reason(one.text) or bool(_LEADS_TO.search(one.text))
    if kind is Kind.MANNER:
        return bool(_MANNER.search(_undated(one.text)))
    return kind not in _SEEN or offered(kind, one.text, question.stems) > 0


def _speaks_of(question: Asked, part: str, one: Candidate) -> bool:
    """Say whether a sentence holds the words of a part, and of the whole where the part only says "it"."""
    texts = (one.text, one.before, one.hit.article.title)
    wholes = (part, question.text) if _PRONOUN.search(part) else (part,)
    return all(question.sought.held(words, *texts) >= LEAST_HELD for words in wholes)


def _undated(text: str) -> str:
    """Return a text without the days it names: "on 31 December" is no place."""
    for day in reversed(days(text)):
        text = text[: day.span.start] + text[day.span.end :]
    return text
