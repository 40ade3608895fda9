"""Pronouns in a question that point out of it, and whom or what of the conversation they stand for."""

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
_SUBJECTS = frozenset(["he", "she", "they", "it"])
_PRONOUN = re.compile(rf"\b(?:{'|'.join(_SORTS)})\b(?![’'](?:d|ll|m)\b)", re.IGNORECASE)
_SURNAME = re.compile(r" [A-Z][a-z]")
_WORD = re.compile(r"[\w’'-]+")
_AUXILIARY = (
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|might|may|must)(?:n[’']?t)?\b[^\w.?!]"
)
_OPENS = re.compile(_AUXILIARY, re.IGNORECASE)
_ADJOINS = re.compile(rf"{_AUXILIARY}*$", re.IGNORECASE)
_EMPTY_IT = re.compile(
    r"\b(?:it\s+(?:is|was|be|seems?|takes?|took)\b.{0,80}\b(?:to|that)\b"
    r"|(?:is|was|do|does|did|will|would|can|could)\s+it\s+(?:\S+\s+){0,8}?(?:to\s+(?-i:[a-z])|true|because)"
    r"|(?:is|was|isn[’']t|wasn[’']t|will|does|did)\s+it\s+(?:\w+\s+){0,2}(?:rain|snow|hail|storm|cold|hot|warm|dark|late|\w+day)"
    r"|what\s+(?:time|day|date|year)\s+is\s+it|how\s+(?:cold|hot|warm|late|far|long)\s+(?:is|was|will|did|does|would)\s+it)",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\s*(?:the|a|an|any|some|many|most|this|that|these|those|all)\s+"
    r"(?:\w+(?:ed|ing|al|ic|ive|ful|ous|ese|ish|an)\s+){0,2}(?P<noun>[a-z][\w’'-]*)\s"
)
_CLAUSE = re.compile(
    r"\b(?:that|when|if|because|after|before|while|once|say|said|think|believe|claim|who)\b", re.IGNORECASE
)
_ANYBODY = frozenset("anyone anybody someone somebody everyone everybody nobody anything something there".split())
MANY = 4  # words of content before a pronoun: one of them may be what it stands for
COMPLETE = 7  # words of content of a question that leaves nothing to what was said before
FEW = 2  # words of content before a pronoun that do not tell who is meant
_PEOPLE = ("person", "name")  # who may be one


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
        if at.start() and at.group()[0].isupper() and _SURNAME.match(question, at.end()):
            continue  # "who is He Jiankui"
        if at.group() == "IT" or (word == "it" and empty and empty.start() <= at.start() < empty.end()):
            continue
        possessive = word in _POSSESSIVE and (word != "her" or _owns(question, at.end()))
        found.append(Pronoun(_SORTS[word], possessive, at.start(), at.end()))
    return found


def _owns(question: str, end: int) -> bool:
    """Say whether "her" stands before a noun: "her husband", not "marry her in" or "about her?"."""
    after = _WORD.match(question, end + 1)
    return after is not None and not is_function_word(after.group())


def dangling(question: str) -> list[Pronoun]:
    """Return the first pronoun of each sort that stands for nothing in the question itself; a long one has it all."""
    if len(_content(question)) >= COMPLETE:
        return []
    firsts: dict[Sort, Pronoun] = {}
    for pronoun in pronouns(question):
        firsts.setdefault(pronoun.sort, pronoun)
    return [pronoun for pronoun in firsts.values() if not _has_antecedent(question, pronoun)]


def unknown_person(question: str) -> str | None:
    """Return the "he" or "she" that is the subject of a question and of whom it tells nothing."""
    for pronoun in dangling(question):
        before = question[: pronoun.start]
        if pronoun.sort in ("he", "she") and _ADJOINS.search(before) and len(_content(before)) <= FEW:
            return question[pronoun.start : pronoun.end].lower()
    return None


def resolved(question: str, subjects: Sequence[Subject]) -> str:
    """Put names in place of the pronouns that point out of the question, where one subject plainly fits."""
    for pronoun in reversed(dangling(question)):
        if subject := antecedent(pronoun.sort, subjects):
            name = _possessive(named(subject)) if pronoun.possessive else named(subject)
            question = question[: pronoun.start] + name + question[pronoun.end :]
    return question


def _has_antecedent(question: str, pronoun: Pronoun) -> bool:
    """Say whether the question itself names, before the pronoun, what it may stand for."""
    before = question[: pronoun.start]
    names = mentions(before)
    if pronoun.sort in ("he", "she"):
        led = [it for it in names if it.kind == "name" and it.role not in ("governed", "joined")]
        fitting = [it for it in names if it.kind == "person" or it in led]
        if any(it.gender in (None, pronoun.sort) for it in fitting):
            return True
    elif (names and names[-1].kind != "person") or len(_content(before)) >= MANY:
        return True
    if pronoun.possessive and _names_its_subject(question[pronoun.end :]):
        return True
    return _is_bound(before, pronoun, question[pronoun.start : pronoun.end].lower() in _SUBJECTS)


def _is_bound(before: str, pronoun: Pronoun, is_subject: bool) -> bool:
    """Say whether a pronoun goes with the subject of its question: "did the firm sell its …", "who won after she …"."""
    opening = _OPENS.search(before)
    if opening and not before[opening.end() :]:  # "which states had their …"
        return pronoun.possessive and opening.group().lower().startswith("ha") and len(_content(before)) > 0
    subject = before[opening.end() :] if opening else before
    apart = pronoun.possessive or _CLAUSE.search(subject.partition(" ")[2]) is not None
    if opening is None:  # a heading, or a question word is the subject
        return len(_content(subject)) > 1 and (apart or is_subject)
    if common := _COMMON.match(subject):
        plural = common["noun"].endswith("s") and not common["noun"].endswith("ss")
        return apart and plural == (pronoun.sort == "they")
    if len(_content(before)) >= MANY and not _ADJOINS.search(before):
        return True
    first = subject.split(" ", 1)[0]
    is_name = bool(first) and not is_function_word(first) and first.lower() not in _ANYBODY
    return is_name and (apart or (is_subject and _ADJOINS.search(before) is None))


def _names_its_subject(after: str) -> bool:
    """Say whether the owner comes later: "how much of his money did newsom spend"."""
    opening = _OPENS.search(after)
    subject = _WORD.match(after, opening.end()) if opening else None
    return subject is not None and not is_function_word(subject.group())


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not is_function_word(word)]


def antecedent(sort: Sort, subjects: Sequence[Subject]) -> Subject | None:
    """Return the subject that a pronoun stands for: of those that fit, the one asked about last; none if two were."""
    fitting = [subject for subject in subjects if _fits(sort, subject)]
    if sort in ("he", "she"):
        fitting.sort(key=lambda subject: subject.kind != "person")  # rather than what may be a thing
    if not fitting or (sort in ("he", "she") and any(_rivals(fitting[0], other, sort) for other in subjects)):
        return None
    return fitting[0]


def _rivals(one: Subject, other: Subject, sort: Sort) -> bool:
    """Say whether "he" or "she" may as well be the other person, who is named in the same question or answer."""
    if other is one or other.gender not in (None, sort) or other.kind != "person" or other.governed:
        return False
    return other.asked_at == one.asked_at if one.asked_at >= 0 else other.answered_at == one.answered_at


def _fits(sort: Sort, subject: Subject) -> bool:
    if sort in ("he", "she"):
        if subject.kind not in _PEOPLE or subject.gender not in (None, sort):
            return False
        return subject.led or (subject.kind == "person" and subject.asked_at >= 0)
    if sort == "they":
        if subject.kind == "place":
            return subject.led and subject.asked_at >= 0  # "What did China say? Did they …"
        if subject.kind == "name":  # a band or a firm
            return subject.led and subject.asked_at >= 0 and len(subject.words) == 1
        return subject.kind == "body" and (subject.led or subject.asked_at >= 0)
    if subject.kind in ("work", "thing"):
        return True
    if subject.asked_at < 0 or subject.kind == "person":
        return False
    if subject.kind == "place":
        return subject.led  # not where something happened
    return subject.kind != "name" or len(subject.words) == 1


def named(subject: Subject) -> str:
    """Return the subject's name as it reads inside a sentence."""
    if subject.kind == "work":
        return f"“{subject.name}”"
    return f"the {subject.name}" if subject.definite and subject.kind != "person" else subject.name


def _possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")
