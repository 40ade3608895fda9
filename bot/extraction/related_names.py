"""Related names: those that stand to the words of a question as the asked person, place or thing would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.names import names
from bot.extraction.signals import Asked
from index import Span, Term, content_terms, is_function_word, stem, terms

LOOKED_BACK = 60  # characters before a name
MOST_APART = 5  # words between the last word of a question for a place, and the place

_WHO = re.compile(
    r"\bwhom?\b(?:\s+(?P<object>(?:did|do|does)\b"
    r"|(?:would|could|can|will|should)\s+(?=(?:the|a|an|he|she|it|they|we|you|I|its|his|her|their)\b|(?-i:[A-Z])))"
    r"|\s+(?P<passive>is|was|are|were)\b(?=\s+\w+(?:ed|en|own|orn|ade|eld)\b)"
    r"|\s+(?P<identity>is|was|are|were)\b)?",
    re.IGNORECASE,
)
_ADVERBS = r"(?:\s+(?:also|then|first|later|had|has|have|often|\w+ly))*"
_ASIDE = r"(?:,?\s+who|,[^,;]{1,120},)?"
_ARTICLE = r"(?:(?:the|a|an|then|its|their|his|her|\w+[’']s)\s+)?"
# What stands between a name and the first word behind "who": "Ann, who later | opened", "was | opened by | Ann".
_OPENED = re.compile(rf"{_ASIDE}{_ADVERBS}\s+")
_OPENED_BY = re.compile(r"(?:\s+\w+){0,4}?\s+by\s+(?:the\s+|a\s+)?(?:[\w-]+\s+){0,3}")
_WAS_OPENED = re.compile(rf"{_ASIDE}\s+(?:is|was|are|were|had been|has been){_ADVERBS}\s+")
_IS_MAYOR = re.compile(rf"(?:,?\s+(?:who\s+)?(?:is|was|became|are|were)|,)\s+{_ARTICLE}(?:[\w-]+ ){{0,2}}")
_MAYOR_IS = re.compile(r"\s|(?:\s+\w+){0,8}\s+(?:is|was|are|were)\s+(?:the\s+)?")
_OBLIQUE = re.compile(r"\b(?:of|in|by|at|to|for|with|from|on|under|against)\s+(?:the\s+)?(?:\w+\s+)?$")
_OF_A_PEOPLE = re.compile(r"\w+(?:ian|ish|ese|ch|ic|an|eek)(?=\s+[a-z])")  # "Italian abbots"
_PLACED = re.compile(
    r"\b(?P<preposition>in|at|near|from|to|into|outside|across|on|around)\s+(?:the\s+)?(?:[a-z]+\s+)?(?:\w+\s+of\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_SORT = re.compile(
    r"\b(?:which|what) (?!(?:is|was|are|were|did|do|does|has|have|had|the|a|an|kind|type|sort|other)\b)"
    r"(?:\w+ ){0,3}?(\w+) "
    r"(?:is|was|are|were|did|do|does|has|have|had|can|could|will|would|may|of|in|by|for|that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Who:
    """How a question asks for a person: what it says of him or her, and the form of it."""

    passive: bool  # "who was elected"
    identity: bool  # "who was the mayor"
    words: Sequence[Term]


def persons(question: Asked, text: str) -> list[Span]:
    """Return the names that stand as who does, is or suffers what is asked; none where "who" is the object."""
    found = list(_WHO.finditer(question.text))
    if not found or found[-1]["object"]:
        return []
    words = [term for term in content_terms(question.text) if term.start >= found[-1].end()]
    who = _Who(bool(found[-1]["passive"]), bool(found[-1]["identity"]), words[:2])
    held = [[term for term in terms(text) if term.stem == word.stem] for word in who.words]
    verbs = next(filter(None, held), [])
    options = [span for span in _unasked(question, text) if not _OF_A_PEOPLE.match(text, span.start)]
    return [span for span in options if any(_is_who(who, text, span, verb) for verb in verbs)]


def places(question: Asked, text: str) -> list[Span]:
    """Return the name behind what is asked "where", or for "which city" the only place, or one that is called so."""
    found = _unasked(question, text)
    placed = [(span, match["preposition"].lower()) for span in found if (match := _before(_PLACED, text, span))]
    if not _WHERE.search(question.text):
        return [span for span, _ in placed] if len(found) == 1 else things(question, text)
    last = terms(question.text)[-1].word.lower()
    ends = [term.end for term in terms(text) if question.sought.terms and term.stem == question.sought.terms[-1].stem]
    options = [
        span
        for span, preposition in placed
        if (preposition == "from") == (last == "from") and (last != "to" or preposition in ("to", "into"))
        if any(end < span.start and len(text[end : span.start].split()) <= MOST_APART for end in ends)
    ]
    return options[:1]


def things(question: Asked, text: str) -> list[Span]:
    """Return the names that say of what sort they are: "Magdalen Tower", "Battle of Hastings"."""
    sort = _SORT.search(question.text)
    if not sort or is_function_word(sort[1]):
        return []
    return [span for span in names(text) if _is_of_sort(question, terms(span.of(text)), stem(sort[1]))]


def _is_who(who: _Who, text: str, name: Span, word: Term) -> bool:
    """Say whether a name stands to a word of the question as the person asked for would."""
    if name.start >= word.end:
        between = text[word.end : name.start]
        return not who.passive and bool((_MAYOR_IS if who.identity else _OPENED_BY).fullmatch(between))
    between = text[name.end : word.start]
    if _before(_OBLIQUE, text, name) and not (who.identity and between.startswith(",")):
        return False
    if who.passive:
        return bool(_WAS_OPENED.fullmatch(between))
    if who.identity:
        return bool(_IS_MAYOR.fullmatch(between))
    return not word.word.endswith("ing") and bool(_OPENED.fullmatch(between))


def _before(pattern: re.Pattern[str], text: str, span: Span) -> re.Match[str] | None:
    """Return how the words right before a span match a pattern."""
    return pattern.search(text, max(0, span.start - LOOKED_BACK), span.start)


def _is_of_sort(question: Asked, own: Sequence[Term], sort: str) -> bool:
    named_so = own[-1].stem == sort or (len(own) > 2 and own[0].stem == sort and own[1].word == "of")
    return named_so and any(term.stem not in question.stems for term in own if not is_function_word(term.word))


def _unasked(question: Asked, text: str) -> list[Span]:
    """Return the names of which the question does not hold the greater part."""
    kept: list[Span] = []
    for span in names(text):
        own = [term.stem for term in content_terms(span.of(text))]
        if 2 * sum(one not in question.stems for one in own) > len(own):
            kept.append(span)
    return kept
