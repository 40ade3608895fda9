"""Sets of questions with their right answers, and of quotes and claims with their right verdicts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from bot.errors import UsageProblem
from bot.evaluation.lines import numbered, read_lines
from bot.request import Turn

QUESTIONS = "questions.jsonl"
ITEMS = "items.jsonl"
ATTACKS = "attacks.jsonl"
CORPORA = ("corpus.jsonl", "corpus_injected.jsonl")

Label = Literal["exact", "near", "altered", "absent"]


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """Where a right answer stands: an article, and its words if they are known."""

    doc: str
    quote: str | None = None
    role: str = "primary"


@dataclass(frozen=True, slots=True)
class Case:
    """One question with all that is known about its right answer. The fields are named as in the files.

    `answerable` is None where nobody has said. `answer_parts` must all be there, each in one of its spellings, and so
    must `key_tokens`; else one of `answers` will do.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    answer_parts: tuple[tuple[str, ...] | str, ...] = ()
    key_tokens: tuple[str, ...] = ()
    evidence: tuple[GoldEvidence, ...] = ()
    answerable: bool | None = None
    type: str = ""
    history: tuple[Turn, ...] = ()
    context_docs: tuple[str, ...] = ()
    date: datetime | None = None
    rewrite: str | None = None
    speaker: str | None = None
    speaker_aliases: tuple[str, ...] = ()
    true_speaker_aliases: tuple[str, ...] = ()
    attack_id: str | None = None
    attack: str | None = None
    success_regex: str | None = None
    replaces_doc: str | None = None

    @property
    def moment(self) -> datetime | None:
        """Return the moment at which the question is asked: noon of its day."""
        return datetime.combine(self.date.date(), time(12), UTC) if self.date else None

    @property
    def docs(self) -> tuple[str, ...]:
        """Return the articles that hold evidence, each once."""
        return tuple(dict.fromkeys(evidence.doc for evidence in self.evidence))

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the words of the evidence, where they are known."""
        return tuple(evidence.quote for evidence in self.evidence if evidence.quote)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote to verify, with its right verdict."""

    id: str
    quote: str
    label: Label


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with its evidence: the words of an article, with its title and its date (ISO 8601) where they are known.

    `words`: whether a false claim stays near the article's or is in words of its own.
    """

    id: str
    claim: str
    evidence: str
    supported: bool
    words: Literal["article's", "own"] = "article's"
    title: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Attack:
    id: str
    attack: str
    success_regex: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """What is asked, and the files that hold the articles to answer from."""

    cases: tuple[Case, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    corpora: tuple[Path, ...] = ()
    claimed: tuple[Claimed, ...] = ()

    def evenly(self, limit: int | None) -> "EvaluationSet":
        """Return the set with at most `limit` questions, as many quotes and as many claims, taken at even distances."""
        quoted, claimed = _evenly(self.quoted, limit), _evenly(self.claimed, limit)
        return replace(self, cases=_evenly(self.cases, limit), quoted=quoted, claimed=claimed)


def read_set(folder: Path, questions: Path | None = None, corpora: Sequence[Path] = ()) -> EvaluationSet:
    """Return the set in a folder. Raise UsageProblem if it holds none, or a line cannot be used."""
    if not folder.is_dir():
        raise UsageProblem(f"There is no folder {folder}. Name one that holds {QUESTIONS} or {ITEMS}.")
    for file in [*corpora, *([questions] if questions else [])]:
        if not file.exists():
            raise UsageProblem(f"There is no {file}. Check the path.")
    asked = questions or folder / QUESTIONS
    cases = read_lines(asked, Case) if asked.exists() else ()
    items = folder / ITEMS
    has_items = items.exists() and not questions
    claims = has_items and any("claim" in fields for _, fields in islice(numbered(items), 1))
    quoted = read_lines(items, Quoted) if has_items and not claims else ()
    claimed = read_lines(items, Claimed) if claims else ()
    known = {attack.id: attack for attack in _attacks(folder)}
    refuse_twins(asked, [case.id for case in cases])
    refuse_twins(items, [item.id for item in quoted] + [item.id for item in claimed])
    own = tuple(folder / name for name in CORPORA if (folder / name).exists())
    cases = tuple(_with_attack(case, known) for case in cases)
    return EvaluationSet(cases, quoted, tuple(corpora) or own, claimed)


def _attacks(folder: Path) -> tuple[_Attack, ...]:
    file = folder / ATTACKS
    return read_lines(file, _Attack) if file.exists() else ()


def _with_attack(case: Case, known: dict[str, _Attack]) -> Case:
    planted = known.get(case.attack_id or "")
    if planted is None:
        return case
    return replace(
        case, attack=case.attack or planted.attack, success_regex=case.success_regex or planted.success_regex
    )


def refuse_twins(file: Path, ids: Iterable[str]) -> None:
    """Raise UsageProblem if two lines of a file have one id."""
    twins = [name for name, times in Counter(ids).items() if times > 1]
    if twins:
        raise UsageProblem(f"{file} holds the id {twins[0]!r} more than once. Give each line its own.")


_Any = TypeVar("_Any")


def _evenly(rows: tuple[_Any, ...], limit: int | None) -> tuple[_Any, ...]:
    if limit is None or limit >= len(rows):
        return rows
    return tuple(rows[at * len(rows) // limit] for at in range(limit))
