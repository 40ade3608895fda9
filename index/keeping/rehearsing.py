"""Rehearse a change: make it to a copy of the ledger first, and take over just what came of it, or leave it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index.condition import DIRTY, new_mark
from index.errors import LedgerError
from index.indexing.alone import waiting_for_others
from index.indexing.rereading import NOTED
from index.ledger import FILE_NAME, Ledger
from index.leftovers import REHEARSING, discard_leftovers
from index.made_with import FINGERPRINT, PROBE
from index.progress import Tell, silent

FACTS = ("revision", FINGERPRINT, PROBE, NOTED)  # of articles; others are of Chroma, which follows the ledger only


@dataclass(frozen=True, slots=True)
class LedgerCopy:
    """A copy of a ledger in a data directory `home` of its own, made at a revision."""

    original: Ledger
    home: Path
    revision: int

    def take_over(self) -> None:
        """Put what was changed here into the original, all or nothing: no source is read and no text embedded again.

        Whoever has the copy open closes it before. Raise LedgerError, with the original as it was, if that fails.
        """
        copy = Ledger(self.home)
        try:
            with copy.reading() as changed, self.original.reading() as held:
                facts = {name: value for name in FACTS if (value := changed.fact(name)) is not None}
                if held.fact(FINGERPRINT) not in (None, changed.fact(FINGERPRINT)):
                    facts[DIRTY] = new_mark()  # Chroma holds another model's vectors
        finally:
            copy.close()
        self.original.take_over(self.home / FILE_NAME, self.revision, facts)


@contextmanager
def rehearsing(ledger: Ledger, tell: Tell = silent) -> Iterator[LedgerCopy]:
    """Give a copy of the ledger for the length of a block; nobody else changes its articles meanwhile.

    `tell` the person if somebody else is doing so now. Raise LedgerError if there is no room for a copy.
    """
    with waiting_for_others(ledger, tell):
        discard_leftovers(ledger.home, (f"{REHEARSING}*",))
        with _folder(ledger.home) as home:
            with ledger.reading() as snapshot:
                revision = snapshot.revision
            ledger.copy_out(home / FILE_NAME)
            yield LedgerCopy(ledger, home, revision)


@contextmanager
def _folder(parent: Path) -> Iterator[Path]:
    """Give a folder in the data directory: a killed rehearsal leaves nothing elsewhere that an erasure would miss."""
    try:
        folder = TemporaryDirectory(prefix=REHEARSING, dir=parent)
    except OSError as error:
        raise LedgerError(
            f"{parent} cannot hold a copy of the ledger: {error.strerror}. Make room, and make it writable."
        ) from error
    with folder as made:
        yield Path(made)
