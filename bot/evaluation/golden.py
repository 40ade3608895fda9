"""Golden questions: what must hold of their answers, whatever else changes.

A golden file has one question a line: `id`, `question`, and what must hold: `outcome`, `contains` and `lacks` (words
of the answer), `speaker` (who is named), `article` (what is cited). `history` and `date` are as in sets of questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from bot.answer import Outcome
from bot.errors import UsageProblem
from bot.evaluation import agreement, speaking
from bot.evaluation.lines import read_lines
from bot.evaluation.results import Reply, Result
from bot.evaluation.running import Examiner
from bot.evaluation.sets import Case
from bot.request import Request, Turn


@dataclass(frozen=True)
class Golden:
    """One golden question. What is None or empty may be anything."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")  # a misspelt condition would always hold

    id: str
    question: str
    outcome: Outcome | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    speaker: str | None = None
    article: str | None = None
    history: tuple[Turn, ...] = ()
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worse:
    """A golden question of which something does not hold any more, and what."""

    id: str
    question: str
    broken: tuple[str, ...]


def read_golden(file: Path) -> tuple[Golden, ...]:
    """Return the golden questions of a file. Raise UsageProblem if there are none, or one asks for nothing."""
    read = read_lines(file, Golden)
    if not read:
        raise UsageProblem(f"{file} holds no golden question. Write one a line: id, question, and what must hold.")
    for golden in read:
        if not any((golden.outcome, golden.contains, golden.lacks, golden.speaker, golden.article)):
            raise UsageProblem(
                f"{file}: of {golden.id!r} nothing must hold. Give it an outcome, contains, lacks, speaker or article."
            )
    return read


def asked(examiner: Examiner, golden: Iterable[Golden]) -> tuple[Result, ...]:
    """Return the replies to golden questions."""
    made = []
    for one in golden:
        moment = Case(one.id, one.question, date=one.date).moment
        reply = examiner.reply(Request(one.question, history=one.history, now=moment))
        made.append(Result(one.id, "golden", one.question, reply))
    return tuple(made)


def broken(golden: Golden, reply: Reply) -> tuple[str, ...]:
    """Return what does not hold of a reply."""
    conditions = [
        *((f"contains {text!r}", bool(agreement.contains(reply.text, [text]))) for text in golden.contains),
        *((f"lacks {text!r}", not agreement.contains(reply.text, [text])) for text in golden.lacks),
    ]
    if golden.outcome:
        conditions.append((f"outcome {golden.outcome.value}", reply.outcome == golden.outcome.value))
    if golden.speaker:
        conditions.append((f"speaker {golden.speaker!r}", speaking.names_any(reply.named, [golden.speaker])))
    if golden.article:
        conditions.append((f"article {golden.article!r}", golden.article in {each.article for each in reply.citations}))
    return tuple(name for name, holds in conditions if not holds)


def worse(golden: Iterable[Golden], before: Sequence[Result], after: Sequence[Result]) -> tuple[Worse, ...]:
    """Return the golden questions of which something held before and does not hold now.

    All must hold of a question that was not asked before.
    """
    earlier = _replies(before)
    later = _replies(after)
    found = []
    for one in golden:
        already = broken(one, earlier[one.id]) if one.id in earlier else ()
        if now := tuple(name for name in broken(one, later[one.id]) if name not in already):
            found.append(Worse(one.id, one.question, now))
    return tuple(found)


def _replies(results: Iterable[Result]) -> dict[str, Reply]:
    """Return replies by id; a question of a set that is golden too may bear the same one."""
    ordered = sorted(results, key=lambda result: result.kind == "golden")
    return {result.id: result.reply for result in ordered if result.kind in ("golden", "question")}
