"""A conversation so far: what was asked and answered, and whom and what it was about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue.mentions import Kind, Mention, mentions
from bot.dialogue.spelling import spelt
from index import Gender

_ASKS_WHO = re.compile(r"who(?:['’]?s| is| was) [A-Z][^?]{1,60}\??$", re.IGNORECASE)
_PEOPLE = ("person", "name")  # whom a part of the name names too
_NOT_FOUND = re.compile(r"\s*(?:$|The articles do not say\b|Not found\b)")
MOST_CHARACTERS = 800  # of a question or an answer; what it is about stands at its start


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, made to stand alone, and the answer to it, with the names in both."""

    question: str
    answer: str
    asked: tuple[Mention, ...]
    answered: tuple[Mention, ...]

    @property
    def found(self) -> bool:
        """Say whether there was an answer, as far as the conversation tells."""
        return _NOT_FOUND.match(self.answer) is None


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something the conversation named, under the fullest name used.

    `asked_at` and `answered_at` are the last exchanges that named it, from 0; -1 means never. `led` says that it was
    ever the subject of a sentence or stood in a question, rather than only behind a preposition; `governed`, that it
    stood nowhere else.
    """

    name: str
    words: tuple[str, ...]
    kind: Kind
    gender: Gender | None
    definite: bool
    led: bool
    governed: bool
    sure: bool
    asked_at: int
    answered_at: int


def exchange(question: str, answer: str) -> Exchange:
    """Return a question and its answer as an exchange."""
    asked, answered = question[:MOST_CHARACTERS], answer[:MOST_CHARACTERS]
    names = tuple(mentions(answered))
    asked = spelt(asked, [name for name in names if name.sure])
    own = mentions(asked)
    if own and _ASKS_WHO.match(asked):
        own[0] = replace(own[0], kind="person")
    return Exchange(asked, answered, tuple(own), names)


def subjects(past: Sequence[Exchange]) -> list[Subject]:
    """Return what the exchanges named: the most lately asked about first, what did something before the rest."""
    found: list[Subject] = []
    for at, passed in enumerate(past):
        for mention in passed.asked:
            _add(found, mention, asked_at=at)
        for mention in _in_their_roles(passed):
            _add(found, mention, answered_at=at)
    certain = [subject for subject in found if subject.sure]
    return sorted(certain, key=lambda it: (it.asked_at, it.led, it.answered_at), reverse=True)


def _in_their_roles(passed: Exchange) -> list[Mention]:
    """Return the names of an answer; the first person of an answer to "who" can be talked about next."""
    asks_who = passed.question.lower().startswith("who ")
    first = next((mention for mention in passed.answered if asks_who and mention.kind in _PEOPLE), None)
    return [replace(mention, role="subject") if mention is first else mention for mention in passed.answered]


def _add(found: list[Subject], mention: Mention, *, asked_at: int = -1, answered_at: int = -1) -> None:
    """Count a mention in with the subject that it names, or as a new one."""
    known = next((at for at in range(len(found) - 1, -1, -1) if _same(found[at], mention)), None)
    new = Subject(
        mention.name,
        mention.words,
        mention.kind,
        mention.gender,
        mention.definite,
        mention.role in ("subject", "owner"),
        mention.role == "governed",
        mention.sure,
        asked_at,
        answered_at,
    )
    if known is None:
        found.append(new)
    else:
        found[known] = _merged(found[known], new)


def _same(subject: Subject, mention: Mention) -> bool:
    """Say whether a mention names the subject: its name, a part of a person's, or a longer form of it."""
    ours, theirs = subject.words, mention.words
    if ours == theirs:
        return True
    if subject.kind not in _PEOPLE or mention.kind not in _PEOPLE:
        return False
    short, long = sorted((ours, theirs), key=len)
    if len(short) == len(long):
        return False
    if subject.gender and mention.gender and subject.gender != mention.gender:
        return False
    return long[-len(short) :] == short or (long[: len(short)] == short and len(long) <= len(short) + 2)


def _merged(old: Subject, new: Subject) -> Subject:
    longer = new if len(new.words) > len(old.words) else old
    kinds = [kind for kind in (old.kind, new.kind) if kind != "name"]
    return Subject(
        longer.name,
        longer.words,
        kinds[0] if kinds else "name",
        old.gender or new.gender,
        longer.definite,
        old.led or new.led,
        old.governed and new.governed,
        old.sure or new.sure,
        max(old.asked_at, new.asked_at),
        max(old.answered_at, new.answered_at),
    )
