"""Pronouns in a question, and whom or what of the conversation they stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.dialogue.conversation import Subject
from bot.dialogue.mentions import mentions
from index import is_function_word

Sort = Literal["he", "she", "they", "it"]

_SORTS: dict[str, Sort] = {
    "he": "he", "him": "he", "his": "he",
    "she": "she", "her": "she", "hers": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they",
    "it": "it", "its": "it",
}  # fmt: skip
_POSSESSIVE = frozenset(["his", "her", "hers", "their", "theirs", "its"])
_PRONOUN = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its)\b(?![’'](?:d|ll|m)\b)", re.IGNORECASE
)
_WORD = re.compile(r"[\w’'-]+")
_EMPTY_IT = re.compile(
    r"\b(?:it\s+(?:is|was|be|seems?|rains?|takes?|took)\b.{0,80}\b(?:to|that)\b|(?:is|was|isn't|wasn't)\s+it\s+(?:\w+ly\s+)?"
    r"(?:true|possible|hard|easy|difficult|likely|safe|worth|better|because|legal|okay|ok|necessary|common|normal)\b"
    r"|(?:is|was|isn[’']t|wasn[’']t|will|does|did)\s+it\s+(?:be\s+|going\s+to\s+|still\s+|not\s+|very\s+|so\s+|too\s+)*"
    r"(?:rain|snow|hail|storm|freez|thunder|drizzl|cold|hot|warm|cool|sunny|windy|cloudy|foggy|icy|dark|light|late|early|noon|"
    r"midnight|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|summer|winter)\w{0,4}\b"
    r"|what\s+(?:time|day|date|year)\s+is\s+it|how\s+(?:cold|hot|warm|late|far)\s+(?:is|was|will)\s+it"
    r"|how\s+long\s+(?:did|does|will|would)\s+it\s+take|(?:make|call|name)\s+it\b|it\s+make\s+sense)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\s+(?:(?:the|a|an|any|some|many|most|this|"
    r"that|these|those|all)\s+)?(?:\w+(?:ed|ing|al|ic|ive|ful|ous|ese|ish|an)\s+){0,2}(?P<noun>[\w’'-]+)\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:that|when|if|because|after|before|while|say|said|think|believe|claim|who)\b", re.IGNORECASE)
_ANSWERING = re.compile(r"\b(?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|react(?:ed)?)\b", re.IGNORECASE)
_ANYBODY = frozenset("anyone anybody someone somebody everyone everybody nobody anything something there".split())
LONG_AGO = 2  # exchanges since somebody was named who may be the other sex
_PEOPLE = ("person", "name")  # who may be one
_PLURALS = frozenset("people men women children police critics".split())


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in a question; `possessive` if it stands before what is owned."""

    sort: Sort
    possessive: bool
    start: int
    end: int


def pronouns(question: str) -> list[Pronoun]:
    """Return the pronouns of the third person in a question that point at something, in order."""
    empty = _EMPTY_IT.search(question)
    found = []
    for at in _PRONOUN.finditer(question):
        word = at.group().lower()
        if at.group() == "IT" or (word == "it" and empty and empty.start() <= at.start() < empty.end()):
            continue
        possessive = word in _POSSESSIVE and (word != "her" or _owns(question, at.end()))
        found.append(Pronoun(_SORTS[word], possessive, at.start(), at.end()))
    return found


def _owns(question: str, end: int) -> bool:
    """Say whether "her" stands before a noun: "her husband", not "marry her in" or "about her?"."""
    after = _WORD.match(question, end + 1)
    return after is not None and not is_function_word(after.group())


def resolved(question: str, subjects: Sequence[Subject], thing: str | None = None) -> str:
    """Put names in place of the first pronoun of each sort, where one subject plainly fits.

    `thing` is what the question before named without a name; "it" may be that too.
    """
    for pronoun in reversed(_first_of_each(pronouns(question))):
        if _has_antecedent(question, pronoun):
            continue
        subject = antecedent(pronoun.sort, subjects, answering=_ANSWERING.search(question) is not None)
        things = [thing] if thing and pronoun.sort == "it" else []
        names = [*things, *([named(subject)] if subject else [])]
        if len(names) == 1:
            name = _possessive(names[0]) if pronoun.possessive else names[0]
            question = question[: pronoun.start] + name + question[pronoun.end :]
    return question


def _first_of_each(found: list[Pronoun]) -> list[Pronoun]:
    firsts: dict[Sort, Pronoun] = {}
    for pronoun in found:
        firsts.setdefault(pronoun.sort, pronoun)
    return list(firsts.values())


def _has_antecedent(question: str, pronoun: Pronoun) -> bool:
    """Say whether the question itself names, before the pronoun, what it may stand for."""
    before = question[: pronoun.start]
    names = mentions(before)
    if pronoun.sort in ("he", "she"):
        fitting = [
            m for m in names if m.kind == "person" or (m.kind == "name" and m.role not in ("governed", "joined"))
        ]
        if any(m.gender in (None, pronoun.sort) for m in fitting):
            return True
    elif names and names[-1].kind != "person":
        return True
    return _is_bound(before, pronoun)


def _is_bound(before: str, pronoun: Pronoun) -> bool:
    """Say whether a pronoun goes with the common noun that is its question's subject ("did the firm sell its …")."""
    at = _SUBJECT.search(before)
    if at is None or at["noun"].lower() in _ANYBODY or is_function_word(at["noun"]) or not at["noun"].islower():
        return False
    plural = at["noun"] in _PLURALS or (at["noun"].endswith("s") and not at["noun"].endswith("ss"))
    return plural == (pronoun.sort == "they") and (pronoun.possessive or _CLAUSE.search(before, at.end()) is not None)


def antecedent(sort: Sort, subjects: Sequence[Subject], *, answering: bool = False) -> Subject | None:
    """Return the subject that a pronoun stands for: of those that fit, the one asked about last; none if two were.

    `answering`: it is asked what somebody answered; that may be whoever was only talked about.
    """
    fitting = [subject for subject in subjects if _fits(sort, subject)]
    if sort in ("he", "she") and (only := _only_one_lately_named(sort, subjects, fitting, answering=answering)):
        return only
    if not fitting or any(_rivals(fitting[0], other, sort, answering) for other in subjects):
        return None
    return fitting[0]


def _only_one_lately_named(
    sort: Sort, subjects: Sequence[Subject], fitting: Sequence[Subject], *, answering: bool
) -> Subject | None:
    """Return the only one of the last exchange who can be meant, where that is not whom "he" would else stand for.

    It is one with a man's first name or title, rather than somebody named long ago who may be a woman; or one who was
    talked about, if it is asked what he answered.
    """
    last = max(map(_named_at, subjects), default=-1)
    lately = [it for it in subjects if _named_at(it) == last and it.gender in (None, sort)]
    people = [it for it in lately if it.kind == "person"]
    if fitting:
        doubtful = fitting[0].gender is None and _named_at(fitting[0]) <= last - LONG_AGO
        return people[0] if doubtful and len(people) == 1 and people[0].gender == sort else None
    asked = [it for it in lately if it.asked_at == last and it.kind in _PEOPLE]
    return asked[0] if answering and len(asked) == len({*asked, *people}) == 1 else None


def _named_at(subject: Subject) -> int:
    return max(subject.asked_at, subject.answered_at)


def _rivals(one: Subject, other: Subject, sort: Sort, answering: bool) -> bool:
    """Say whether "he" or "she" may as well be the other person, named in the same question or the same answer."""
    if sort not in ("he", "she") or other is one or other.gender not in (None, sort) or not _alike(one, other):
        return False
    if one.asked_at >= 0:
        return other.asked_at == one.asked_at and (answering or not other.governed)
    return (other.led or other.gender == sort) and other.answered_at == one.answered_at


def _alike(one: Subject, other: Subject) -> bool:
    """Say whether the other may be a person too: it is plainly one, or as plainly as the one is."""
    return other.kind == "person" or (other.kind == one.kind == "name" and len(other.words) > 1)


def _fits(sort: Sort, subject: Subject) -> bool:
    if sort in ("he", "she"):
        if subject.kind not in _PEOPLE or subject.gender not in (None, sort):
            return False
        return subject.led or (subject.kind == "person" and subject.asked_at >= 0)
    if sort == "they":
        if subject.kind == "place":
            return subject.led and subject.asked_at >= 0  # "What did China say? Did they …"
        return subject.kind == "body" and (subject.led or subject.asked_at >= 0)
    if subject.asked_at < 0 or subject.kind == "person":
        return False
    if subject.kind == "place":
        return subject.led  # not where something happened
    return subject.kind != "name" or (len(subject.words) == 1 and not subject.speaks)


def named(subject: Subject) -> str:
    """Return the subject's name as it reads inside a sentence."""
    if subject.kind == "work":
        return f"“{subject.name}”"
    return f"the {subject.name}" if subject.definite and subject.kind != "person" else subject.name


def _possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")
