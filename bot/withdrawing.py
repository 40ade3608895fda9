"""Withdraw kept answers: what rests on an article that was erased must not go on saying its words."""

from collections.abc import Iterator
from pathlib import Path

from bot.records import existing
from index import Ledger


def withdraw(ledger: Ledger) -> int:
    """Take back the kept answers that show words of articles which are no more, and return how many."""
    with existing(ledger.home) as records:
        if records is None:
            return 0
        with ledger.reading() as snapshot:
            gone = [named for named in records.cited() if snapshot.identified(*named) is None]
        return records.withdraw(gone)


def own_words(home: Path) -> Iterator[str]:
    """Yield what people wrote themselves, which no erasure of an article touches."""
    with existing(home) as records:
        if records is not None:
            yield from records.own_words()
