"""The talk: what was asked and answered in a chat, and what limits the answers to come."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.answer import Answer, Citation, Outcome
from bot.chat.loading import Loader
from bot.desk import Desk
from bot.errors import UsageProblem
from bot.limits import Limits
from bot.request import Request, Turn

MOST_TURNS = 12  # of the conversation that a follow-up is understood by


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer, when it was asked for, and where it was looked for."""

    at: datetime
    answer: Answer
    libraries: tuple[str, ...]

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Return the passages that are numbered below the answer."""
        return self.answer.closest if self.answer.outcome is Outcome.NOT_FOUND else self.answer.citations


@dataclass(slots=True)
class Talk:
    """A conversation with one library at a time."""

    loader: Loader
    library: str
    limits: Limits = field(default_factory=Limits)
    exchanges: list[Exchange] = field(default_factory=list)
    begun: int = 0  # the first exchange that a follow-up may rest on
    kept: dict[int, str] = field(default_factory=dict)  # ids in the records, by exchange

    @property
    def desk(self) -> Desk:
        """Return the desk, waiting until it is open."""
        return self.loader.desk()

    @property
    def libraries(self) -> tuple[str, ...]:
        """Return what is looked at."""
        return (self.library,)

    @property
    def last(self) -> Exchange:
        """Return the last exchange. Raise UsageProblem if there is none."""
        if not self.exchanges:
            raise UsageProblem("Nothing was answered yet; ask something first.")
        return self.exchanges[-1]

    def request(self, question: str, now: datetime) -> Request:
        """Return what is asked of the desk."""
        turns = [turn for each in self.exchanges[self.begun :] for turn in _turns(each.answer)]
        limits = self.limits
        return Request(question, tuple(turns[-MOST_TURNS:]), limits.since, limits.until, limits.source, now=now)

    def go_to(self, library: str) -> None:
        """Look at another library; what was said of this one is no context there."""
        self.library = library
        self.limits = Limits()
        self.begun = len(self.exchanges)


def _turns(answer: Answer) -> tuple[Turn, Turn]:
    return Turn("user", answer.understood), Turn("assistant", answer.text)
