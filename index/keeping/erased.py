"""When articles were last erased: what was made before may show what is gone."""

from index.ledger import Snapshot, Transaction

ERASED_AT = "erased_at"  # fact: the revision of the last erasure


def erased_at(snapshot: Snapshot) -> int:
    """Return the revision of the last erasure of articles, by whichever process; 0 if there was none."""
    return snapshot.number(ERASED_AT)


def note_erasure(transaction: Transaction) -> None:
    """Note that articles are erased by this transaction."""
    transaction.set_fact(ERASED_AT, str(transaction.revision))
