"""An answer as it is kept: all that is needed to show it again, to follow it up, and to see whether it still holds."""

from dataclasses import dataclass
from datetime import datetime

from bot.answer import Answer, Citation, Figure, Outcome, Statement, running_text
from index import Freshness


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of an article as they were cited: the article may have changed since, or be no more."""

    number: int
    library: str
    article_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Where a message stands."""

    channel_id: int
    id: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, where, when, and of which libraries.

    `person` is the hash that stands for the asker. `guild_id` is None in direct messages and user installs. `shared`:
    the place is a thread of the bot, where everybody goes on with one conversation. `private`: only the asker sees the
    answer, so that nothing which others see may go on from it.
    """

    person: str
    channel_id: int
    at: datetime
    libraries: tuple[str, ...]
    guild_id: int | None = None
    shared: bool = False
    private: bool = False

    @property
    def conversation(self) -> str:
        """Return the name of the conversation that the question belongs to."""
        whose = f"{self.person}/private" if self.private else "everybody" if self.shared else self.person
        return f"{self.guild_id or 'direct'}/{self.channel_id}/{whose}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with its answer. The fields that `bot.answer.Answer` has too mean the same.

    `id` is "" until it is kept. `message` is the first one that shows it, None while none is sent.
    `withdrawn`: an article that it rested on was erased, and its statements and citations with that.
    """

    asked: Asked
    question: str
    understood: str
    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Cited, ...]
    closest: tuple[Cited, ...]
    freshness: Freshness
    missing: tuple[str, ...] = ()
    differing: tuple[Figure, ...] = ()
    period: str | None = None
    answerer: str = "extractive"
    id: str = ""
    message: Message | None = None
    withdrawn: bool = False

    @property
    def text(self) -> str:
        """Return the statements as running text, each followed by its marks."""
        return running_text(self.statements)


def kept_of(answer: Answer, asked: Asked) -> Kept:
    """Return an answer as it is to be kept."""
    return Kept(
        asked=asked,
        question=answer.question,
        understood=answer.understood,
        outcome=answer.outcome,
        statements=answer.statements,
        citations=tuple(map(_cited, answer.citations)),
        closest=tuple(map(_cited, answer.closest)),
        freshness=answer.freshness,
        missing=answer.missing,
        differing=answer.differing,
        period=answer.period,
        answerer=answer.answerer,
    )


def _cited(citation: Citation) -> Cited:
    return Cited(
        citation.number,
        citation.article.library,
        citation.article.id,
        citation.passage.id,
        citation.start,
        citation.end,
        citation.quote,
        citation.speaker,
    )
