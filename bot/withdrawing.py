"""Withdraw what repeats erased articles: kept answers that show their words, lines typed in chats that hold them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.chat.history import History
from bot.errors import RecordsError
from bot.records import existing
from index import Ledger, Snapshot, article_named, canonical, erased_at


class Withdrawing:
    """Withdraw what this data directory keeps once any machine has erased articles of the ledger that they share."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._done_at = 0

    def catch_up(self) -> int:
        """Withdraw if articles were erased since the last time, and return how many answers were taken back."""
        with self._ledger.reading() as snapshot:
            erased = erased_at(snapshot)
        if erased == self._done_at:
            return 0
        count = withdraw(self._ledger)
        self._done_at = erased
        return count


def withdraw(ledger: Ledger) -> int:
    """Take back the kept answers that show words of articles which are no more, and return how many."""
    with existing(ledger.home) as records:
        if records is None:
            return 0
        with ledger.reading() as snapshot:
            gone = [named for named in records.cited() if snapshot.identified(*named) is None]
        return records.withdraw(gone)


def withdraw_typed(ledger: Ledger, library: str, names: Iterable[str]) -> int:
    """Erase the lines of chats that hold words of articles about to be erased, and return how many.

    A title that was completed or a quote that was pasted is the article's, whoever typed it. Raise RecordsError if the
    history cannot be changed.
    """
    with ledger.reading() as snapshot:
        texts = [text for name in names for text in _texts(snapshot, library, name)]
    try:
        return History(ledger.home).erase(texts)
    except OSError as error:
        raise RecordsError(
            f"What was typed in chats cannot be searched for the articles: {error}. Nothing is erased; try again."
        ) from error


def own_words(home: Path) -> Iterator[str]:
    """Yield what people wrote themselves, and an erasure of articles leaves: questions."""
    with existing(home) as records:
        if records is not None:
            yield from records.own_words()
    yield from (entry.typed for entry in History(home).stored())


def _texts(snapshot: Snapshot, library: str, name: str) -> Iterator[str]:
    """Yield what an erasure of this name erases: texts and titles, ids and addresses, of copies too."""
    named = article_named(snapshot, library, name)
    others = snapshot.at_url(library, canonical(name) or name)
    for article in (*([named] if named else []), *others):
        for each in (article, *snapshot.copies(article)):
            yield from (each.id, each.title, each.url or "", each.text)
