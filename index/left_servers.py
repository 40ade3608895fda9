"""Servers that were left: have those that held the vectors before drop what they hold of a ledger."""

from collections.abc import Iterable

from index.condition import GENERATION, LEDGER_MARK, left_servers, note_dropped
from index.errors import VectorsError
from index.ledger import Ledger
from index.sites import let_go
from index.vectors import ServerAddress, opened_within

OPEN_S = 2.0  # how long a server that is not needed any more is waited for


def drop_left(ledger: Ledger) -> tuple[str, ...]:
    """Have servers that were left drop what they hold, and return the URLs of those that did not.

    They are asked without the token, which is for the server that is set now. What is in use stays: one server may
    have two addresses.
    """
    with ledger.reading() as snapshot:
        left, generation = left_servers(snapshot), snapshot.fact(GENERATION) or ""
        mark = snapshot.fact(LEDGER_MARK)
    dropped = [url for url in left if not mark or _dropped(url, mark, generation)]
    if dropped:
        with ledger.writing() as transaction:
            if (transaction.fact(GENERATION) or "") == generation:  # else one may be in use again
                for url in dropped:
                    note_dropped(transaction, url)
            return left_servers(transaction)
    return left


def abandon(ledger: Ledger, names: Iterable[str]) -> list[str]:
    """Ask servers that were left no more, and return the names that stood for one: they are no more, or emptied."""
    given = list(names)
    with ledger.reading() as snapshot:
        left = left_servers(snapshot)
    abandoned = [name for name in given if name.rstrip("/") in left]
    if abandoned:
        with ledger.writing() as transaction:
            for name in abandoned:
                note_dropped(transaction, name.rstrip("/"))
    return abandoned


def _dropped(url: str, mark: str, generation: str) -> bool:
    """Have a server drop all collections of a mark but those of a generation, and say whether it did."""
    try:
        chroma = opened_within(OPEN_S, ServerAddress.of(url), mark, generation)
        try:
            chroma.drop_others()
        finally:
            let_go(chroma)
    except VectorsError:
        return False
    return True
