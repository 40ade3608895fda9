"""The records: everything that is kept of servers and people, in one file of the data directory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.records.answers import Answers
from bot.records.connections import RecordsConnections
from bot.records.erasing import Erasing
from bot.records.feedback import Opinions
from bot.records.format import FILE_NAME
from bot.records.gaps import Gaps
from bot.records.part import Clock, now
from bot.records.people import People
from bot.records.servers import Servers
from bot.records.spending import Spending
from bot.records.unfinished import UnfinishedAnswers
from bot.records.watches import Watches


class Records(People, Servers, Answers, Opinions, Gaps, Watches, Spending, UnfinishedAnswers, Erasing):
    """The database of people, safe to use from several threads and processes. Raise RecordsError if it cannot be used.

    What a method has written when it returns survives a kill and a power cut.
    """

    def __init__(self, home: Path, clock: Clock = now) -> None:
        super().__init__(RecordsConnections(home / FILE_NAME), clock)

    def close(self) -> None:
        """Close the file."""
        self._connections.close()


@contextmanager
def existing(home: Path) -> Iterator[Records | None]:
    """Open the records of a data directory for the length of a block; None, and nothing is made, if it has none."""
    if not (home / FILE_NAME).exists():
        yield None
        return
    records = Records(home)
    try:
        yield records
    finally:
        records.close()
