"""Make all vectors anew when another embedding model is set. The old ones serve until the new ones are complete."""

import os
import shutil
from pathlib import Path

from index.article import Article
from index.condition import mark_dirty
from index.embeddings import Embeddings
from index.errors import LedgerError
from index.indexing.storing import Store
from index.ledger import FILE_NAME, Ledger
from index.leftovers import NEXT
from index.made_with import FINGERPRINT, fingerprint_in, note_model
from index.progress import Progress, Tell

COPIED_AT = "copied_at_revision"


def reembed(ledger: Ledger, embeddings: Embeddings, progress: Progress, tell: Tell) -> int:
    """Embed every article with the model that is set, if another one made the ledger's vectors.

    Return how many passages were embedded. Killed half-way, it goes on where it was. Raise LedgerError if the disk has
    no room for a second ledger.
    """
    with ledger.reading() as snapshot:
        made_with = snapshot.fact(FINGERPRINT)
    if not is_due(ledger, embeddings):
        discard_next(ledger.home)
        return 0
    tell(
        f"The embedding model changed from {made_with!r} to {embeddings.fingerprint!r}: every article is embedded "
        "anew. The old index stays in use until the new one is complete."
    )
    grown = _begun(ledger, embeddings)
    try:
        embedded = _embed_all(grown, embeddings, progress)
        with grown.writing() as transaction:
            mark_dirty(transaction)  # Chroma holds the old vectors
        grown.compact()
    finally:
        grown.close()
    ledger.copy_in(ledger.home / NEXT / FILE_NAME)
    discard_next(ledger.home)
    return embedded


def is_due(ledger: Ledger, embeddings: Embeddings) -> bool:
    """Say whether another model made the ledger's vectors."""
    _ = embeddings.fingerprint  # an endpoint may have to be asked for it
    with ledger.reading() as snapshot:
        return snapshot.fact(FINGERPRINT) not in (None, fingerprint_in(snapshot, embeddings))


def discard_next(home: Path) -> None:
    """Remove what a run that was broken off left behind. Raise LedgerError if it cannot be removed."""
    if os.path.lexists(home / NEXT):
        try:
            (shutil.rmtree if (home / NEXT).is_dir() else os.unlink)(home / NEXT)
        except OSError as error:
            raise LedgerError(f"{home / NEXT} cannot be removed: {error}. Make {home} writable.") from error


def _begun(ledger: Ledger, embeddings: Embeddings) -> Ledger:
    """Return the next ledger: the one begun earlier if it belongs to the same articles and model, else a new one.

    The caller holds the indexing lock, as whoever removes something does: nothing is removed while it grows.
    """
    home = ledger.home / NEXT
    with ledger.reading() as snapshot:
        revision = str(snapshot.revision)
    if (home / FILE_NAME).exists():
        grown = Ledger(home)
        with grown.reading() as snapshot:
            made_with = fingerprint_in(snapshot, embeddings)
            if (snapshot.fact(FINGERPRINT), snapshot.fact(COPIED_AT)) == (made_with, revision):
                return grown
        grown.close()
    discard_next(ledger.home)
    try:
        home.mkdir(mode=0o700)
    except OSError as error:
        raise LedgerError(f"{home} cannot be made: {error}. Make room, and make it writable.") from error
    ledger.copy_out(home / FILE_NAME)
    grown = Ledger(home)
    with grown.writing() as transaction:
        note_model(transaction, embeddings)
        transaction.set_fact(COPIED_AT, revision)
    return grown


def _embed_all(grown: Ledger, embeddings: Embeddings, progress: Progress) -> int:
    with grown.reading() as snapshot:
        names = [(library, held.id) for library in snapshot.library_names() for held in snapshot.known(library)]
    done = embedded = 0

    def stored(_: Article, passages: int) -> None:
        nonlocal done, embedded
        done += 1
        embedded += passages
        progress(done, len(names))

    store = Store(grown, embeddings, stored)
    for library, article_id in names:
        with grown.reading() as snapshot:
            article = snapshot.article(library, article_id)
        if article:  # a copy has no vectors of its own
            store.put(article)
        else:
            done += 1
    store.flush()
    return embedded
