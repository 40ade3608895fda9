"""The purse: what a model may take today, asked of the records before each call and told them after it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import BudgetSpent, ModelFailure, RecordsError
from bot.generating import notices
from bot.generating.asking import Asked
from bot.generating.calling import Piece
from bot.records import Budget, Records

BYTES_A_TOKEN = 3  # of English about 4, of Chinese about 3
LEAST_BYTES_A_TOKEN = 2  # so that no more is taken than was reserved


class Meter:
    """What one call takes: what the provider tells, else an estimate by what went out and came in."""

    def __init__(self, asked_bytes: int) -> None:
        self._bytes = asked_bytes
        self._told = 0

    def count(self, piece: Piece) -> None:
        """Count a piece that arrived."""
        self._bytes += len(piece.text.encode("utf-8", "replace")) + len(piece.arguments.encode("utf-8", "replace"))
        self._told = max(self._told, piece.tokens)

    @property
    def tokens(self) -> int:
        """Return the tokens taken so far."""
        return self._told or -(-self._bytes // BYTES_A_TOKEN)


class Purse:
    """The budget of a model, kept in the records of a data directory; without a budget nothing is kept."""

    def __init__(self, home: Path, budget: Budget, max_tokens: int) -> None:
        self._home = home
        self._budget = budget
        self._max_tokens = max_tokens
        self._lock = threading.Lock()
        self._opened: Records | None = None

    def close(self) -> None:
        """Close the records."""
        if self._opened:
            self._opened.close()

    @contextmanager
    def paying(self, library: str, asked: Asked) -> Iterator[Meter]:
        """Reserve the tokens of a call, and settle them after it. Raise BudgetSpent if today's budget is spent.

        A call that was refused costs nothing; one that was broken off costs what can be told of it.
        """
        asked_bytes = sum(len(text.encode("utf-8", "replace")) for text in asked.words)
        meter = Meter(asked_bytes)
        if self._budget == Budget():
            yield meter
            return
        most = asked_bytes // LEAST_BYTES_A_TOKEN + self._max_tokens
        try:
            records = self._records()
            reserved = records.reserve(library, most, self._budget)
        except RecordsError as error:
            raise BudgetSpent(notices.BUDGET_UNREADABLE) from error
        if reserved is None:
            raise BudgetSpent(notices.SPENT)
        refused = False
        try:
            yield meter
        except ModelFailure as error:
            refused = error.refused
            raise
        finally:
            with suppress(RecordsError):  # it then stays counted as reserved
                records.settle(reserved, 0 if refused else meter.tokens)

    def _records(self) -> Records:
        """Return the records, opened when they are needed: without them there is an answer still."""
        with self._lock:
            if self._opened is None:
                self._opened = Records(self._home)
            return self._opened
