"""What a question ends in: an answer of statements, each with the citations it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.answerers import Answerer
from index import Article, Freshness, Passage, Span


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article: `article.text[start:end] == quote`, inside one passage. Made by `bot.citations` only."""

    number: int
    article: Article
    passage: Passage
    quote: str
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, with the numbers of its citations.

    `marked` are the words of `text` that answer; of a language model's first statement that is all. `elaborates`: it
    goes on about the point of the one before, and may be shown after the first sentences of all points. Sentences of
    one utterance share its number. `unchecked`: it is a language model's wording, and nobody judged whether its
    citations bear it out.
    """

    text: str
    citations: tuple[int, ...]
    marked: tuple[Span, ...] = ()
    elaborates: bool = False
    utterance: int | None = None
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or day that a cited article gives, in its words, and the number of the citation that holds it."""

    words: str
    citation: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of the bot's own, with what is put into them; they are translated where people read other languages."""

    words: str
    given: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        """Return the words in English, or in the one language that they have."""
        return self.words.format(*self.given)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `closest` are passages shown when there is no answer, never part of one. `missing` are words of the question that
    nothing cited holds; then the question is answered partly, or, if they are phrases that it quotes, not at all.
    `period` says which of its words limit to which days. `differing` are figures by which articles answer differently.
    `latest`: it was asked for the latest.
    `dropped` counts statements of a language model that failed their check, by the kind of fault; `notice` is what
    people must be told of the model. `more`: of an overview, how many further articles fit. `remark` is said in place
    of "The articles do not say": to a greeting, or where the question is in another language than the articles.
    """

    question: str
    understood: str
    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    freshness: Freshness
    missing: tuple[str, ...] = ()
    differing: tuple[Figure, ...] = ()
    period: str | None = None
    latest: bool = False
    answerer: Answerer = Answerer.EXTRACTIVE
    dropped: Mapping[str, int] = field(default_factory=dict)
    notice: str | None = None
    more: int | None = None
    remark: Remark | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def read_as(self) -> str:
        """Return what the question was taken for, where that differs from its words; else nothing."""
        understood = self.understood if self.understood != self.question else ""
        return "; ".join(part for part in (understood, self.period) if part)

    @property
    def worded(self) -> bool:
        """Say whether the statements are a language model's words, which their quotes are to bear out."""
        return self.answerer != Answerer.EXTRACTIVE and bool(self.statements)

    def cited_by(self, statement: Statement) -> tuple[Citation, ...]:
        """Return the citations that a statement rests on."""
        return tuple(citation for citation in self.citations if citation.number in statement.citations)

    @property
    def text(self) -> str:
        """Return the statements as running text, each followed by its marks."""
        return running_text(self.statements)


def running_text(statements: Iterable[Statement]) -> str:
    """Return statements as running text, each followed by its marks."""
    return " ".join(f"{statement.text} {marks(statement.citations)}" for statement in statements)


def marks(numbers: Iterable[int]) -> str:
    """Return the numbers of citations as they stand in a text."""
    return "".join(f"[{number}]" for number in numbers)
