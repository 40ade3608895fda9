"""What the ledger notes about Chroma: which folder is in use, how far it has followed, whether its files are whole.

On a server there are collections of a generation instead of a folder, and no files of ours.
"""

import shutil
import time
from collections.abc import Set
from pathlib import Path
from secrets import token_hex

from index.errors import VectorsError
from index.ledger import Ledger, Snapshot, Transaction
from index.vectors import contents_of

FOLDER = "chroma"
# Facts noted in the ledger.
GENERATION = "chroma_generation"  # the folder in use; a rebuild makes a new one
FOLLOWED = "chroma_revision"  # Chroma holds what the ledger held at this revision
DIRTY = "chroma_dirty"  # not "0" while Chroma is being written; whoever writes it marks it by a word of its own
CONTENTS = "chroma_contents"  # of its files, when it was last written; or where its server is
INVENTORY = "chroma_inventory"  # which libraries it held then, and how many passages of each
LEDGER_MARK = "chroma_ledger"  # tells the collections of this ledger on a server from those of others
COMPARED = "chroma_compared"  # when what a server holds was compared with the ledger, in seconds since 1970
BEGUN = "chroma_begun"  # the revision at which the collections in use on a server were begun
LEFT = "chroma_left"  # the servers that were in use before this place, and may hold collections still

COMPARED_EVERY_S = 24 * 3600
WRITING = "writing-"  # begins the mark of who writes; any other one wants Chroma made anew, whatever it holds


def folder_in_use(home: Path, snapshot: Snapshot) -> Path:
    """Return the folder that Chroma's files are in."""
    return home / FOLDER / (snapshot.fact(GENERATION) or "none")


def followed_revision(snapshot: Snapshot) -> int:
    """Return the revision up to which Chroma holds everything, 0 at the beginning."""
    return snapshot.number(FOLLOWED)


def held_revision(snapshot: Snapshot) -> int:
    """Return the revision up to which what a server holds, complete or not, is the ledger's."""
    return max(followed_revision(snapshot), snapshot.number(BEGUN))


def is_marked(snapshot: Snapshot) -> bool:
    """Say whether Chroma's files are being written, or are not to be trusted any more."""
    return snapshot.fact(DIRTY) != "0"


def is_whole(home: Path, snapshot: Snapshot) -> bool:
    """Say whether Chroma's files are byte for byte what the last process left, and it had done with writing.

    Times do not count: clocks go back, and a copy that was put back is as good as the files were.
    """
    if is_marked(snapshot):
        return False
    return snapshot.fact(CONTENTS) == contents_of(folder_in_use(home, snapshot)) != ""


def is_to_be_made_anew(snapshot: Snapshot) -> bool:
    """Say whether what Chroma holds must go: of something erased, of another model, or nobody knows."""
    mark = snapshot.fact(DIRTY) or ""
    return mark != "0" and not mark.startswith(WRITING)


def is_put_back(snapshot: Snapshot, marks: Set[str]) -> bool:
    """Say whether collections that bear these marks on a server are older than what was noted of them.

    The mark that stands in the ledger is newer: who set it ended before it was noted.
    """
    noted = (snapshot.fact(INVENTORY) or "").split()
    return bool(noted) and not (marks and marks <= {*noted, snapshot.fact(DIRTY)})


def note_compared(transaction: Transaction) -> None:
    """Note that what a server holds is being compared with the ledger now."""
    transaction.set_fact(COMPARED, str(int(time.time())))


def is_to_be_compared(snapshot: Snapshot) -> bool:
    """Say whether what a server holds was not compared with the ledger for a day; or the clock was wrong then."""
    return not 0 <= time.time() - snapshot.number(COMPARED) < COMPARED_EVERY_S


def new_mark() -> str:
    """Return a word that no other process marks Chroma's files by."""
    return token_hex(8)


def mark_dirty(transaction: Transaction, kind: str = "") -> str:
    """Note that Chroma's files are not to be trusted, and return the mark."""
    mark = kind + new_mark()
    transaction.set_fact(DIRTY, mark)
    return mark


def doubt(ledger: Ledger, patience_s: float, kind: str = "") -> None:
    """Have Chroma's files made anew. Raise LedgerError if another process writes the ledger for so long."""
    with ledger.reading() as snapshot:
        marked = is_marked(snapshot)
    if not marked:
        with ledger.writing(patience_s) as transaction:
            mark_dirty(transaction, kind)


def begin_writing(transaction: Transaction) -> str:
    """Note that Chroma's files are about to be written, and return the mark.

    Raise VectorsError if they are not to be trusted any more: whoever marked them so wants them made anew.
    """
    if is_marked(transaction):
        raise VectorsError("Chroma is marked to be made anew")
    return mark_dirty(transaction, WRITING)


def begin_mending(transaction: Transaction) -> str:
    """Note that what Chroma may lack is about to be written, and return the mark.

    Raise VectorsError if it is to be made anew.
    """
    if is_to_be_made_anew(transaction):
        raise VectorsError("Chroma is marked to be made anew")
    return mark_dirty(transaction, WRITING)


def begin_folder(transaction: Transaction) -> str:
    """Note that a new folder is in use, and return its mark; it is dirty until it is filled."""
    _note_left(transaction, "")
    transaction.set_fact(GENERATION, token_hex(8))
    transaction.set_fact(CONTENTS, "")
    return mark_dirty(transaction)


def begin_served(transaction: Transaction, url: str) -> str:
    """Note that new collections on a server are in use, and return their mark; they are dirty until they are filled.

    What is filled when that is broken off is kept: the change log holds what changed since the beginning.
    """
    _note_left(transaction, url)
    transaction.set_fact(GENERATION, token_hex(8))
    transaction.set_fact(CONTENTS, url)
    transaction.set_fact(INVENTORY, "")  # nothing is noted of these
    note_compared(transaction)
    transaction.set_fact(BEGUN, str(transaction.revision))
    transaction.set_fact(LEDGER_MARK, transaction.fact(LEDGER_MARK) or token_hex(8))
    return mark_dirty(transaction, WRITING)


def is_served(snapshot: Snapshot, url: str | None = None) -> bool:
    """Say whether a server holds the vectors: the one at a URL, or any."""
    noted = snapshot.fact(CONTENTS) or ""
    return noted == url if url is not None else noted.startswith(("http://", "https://"))


def left_servers(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the URLs of servers that were in use before, and have not been seen to hold nothing of this ledger."""
    return tuple((snapshot.fact(LEFT) or "").split())


def note_dropped(transaction: Transaction, url: str) -> None:
    """Note that a server that was in use before holds nothing any more, or is not to be asked."""
    transaction.set_fact(LEFT, " ".join(each for each in left_servers(transaction) if each != url))


def _note_left(transaction: Transaction, url: str) -> None:
    """Note that another server than this one is left, or that this one is in use again."""
    if is_served(transaction):
        left = dict.fromkeys([*left_servers(transaction), transaction.fact(CONTENTS) or ""])
        transaction.set_fact(LEFT, " ".join(left))
    if url in left_servers(transaction):
        note_dropped(transaction, url)


def note_whole(transaction: Transaction, mark: str, contents: str, inventory: str) -> None:
    """Note that Chroma's files are written, and what is in them.

    A mark that another one set meanwhile stays: that is of something erased, or of other vectors.
    """
    if transaction.fact(DIRTY) == mark:
        transaction.set_fact(DIRTY, "0")
    transaction.set_fact(CONTENTS, contents)
    transaction.set_fact(INVENTORY, inventory)


def note_followed(transaction: Transaction, revision: int) -> None:
    """Note that Chroma holds everything up to a revision, and let go of the changes up to there."""
    transaction.set_fact(FOLLOWED, str(revision))
    transaction.forget_changes(revision)


def discard_others(home: Path, keep: Path) -> None:
    """Remove the folders of earlier generations. Raise VectorsError if there can be no folder."""
    try:
        if not (home / FOLDER).is_dir():
            _remove(home / FOLDER)  # a file, or a link to nowhere
        (home / FOLDER).mkdir(mode=0o700, exist_ok=True)
        for old in sorted((home / FOLDER).iterdir()):
            if old != keep:
                _remove(old)
    except OSError as error:
        raise VectorsError(f"Chroma's folder cannot be made: {error}") from error


def discard_folders(home: Path) -> None:
    """Remove the folders of all generations: a server holds the vectors."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)


def _remove(old: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)
