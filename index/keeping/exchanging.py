"""Put a copy in the place of a ledger, with what Chroma and open processes have to know of that."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from index.condition import (
    BEGUN,
    CONTENTS,
    DIRTY,
    FOLLOWED,
    GENERATION,
    INVENTORY,
    LEDGER_MARK,
    LEFT,
    new_mark,
)
from index.errors import LedgerError
from index.keeping.erasure import ERASING
from index.keeping.obstacles import LOCKS
from index.ledger import Ledger
from index.ledger.copying import amend
from index.progress import Progress, no_progress

REVISIONS_AHEAD = 1_000  # of what any open process may have seen, and of what one may write meanwhile
KEPT = (LEDGER_MARK, CONTENTS, LEFT)  # what servers hold of a ledger they hold whatever is restored into it
PLACED = (*KEPT, GENERATION, FOLLOWED, INVENTORY, BEGUN)


def exchange(
    ledger: Ledger,
    copy: Path,
    revision: int,
    progress: Progress = no_progress,
    *,
    handed: Mapping[str, str] | None = None,
) -> int:
    """Put a checked copy at a revision in the place of all that a ledger holds, and return the revision that it got.

    What servers hold of the ledger stays noted, unless it is `handed` over with the copy.
    """
    with ledger.reading() as snapshot:
        kept = {name: snapshot.fact(name) for name in KEPT}
        # Open processes tell by the revision whether what they remember still holds.
        revision = max(revision, snapshot.revision) + REVISIONS_AHEAD
    amend(copy, placed(revision) | kept | dict(handed or {}))
    ledger.copy_in(copy, progress)
    return revision


def placed(revision: int) -> dict[str, str | None]:
    """Return the facts that a copy gets for its new place: a backup's belong to where it was made."""
    return {"revision": str(revision), **dict.fromkeys(PLACED), DIRTY: new_mark(), ERASING: None}


@contextmanager
def alone(ledger: Ledger) -> Iterator[None]:
    """Have nobody index or follow for the length of a block. Raise LedgerError if another process does."""
    with ExitStack() as stack:
        for name in LOCKS:
            claim = ledger.claim(name)
            if not claim.take():
                raise LedgerError(
                    "Another process works with the ledger: newsdesk bot, chat or index. "
                    "Stop them, on every machine, then run the command again."
                )
            stack.enter_context(ledger.relying_on(claim))
        yield
