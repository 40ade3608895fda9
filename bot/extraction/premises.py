"""Premises: whether a sentence denies what a question takes for granted, or has something else in its place.

Only what is plain counts: the sentence must hold nearly all other words of the question, and what it has instead must
stand beside the same word.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.extraction.amounts import amounts
from bot.extraction.denials import claim_denied, none_at_all
from bot.extraction.expectation import Kind, asks_whether
from bot.extraction.opposites import opposites
from bot.extraction.signals import Asked
from index import Term, is_function_word, stem, stems_in, terms

LEAST_HELD = 0.75  # of the question's other words, by weight, that the sentence must hold
SPELLED_ALIKE = 0.6  # from which two names may be one, written otherwise
LONGEST_QUESTION, LONGEST_SENTENCE = 1_000, 2_000  # characters that are looked at
# Opposites that do not exclude each other.
BOTH_CAN_BE = frozenset(
    stem(word)
    for word in (
        "born died birth death begin began end start open opened close closed buy bought sell sold enter entered leave"
        " left import export win won lose lost rise rose fall fell increase decrease reduce husband wife son daughter"
        " brother sister man men woman women summer winter"
    ).split()
)

_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must)"
_NEGATED = re.compile(
    rf"\b(?:{_AUXILIARY}(?:\s+not|n[’']t)|cannot|can[’']t|won[’']t|never)(?P<denied>(?:\s+[\w’'-]+){{1,4}})",
    re.IGNORECASE,
)
_DENIES_LITTLE = re.compile(
    r"\s+(?:only|just|merely|simply|necessarily|until|always|all|every|so|as|even|more|less|fewer|yet|to)\b",
    re.IGNORECASE,
)
# With these a sentence with "not" may affirm: "not until 1931", "not by her but by him", "not if it had rained".
_AFFIRMS_AFTER_ALL = re.compile(
    r"\b(?:until|but|if|unless|because|except|only|merely|just|rather|although|though|alone)\b", re.IGNORECASE
)
_IN_PART = re.compile(r"\bany(?:one|body|thing)\s+(?:else|other|new|more|from|with|who|that|in|of)\b", re.IGNORECASE)
_MEASURED = re.compile(r"\bhow (\w+)", re.IGNORECASE)  # "how big" asks, and is no part of what is told
_PASSED_OVER = re.compile(r"(?:be|been|being|have|has|had|ever|\w+ly)$", re.IGNORECASE)
# With these a text may deny without "not", or mean by "not" what another says without it.
_TWISTED = re.compile(
    r"\b(?:not|never|cannot|no|none|nor|neither|nothing|nobody|without|absence|fail\w*|refus\w*|lack\w*|prevent\w*"
    r"|avoid\w*|unable|un(?:like|true|fair|just|equal|safe|known|written|official)\w*|ban\w*|stop\w*|prohibit\w*|forbid\w*"
    r"|den(?:y|ies|ied)|reject\w*|except\w*|besides|other than|rather|instead|in contrast|in\w+ible|exempt|non-?\w+"
    r"|dis(?:agree|approve|like|miss|prove|allow|continue|regard)\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(\w+)\s+((?:1\d|20)\d\d)\b")
_CLAUSE = re.compile(
    r"[,;:()—–]|\b(?:but|which|who|while|whereas|although|though|unless|until|because|if|where|when)\b"
)


@dataclass(frozen=True, slots=True)
class Denial:
    """That a sentence denies a premise; `replaced` is the word of the question for which it has another, if any.

    `plain`: not both can be so; who was born has also died, and the sentence only tells of something else.
    """

    replaced: str | None = None
    plain: bool = True


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, its words, their stems, and those of all that stands around it."""

    text: str
    words: Sequence[Term]
    stems: frozenset[str]
    near: frozenset[str]


def denial(question: Asked, text: str, around: str, title: str = "") -> Denial | None:
    """Return how a sentence denies what a question takes for granted; None where that is not plain.

    `around` is the passage with its title: what the question says may stand there.
    """
    too_long = len(question.text) > LONGEST_QUESTION or len(text) > LONGEST_SENTENCE
    if too_long or asks_whether(question.text):
        return None
    said = _Said(text, terms(text), frozenset(stems_in(text)), frozenset(stems_in(f"{text} {around}")))
    if _is_denied(question, said) or claim_denied(question, text) or none_at_all(question, text, title):
        return Denial()
    replaced = next(_replaced(question, said), None)
    return Denial(replaced, plain=stem(replaced) not in BOTH_CAN_BE) if replaced else None


def _is_denied(question: Asked, said: _Said) -> bool:
    """Say whether one of the two denies what the other affirms, in a clause that holds the question's words."""
    measured = {stem(word) for word in _MEASURED.findall(question.text)}
    if not _TWISTED.search(question.text):
        affirming = _AFFIRMS_AFTER_ALL.search(said.text) or _IN_PART.search(said.text)
        once = len(_TWISTED.findall(said.text)) == 1  # "denied that … not"
        return (
            not affirming
            and once
            and any(
                verb in question.sought.stems and _holds(question, set(stems_in(clause)), measured)
                for clause in _CLAUSE.split(said.text)
                for verb in _negated(clause)
            )
        )
    asked = said.stems.intersection(_negated(question.text))
    return bool(asked) and not _TWISTED.search(said.text) and _holds(question, said.stems, ())


def _negated(text: str) -> Iterator[str]:
    """Yield the stem of the first word that each "not" denies."""
    for match in _NEGATED.finditer(text):
        if not _DENIES_LITTLE.match(match["denied"]):
            words = [term for term in terms(match["denied"]) if not _PASSED_OVER.match(term.word)]
            yield from [term.stem for term in words if not is_function_word(term.word)][:1]


def _replaced(question: Asked, said: _Said) -> Iterator[str]:
    """Yield the words of the question in whose place the sentence has another year, amount, opposite or name."""
    yield from _other_year(question, said)
    yield from _other_amount(question, said)
    asked = terms(question.text)
    for at, one in enumerate(asked):
        if one.stem in said.stems:
            continue
        contrary = opposites(one.stem) - question.stems
        of_longer = at > 0 and _is_of_a_name(asked, at - 1) and asked[at - 1].stem in said.stems  # "New York City"
        named = one.stem in question.names and one.stem not in said.near and not of_longer
        for place, word in enumerate(said.words):
            instead = word.stem in contrary or (named and place > 0 and _is_another_name(question, one, word))
            if instead and _stands_alike(asked, at, said.words, place) and _holds(question, said.stems, {one.stem}):
                yield one.word
                break


def _other_year(question: Asked, said: _Said) -> Iterator[str]:
    """Yield the year of "in 1921" where the sentence has "in" another one."""
    asked, held = set(_YEAR.findall(question.text)), set(_YEAR.findall(said.text))
    if question.kind is Kind.DATE or not len(asked) == len(held) == 1:
        return
    ((before, year),), ((other_before, other),) = asked, held
    alike = before.lower() == other_before.lower() and year != other
    if alike and year not in said.near and _holds(question, said.stems, {year}):
        yield year


def _other_amount(question: Asked, said: _Said) -> Iterator[str]:
    """Yield the number of "five ships" where the sentence has another number of ships."""
    for one in amounts(question.text):
        words = stems_in(one.span.of(question.text))
        same = [
            other
            for other in amounts(said.text)
            if other.unit == one.unit and (one.unit or (one.counted[:1] and one.counted[:1] == other.counted[:1]))
        ]
        contrary = len(same) == 1 and same[0].excludes(one) and words[0] not in said.near
        if contrary and _holds(question, said.stems, words):
            yield one.span.of(question.text)


def _is_another_name(question: Asked, one: Term, other: Term) -> bool:
    """Say whether a word is of a name that the question does not hold, and no other form of one that it does."""
    if not other.word[0].isupper() or other.stem in question.stems or is_function_word(other.word):
        return False
    alike = SequenceMatcher(None, one.word.lower(), other.word.lower()).ratio() >= SPELLED_ALIKE
    return not (alike or one.word.isupper() or other.word.isupper())


def _stands_alike(asked: Sequence[Term], at: int, words: Sequence[Term], place: int) -> bool:
    """Say whether two words stand beside the same word of content, and are as much of their names as each other."""

    def beside(step: int) -> bool:
        here, there = at + step, place + step
        if not (0 <= here < len(asked) and 0 <= there < len(words)) or asked[here].stem != words[there].stem:
            return False
        other = -step
        return not is_function_word(asked[here].word) and (
            _is_of_a_name(words, place + other) <= _is_of_a_name(asked, at + other)
        )

    return beside(-1) or beside(1)


def _is_of_a_name(words: Sequence[Term], at: int) -> bool:
    return 0 < at < len(words) and words[at].word[0].isupper() and not is_function_word(words[at].word)


def _holds(question: Asked, held: Collection[str], but: Collection[str]) -> bool:
    """Say whether nearly all words of the question are held, some left out of account."""
    weights = zip(question.sought.stems, question.sought.weights, strict=True)
    counted = {stem: float(weight) for stem, weight in weights if stem not in but}
    return bool(counted) and sum(counted[stem] for stem in counted if stem in held) >= LEAST_HELD * sum(
        counted.values()
    )
