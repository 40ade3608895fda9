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
from bot.evaluation import agreement, coverage
from bot.evaluation.examining import Examiner
from bot.evaluation.lines import read_lines
from bot.evaluation.results import Reply, Result
from bot.evaluation.sets import Case, refuse_twins
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
    """A golden question of which something does not hold any more, or never did if it was not asked before."""

    id: str
    question: str
    broken: tuple[str, ...]
    asked_before: bool = True


def read_golden(file: Path) -> tuple[Golden, ...]:
    """Return the golden questions of a file.

    Raise UsageProblem if there are none, if two have one id, or if one asks for nothing.
    """
    read = read_lines(file, Golden)
    if not read:
        raise UsageProblem(f"{file} holds no golden question. Write one a line: id, question, and what must hold.")
    refuse_twins(file, [golden.id for golden in read])
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
        conditions.append((f"speaker {golden.speaker!r}", coverage.names_any(reply.named, [golden.speaker])))
    if golden.article:
        conditions.append((f"article {golden.article!r}", golden.article in {each.article for each in reply.citations}))
    return tuple(name for name, holds in conditions if not holds)


def worse(golden: Iterable[Golden], before: Sequence[Result], after: Sequence[Result]) -> tuple[Worse, ...]:
    """Return the golden questions of which something held before and does not hold now.

    All must hold of a question that was not asked before. The same question has the same id and the same words.
    """
    earlier = _replies(before)
    later = _replies(after)
    found = []
    for one in golden:
        key = (one.id, one.question)
        already = broken(one, earlier[key]) if key in earlier else ()
        if now := tuple(name for name in broken(one, later[key]) if name not in already):
            found.append(Worse(one.id, one.question, now, asked_before=key in earlier))
    return tuple(found)


def _replies(results: Iterable[Result]) -> dict[tuple[str, str], Reply]:
    """Return replies by id and question; a set may hold a golden question too, under the same id."""
    ordered = sorted(results, key=lambda result: result.kind == "golden")
    return {(result.id, result.question): result.reply for result in ordered if result.kind in ("golden", "question")}
