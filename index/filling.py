"""Write the ledger's vectors into an open Chroma: all of them, or what changed since a revision."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

from index.condition import begin_writing, is_marked, note_followed, note_whole
from index.database import BUSY_S
from index.embeddings import Vectors
from index.errors import VectorsError
from index.ledger import Ledger, Snapshot
from index.left_servers import drop_left
from index.progress import Progress
from index.vectors import SHARED, Collections

FEW = 128  # passages looked for by their own vectors whenever Chroma follows: a twentieth of a second
FEW_PASSAGES = 200  # that a question takes over on its way: a third of a second
SAMPLES = 2_048  # those that a patient start looks for, and a probe: about a second

Changes = Mapping[str, Vectors | None]  # by passage id; None: the passage is gone


@dataclass(frozen=True, slots=True)
class Pending:
    """What Chroma has yet to follow, up to a revision.

    `changes` are those of all libraries, `held` of those that have a collection. `grown` are the libraries that are to
    get one, with how many passages each holds.
    """

    revision: int
    changes: Mapping[str, Changes]
    held: Mapping[str, Changes]
    grown: Mapping[str, int]

    @property
    def passages(self) -> int:
        """Return how many passages are to be written or removed."""
        return sum(map(len, self.held.values())) + sum(self.grown.values())


def has_collection(library: str, passages: int, large: int) -> bool:
    """Say whether a library of so many passages gets a collection; one that has it keeps it until a rebuild."""
    return passages >= (1 if library == SHARED else large)


def pending_since(ledger: Ledger, followed: int, collections: Set[str], large: int) -> Pending | None:
    """Return what changed since a revision, None if nothing did. Raise VectorsError if Chroma is marked.

    Whoever writes to it takes the mark away in the end, so one that stands means that it is to be made anew.
    """
    with ledger.reading() as snapshot:
        if is_marked(snapshot):
            raise VectorsError("Chroma is marked to be made anew")
        revision = snapshot.revision
        if revision <= followed:
            return None
        changes: dict[str, dict[str, Vectors | None]] = defaultdict(dict)
        for (library, passage_id), vector in snapshot.changed_since(followed).items():
            changes[library][passage_id] = vector
        grown = _grown(snapshot, changes.keys() - collections, large)
    return Pending(
        revision,
        dict(changes),
        held={library: own for library, own in changes.items() if library in collections},
        grown=grown,
    )


def is_much(ledger: Ledger, followed: int, collections: Set[str], large: int, most: int) -> bool:
    """Say whether Chroma has more passages to follow than `most`, without reading their vectors."""
    with ledger.reading() as snapshot:
        changes = snapshot.change_counts(followed)
        grown = _grown(snapshot, changes.keys() - collections, large)
    held = sum(count for library, count in changes.items() if library in collections)
    return held + sum(grown.values()) > most


def _grown(snapshot: Snapshot, others: Set[str], large: int) -> dict[str, int]:
    """Return which libraries without a collection are to get one, with their numbers of passages.

    Each is counted by itself: to count all takes .15 s a change among 10,000 libraries.
    """
    counts = {library: snapshot.counts.passages(library) for library in sorted(others)}
    return {library: count for library, count in counts.items() if has_collection(library, count, large)}


def fill(ledger: Ledger, chroma: Collections, mark: str, large: int, progress: Progress) -> int:
    """Fill an empty Chroma, which bears a mark, and return the revision it now holds.

    What changes meanwhile is in the change log. Servers that held the vectors before drop them, if they answer.
    """
    with ledger.reading() as snapshot:
        revision, counts = snapshot.revision, snapshot.passage_counts()
    libraries = [library for library, count in counts.items() if has_collection(library, count, large)]
    _put_whole(ledger, chroma, libraries, telling(progress, sum(counts[library] for library in libraries)))
    settle(ledger, chroma, mark, revision)
    drop_left(ledger)
    return revision


def apply(
    ledger: Ledger, chroma: Collections, pending: Pending, progress: Progress, patience_s: float = BUSY_S
) -> None:
    """Take changes over. Raise VectorsError if Chroma fails; the dirty mark then still stands.

    Raise LedgerError, with nothing begun, if another process writes for so long.
    """
    if not pending.held and not pending.grown:
        with ledger.writing(patience_s) as transaction:
            note_followed(transaction, pending.revision)
        return
    with ledger.writing(patience_s) as transaction:
        mark = begin_writing(transaction)
    tell = telling(progress, pending.passages)
    for library, changes in pending.held.items():
        chroma.remove(library, [made for made, vector in changes.items() if vector is None])
        put = {made: vector for made, vector in changes.items() if vector is not None}
        chroma.put(library, list(put), list(put.values()), tell)
        again = _lost(ledger, chroma, library, [*list(put)[:FEW], *chroma.some_of(library, FEW)])
        chroma.put(library, list(again), list(again.values()), _untold)
    _put_whole(ledger, chroma, pending.grown, tell)
    settle(ledger, chroma, mark, pending.revision)


def reconnect(ledger: Ledger, chroma: Collections, followed: int, samples: int) -> int:
    """Put again what samples of every library show is not found by its own vector; return how many were.

    Raise VectorsError if Chroma fails; the dirty mark then stands.
    """
    lost = {library: _lost(ledger, chroma, library, chroma.some_of(library, samples)) for library in chroma.libraries}
    if not any(lost.values()):
        return 0
    with ledger.writing() as transaction:
        mark = begin_writing(transaction)
    for library, vectors in lost.items():
        chroma.put(library, list(vectors), list(vectors.values()), _untold)
    settle(ledger, chroma, mark, followed)
    return sum(map(len, lost.values()))


def _lost(ledger: Ledger, chroma: Collections, library: str, passages: Iterable[str]) -> dict[str, Vectors]:
    """Return those of the passages, with the ledger's vectors, that are not found by them."""
    with ledger.reading() as snapshot:
        vectors = snapshot.vectors_of((library, made) for made in passages)
    by_id = {made: vector for (_, made), vector in vectors.items()}
    return {made: by_id[made] for made in chroma.unfound(library, by_id)}


def _put_whole(ledger: Ledger, chroma: Collections, libraries: Iterable[str], tell: Callable[[int], None]) -> None:
    for library in libraries:
        with ledger.reading() as snapshot:
            ids, vectors = snapshot.vectors(library)
        chroma.put_whole(library, ids, vectors, tell)


def settle(ledger: Ledger, chroma: Collections, mark: str, revision: int) -> None:
    """Have everything on the disk, and note that it is."""
    chroma.settle(mark)
    contents, inventory = chroma.contents(), chroma.inventory()  # before the transaction, which others wait for
    with ledger.writing() as transaction:
        note_whole(transaction, mark, contents, inventory)
        note_followed(transaction, revision)


def _untold(written: int) -> None: ...


def telling(progress: Progress, total: int) -> Callable[[int], None]:
    """Return what takes numbers of vectors as they are written, and reports their sum."""
    done = 0

    def tell(written: int) -> None:
        nonlocal done
        done += written
        progress(done, total)

    return tell
