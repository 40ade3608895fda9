"""What came back for a question, and what it scored: kept for one run, and in a file from run to run."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from bot.answer import Answer
from bot.errors import NewsdeskError
from bot.evaluation.lines import read_lines

REFUSED = "not_found"
Kind = Literal["question", "golden", "quote", "claim", "rewriting"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was shown. `valid` says that the stored article has these words at this place."""

    article: str
    quote: str
    speaker: str | None = None
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a question. The outcome is that of an answer, or the verdict on a quote or a claim."""

    outcome: str
    statements: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    ms: float = 0.0

    @property
    def refused(self) -> bool:
        """Say whether the question was not answered."""
        return self.outcome == REFUSED

    @property
    def text(self) -> str:
        """Return the answer without its marks: these are numbers, and would be taken for ones that were asked for."""
        return " ".join(self.statements)

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the cited words in the order in which they are cited."""
        return tuple(cited.quote for cited in self.citations)

    @property
    def named(self) -> str:
        """Return the answer with the speakers of its citations: they are shown to people, so they are part of it."""
        return " | ".join([self.text, *(cited.speaker for cited in self.citations if cited.speaker)])

    def opening(self, words: int) -> str:
        """Return the first words of the answer, without the marks, which count as words."""
        spoken = [word for statement in self.statements for word in (*statement.split(), "")]
        return " ".join(spoken[:words])


@dataclass(frozen=True, slots=True)
class Result:
    """One question of a run: what was understood, the reply, and what it scored by measure ("group.metric")."""

    id: str
    kind: Kind
    question: str
    reply: Reply
    understood: str = ""
    label: str | None = None  # the right verdict on a quote
    measures: dict[str, float] = field(default_factory=dict)


def reply_of(answer: Answer, ms: float, *, valid: Iterable[bool]) -> Reply:
    """Return what is kept of an answer, its citations in the order in which the statements show them."""
    cited = {
        citation.number: Cited(citation.article.id, citation.quote, citation.speaker, sound)
        for citation, sound in zip(answer.citations, valid, strict=True)
    }
    shown = [number for each in answer.statements for number in each.citations]
    in_order = tuple(cited[number] for number in dict.fromkeys([*shown, *cited]))
    return Reply(answer.outcome.value, tuple(each.text for each in answer.statements), in_order, round(ms, 1))


def refuse_unwritable(file: Path) -> None:
    """Raise NewsdeskError if a run cannot be written into a file, which is left as it is."""
    there = file.exists()
    with _translated(file), file.open("a", encoding="utf-8"):
        pass
    if not there:
        file.unlink()


def save(file: Path, results: Iterable[Result]) -> None:
    """Write a run, one question a line. Raise NewsdeskError if the file cannot be written."""
    with _translated(file), file.open("w", encoding="utf-8") as stream:
        for result in results:
            stream.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


def saved(file: Path) -> tuple[Result, ...]:
    """Return a run from a file that save() wrote. Raise UsageProblem if it is none."""
    return read_lines(file, Result)


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NewsdeskError(f"{file} cannot be written: {error.strerror}. Name another file.") from error
