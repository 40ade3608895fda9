"""What an extract is made from, and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation, Figure, Outcome, Statement
from bot.speaking.reported import Reported
from index import Hit


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question.

    `hits` are passages; `reported` are articles in which the speaker says something that is asked about. One of the
    `phrases` must stand in what is shown; `unheld` are those of them if no passage holds any. `timely`: not all
    articles are older than what is asked about. `named` are sources that the question calls by short names.
    `outside`: nothing was published in the time that is asked for, and the passages are of another.
    """

    hits: Sequence[Hit]
    reported: Sequence[Reported]
    phrases: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    timely: bool = True
    named: tuple[str, ...] = ()
    outside: bool = False

    @property
    def answerable(self) -> bool:
        """Say whether what was found may answer, and does not only come closest."""
        return self.timely and not self.unheld and not self.outside


@dataclass(frozen=True, slots=True)
class Extract:
    """What the articles' sentences say to a question; the fields are those of an `Answer`."""

    outcome: Outcome
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    differing: tuple[Figure, ...] = ()
    more: int | None = None
