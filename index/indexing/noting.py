"""Note in the ledger how reading a source ended."""

from collections.abc import Sequence
from datetime import UTC, datetime

from index.indexing.report import summary
from index.ledger import Ledger
from index.loading.documents import Unread
from index.loading.sources import Listing, is_lasting


def note(ledger: Ledger, library: str, source: str, listing: Listing, failed: Sequence[Unread], *, taken: bool) -> None:
    """Note how reading a source ended, if it is one that can be read again: what fails in part was read."""
    if not is_lasting(source):
        return
    with ledger.writing() as transaction:
        known = source in {state.source for state in transaction.sources(library)}
        if listing.gone and not listing.unread:
            transaction.drop_source(library, source)
        elif known or taken or listing.unchanged:
            read_at = now() if taken or not failed else None
            transaction.note_source(library, source, read_at, summary(source, failed))
        if listing.document and not failed:
            transaction.note_document(library, listing.document)


def now() -> str:
    """Return the present moment as it is noted."""
    return datetime.now(UTC).isoformat(timespec="seconds")
