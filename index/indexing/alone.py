"""One at a time: the lock that whoever writes articles holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

from index.errors import LedgerError
from index.ledger import Ledger
from index.progress import Tell

LOCK_NAME = "indexing.lock"


@contextmanager
def waiting_for_others(ledger: Ledger, tell: Tell, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock, however long others have it; `tell` the person if they do.

    Two indexers would give one id to two articles, and one of them would be lost. Where it is `shared`, each looks
    whether the other has overtaken it before it writes; nobody then has it alone. Raise LedgerError if the data
    directory cannot be written, or the server that the ledger is on cannot be asked.
    """
    claim = ledger.claim(LOCK_NAME, shared=shared)
    if not claim.take():
        tell("Another newsdesk is indexing; waiting until it is done.")
        claim.take(inf)
    with ledger.relying_on(claim):
        yield


@contextmanager
def unless_busy(ledger: Ledger, patience_s: float) -> Iterator[None]:
    """Hold the lock. Raise LedgerError if another process still has it after a while.

    What is erased while somebody indexes could come back with what that process has read before.
    """
    claim = ledger.claim(LOCK_NAME)
    if not claim.take(patience_s):
        raise LedgerError("Another newsdesk is indexing. Wait until it is done, or stop it; then try again.")
    with ledger.relying_on(claim):
        yield
