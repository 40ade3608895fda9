"""Mend what a server holds, by ids: put what it lacks, remove what the ledger does not have, and embed nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.condition import (
    INVENTORY,
    begin_mending,
    followed_revision,
    held_revision,
    is_marked,
    is_put_back,
    note_compared,
)
from index.embeddings import Vectors
from index.filling import SAMPLES, has_collection, settle, telling
from index.ledger import Ledger
from index.probe import LOST
from index.progress import Progress
from index.vectors import Collections, ServedVectors


@dataclass(frozen=True, slots=True)
class Difference:
    """What a library lacks on the server, and what it has too much there."""

    missing: Mapping[str, Vectors]
    foreign: frozenset[str]


def mend(ledger: Ledger, chroma: ServedVectors, large: int, progress: Progress) -> int:
    """Make Chroma hold the passages of the ledger, and return the revision it then holds.

    Where the server was put back to what it was before, its vectors may be old ones: all are put again. Raise
    VectorsError if it fails, or is to be made anew.
    """
    marks = chroma.marks()
    with ledger.reading() as snapshot:
        revision, counts, clean = snapshot.revision, snapshot.passage_counts(), not is_marked(snapshot)
        followed, held = followed_revision(snapshot), held_revision(snapshot)
        put_back = bool(chroma.libraries) and is_put_back(snapshot, marks)
    libraries = chroma.libraries | {
        library for library, count in counts.items() if has_collection(library, count, large)
    }
    differences = {library: _difference(ledger, chroma, library, held, whole=put_back) for library in sorted(libraries)}
    if clean and not put_back and not any(each.missing or each.foreign for each in differences.values()):
        with ledger.writing() as transaction:
            note_compared(transaction)
        return followed
    with ledger.writing() as transaction:
        note_compared(transaction)
        mark = begin_mending(transaction)
    tell = telling(progress, sum(len(each.missing) for each in differences.values()))
    for library, each in differences.items():
        chroma.put(library, list(each.missing), list(each.missing.values()), tell)
        chroma.remove(library, sorted(each.foreign))
    settle(ledger, chroma, mark, revision)
    return revision


def is_as_noted(ledger: Ledger, chroma: Collections) -> bool:
    """Say whether Chroma holds as much as was noted when it was last written, and nobody was writing it since."""
    with ledger.reading() as snapshot:
        noted, marked = snapshot.fact(INVENTORY), is_marked(snapshot)
    return not marked and chroma.inventory() == noted


def finds_its_own(ledger: Ledger, chroma: Collections) -> bool:
    """Say whether passages that are held are found by their own vectors, and no collection has outgrown its index."""
    if chroma.outgrown:
        return False
    for library in sorted(chroma.libraries):
        with ledger.reading() as snapshot:
            vectors = snapshot.vectors_of((library, made) for made in chroma.some_of(library, SAMPLES))
        lost = chroma.unfound(library, {made: vector for (_, made), vector in vectors.items()})
        if len(lost) > LOST * len(vectors):
            return False
    return True


def _difference(ledger: Ledger, chroma: Collections, library: str, since: int, *, whole: bool) -> Difference:
    """Compare by ids; what changed since a revision may have another vector under the same id, and is missing.

    `whole`: everything may.
    """
    held = chroma.ids(library)
    with ledger.reading() as snapshot:
        ids, vectors = snapshot.vectors(library)
        changed = {made for name, made in snapshot.changed_since(since) if name == library}
    stale = changed.union(ids if whole else ())
    missing = {made: vector for made, vector in zip(ids, vectors, strict=True) if made in stale or made not in held}
    return Difference(missing, frozenset(held.difference(ids)))
