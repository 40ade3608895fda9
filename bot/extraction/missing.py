"""What of a question is missing in an answer: names, numbers and parts that nothing cited holds."""

import re
from collections.abc import Iterable, Sequence

from bot.extraction.candidates import Candidate
from bot.extraction.expectation import Kind, expected, offered
from bot.extraction.named_days import in_words
from bot.extraction.named_sources import Mention
from bot.extraction.signals import Asked
from index import is_title, terms

MOST_PARTS = 4  # of a question; one of more is not parted
# Of the words of a question's part, by weight and meaning, that a sentence must hold to answer it, with the sentence
# before and the title.
LEAST_HELD = 0.6

_ASKING = r"(?:who|whom|whose|when|where|which|what|why|how)"
_PART = re.compile(rf",?\s+and\s+(?=(?:(?:in|on|at|by|for|from|to|with|of|since|until)\s+)?{_ASKING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|he|she|they|him|her|them|its|his|their|this|that|these|those)\b", re.IGNORECASE)
_SEEN = {Kind.PERSON, Kind.DATE, Kind.NUMBER, Kind.PLACE}  # a sentence shows whether it has one


def missing(question: Asked, chosen: Sequence[Candidate], named: Sequence[Mention] = ()) -> tuple[str, ...]:
    """Return the words of a question that no cited passage, or what is said above it, holds, and its unanswered parts.

    A source that is named as such is missing if no article of it is cited.
    """
    held = {term.stem for one in chosen for term in terms(_said_with(one))}
    of_sources = {term.stem for mention in named for term in terms(mention.source)}
    sought = {term.stem: term.word for term in question.sought.terms if term.stem in question.names | question.numbers}
    words = [word for stem, word in sought.items() if stem not in held | of_sources and not is_title(word)]
    cited = {one.hit.article.source for one in chosen}
    sources = dict.fromkeys(mention.source for mention in named if mention.source not in cited)
    return (*words, *sources, *(part for part in parts(question.text) if not is_answered(question, part, chosen)))


def parts(question: str) -> tuple[str, ...]:
    """Return what a question asks, one by one: "Who opened the harbour" and "when was it closed"; none if it is one."""
    found = [part.strip(" ,?") for part in _PART.split(question)]
    return tuple(found) if 1 < len(found) <= MOST_PARTS and all(map(_ASKS.search, found)) else ()


def is_answered(question: Asked, part: str, chosen: Iterable[Candidate]) -> bool:
    """Say whether a sentence speaks of what a part of a question asks, and has what it asks for if that can be seen."""
    kind = expected(part)
    return any(
        _speaks_of(question, part, one) and (kind not in _SEEN or offered(kind, one.text, question.stems) > 0)
        for one in chosen
    )


def _speaks_of(question: Asked, part: str, one: Candidate) -> bool:
    """Say whether a sentence holds the words of a part, and of the whole where the part only says "it"."""
    texts = (one.text, one.before, one.hit.article.title)
    wholes = (part, question.text) if _PRONOUN.search(part) else (part,)
    return all(question.sought.held(words, *texts) >= LEAST_HELD for words in wholes)


def _said_with(one: Candidate) -> str:
    """Return the passage with what stands above it: title, source and date, this in words."""
    article = one.hit.article
    return f"{article.title} {article.source or ''} {in_words(article.published)} {one.hit.passage.text}"
