"""Denials: sentences that say of a whole claim that it is not so: "denied that …", "it is not true that …"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from bot.extraction.expectation import Kind, asking, is_negated
from bot.extraction.names import names
from bot.extraction.signals import Asked
from index import stem, stems_in, terms

LEAST_HELD = 0.75  # of the question's words, by weight, that a claim must hold
SHORTEST_ROOT = 4  # letters from which a word is a form of another that begins with it: "know", "known"

_DENIED = re.compile(
    r"\b(?:(?:den(?:y|ies|ied)|reject(?:s|ed)? (?:the )?(?:claims?|reports?|allegations?|accusations?)"
    r"|dismiss(?:es|ed) (?:the )?(?:claims?|reports?))(?:\s+on\s+\w+day)?\s+that"
    r"|\b[Ii]t\s+(?:is|was)\s+(?:not\s+true|untrue|false|wrong|incorrect|not\s+the\s+case|a\s+lie)\s+that)\s+"
    r"(?P<claim>[^;.]+)"
)
_TAKEN_BACK = re.compile(
    r"\b(?:not|never|nobody|no one|cannot|neither|nor|without|stopped|if|could|would|should|may|might)\b"
    r"(?:\s+\w+){0,3}\s+$|n[’']t(?:\s+\w+){0,2}\s+$",
    re.IGNORECASE,
)
# With these a claim that is denied may be so in part.
_LIMITED = re.compile(
    r"\b(?:only|just|merely|all|every\w*|always|enough|alone|until|but|because|except|unless|if|when|more|less|too|also"
    r"|most|many|first|who|which|whether|deliberately|knowingly|intentionally|\w+ly)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:it|he|she|they|its|his|her|their)\b", re.IGNORECASE)
_ASKS_OF_DENIALS = re.compile(r"\b(?:den(?:y|ies|ied|ial)|reject\w*|dismiss\w*|true|false|claim\w*)\b", re.IGNORECASE)
_ASKS_HOW_IT_WAS = re.compile(r"\b(?:why|when|where|how)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:(?:not|never)\s+(?:\w+ly\s+)?(?P<did>\w+)\s+any(?:one|body)\b(?!\s+(?:else|other|but|except|new|from|with|who|in|of))"
    r"|(?:no\s+one|nobody)\s+(?:was|were|is|has\s+been|had\s+been|have\s+been)\s+(?P<was>\w+)"
    r"(?=\s*(?:[.,;]|$|in\b|at\b|over\b|after\b)))",
    re.IGNORECASE,
)
_SAVE = re.compile(r"\b(?:yet|except|but|until|apart from|besides|other than|if|so far|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a question by stem, with their weights, and those of its names."""

    weights: dict[str, float]
    names: Set[str]

    def are_held(self, stems: Set[str], *, but_names: bool = False) -> bool:
        """Say whether nearly all words are among the stems, all names with them."""
        counted = {one: weight for one, weight in self.weights.items() if not (but_names and one in self.names)}
        held = sum(weight for one, weight in counted.items() if _has_form(one, stems))
        named = but_names or all(_has_form(one, stems) for one in self.names)
        return named and bool(counted) and held >= LEAST_HELD * sum(counted.values())


def claim_denied(question: Asked, text: str) -> bool:
    """Say whether a sentence denies as a whole what a question takes for granted, whoever does."""
    asked = asking(question.text)
    if _ASKS_OF_DENIALS.search(asked) or not _ASKS_HOW_IT_WAS.search(asked):
        return False  # "who did it" is not denied by one who did not
    words = _words(question)
    return any(_is_of(question, words, text, start, claim) for start, claim in _claims(text))


def none_at_all(question: Asked, text: str, title: str) -> bool:
    """Say whether a sentence says that nobody was what a question asks of somebody: "have not arrested anyone"."""
    if question.kind is not Kind.PERSON or is_negated(question.text) or _SAVE.search(text):
        return False
    told = {stem(word) for match in _NOBODY.finditer(text) if (word := match["did"] or match["was"])}
    held = set(stems_in(f"{text} {title}"))
    return any(_has_form(one, told) for one in question.sought.stems) and _words(question).are_held(held)


def is_taken_back(text: str, at: int) -> bool:
    """Say whether a denial that stands at a place of a text is none: "did not deny that"."""
    return _TAKEN_BACK.search(text[:at]) is not None


def _claims(text: str) -> Iterator[tuple[int, str]]:
    """Yield where it is said that something is not so, and what."""
    for match in _DENIED.finditer(text):
        if not is_taken_back(text, match.start()):
            yield match.start(), match["claim"]


def _is_of(question: Asked, words: _Words, text: str, start: int, claim: str) -> bool:
    """Say whether a claim is what the question takes for granted; who denies it may be whom "it" names."""
    if is_negated(claim) != is_negated(question.text) or _LIMITED.search(claim):
        return False
    own = set(stems_in(claim))
    if words.are_held(own):
        return True
    speaker = set(stems_in(text[:start]))
    return bool(_PRONOUN.match(claim)) and words.are_held(own, but_names=True) and words.are_held(own | speaker)


def _words(question: Asked) -> _Words:
    weights = dict(zip(question.sought.stems, question.sought.weights.tolist(), strict=True))
    named = {term.stem for span in names(question.text) for term in terms(span.of(question.text))}
    return _Words(weights, frozenset(named & weights.keys()))


def _has_form(one: str, stems: Set[str]) -> bool:
    """Say whether a stem is among others, or a form of it: "know", "known"."""
    return one in stems or any(
        min(len(one), len(other)) >= SHORTEST_ROOT and (one.startswith(other) or other.startswith(one))
        for other in stems
        if abs(len(one) - len(other)) == 1
    )
