"""What is asked of the desk: a question, the conversation before it, and what limits the answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.answerers import Answerer
from index import Key


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation before a question."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """A question with everything that bears on its answer.

    `since` and `until` are the first and the last day of publication to look at, `source` the name or site that
    published, `articles` the keys of the only articles to answer from; empty means all. `now` is the question's moment,
    from which "last week" counts; None means the clock's. `answerer` is who shall answer; None means the usual one.
    """

    question: str
    history: tuple[Turn, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str | None = None
    articles: tuple[Key, ...] = ()
    now: datetime | None = None
    answerer: Answerer | None = None
