"""Exact nearest-neighbour search over the ledger's vectors: for small libraries, and when Chroma is not to be had."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from index.embeddings import Vectors
from index.ledger import Snapshot
from index.vectors import Near

MOST_BYTES = 256 << 20  # kept in memory between questions: some 160,000 vectors
# Vectors of some passages are read by themselves (10 µs each) while that takes less than to read all of the library's
# (3 to 17 µs each, and its memory) or to compare all that are in memory (.2 µs each).
FEW = 2_000
READ_FOR_ONE, COMPARED_FOR_ONE = 10, 50  # passages of the library, for each that is read by itself
ID_BYTES = 80  # of a passage's id in memory, about


@dataclass(frozen=True, slots=True)
class _Held:
    """A library's ids and vectors as they are at a revision."""

    revision: int
    ids: list[str]
    vectors: Vectors

    @property
    def size(self) -> int:
        return self.vectors.nbytes + ID_BYTES * len(self.ids)


class ExactSearch:
    """Compare a vector with every passage of a library.

    The vectors of the libraries asked last are kept, up to `most_bytes` in all; the last one always.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._guard = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()  # the one asked last comes last

    @property
    def libraries(self) -> list[str]:
        """Return the libraries whose vectors are in memory, the one asked last at the end."""
        return list(self._held)

    def near(
        self, snapshot: Snapshot, library: str, vector: Vectors, limit: int, only: Set[str] | None = None
    ) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id; of `only` if given."""
        held = self._few(snapshot, library, only) if only is not None else None
        held = held or self._of(snapshot, library)
        if not held.ids:
            return []
        similarities = held.vectors @ vector
        if only is not None:
            similarities = np.where([made in only for made in held.ids], similarities, -np.inf)
        found = [Near(held.ids[at], float(similarities[at])) for at in _highest(similarities, limit)]
        return sorted(found, key=lambda near: (-near.similarity, near.passage_id))

    def take_over(self, before: int, after: int, changed: Set[str]) -> None:
        """Keep what is held of revision `before` or newer for `after`, except of the libraries that changed between."""
        with self._guard:
            for library, held in self._held.items():
                if library not in changed and before <= held.revision < after:
                    self._held[library] = replace(held, revision=after)

    def _few(self, snapshot: Snapshot, library: str, only: Set[str]) -> _Held | None:
        """Return some of a library's passages, None if it is less work to compare them all."""
        known = self._held.get(library)
        if known is not None and known.revision == snapshot.revision:
            few = len(known.ids) // COMPARED_FOR_ONE
        else:
            few = max(FEW, snapshot.counts.passages(library) // READ_FOR_ONE)
        if len(only) > few:
            return None
        vectors = snapshot.vectors_of((library, made) for made in sorted(only))
        stacked = np.stack(list(vectors.values())) if vectors else np.empty((0, 0), dtype=np.float32)
        return _Held(snapshot.revision, [made for _, made in vectors], stacked)

    def _of(self, snapshot: Snapshot, library: str) -> _Held:
        revision = snapshot.revision
        with self._guard:
            held = self._held.get(library)
            if held is not None and held.revision == revision:
                self._held.move_to_end(library)
                return held
        held = _Held(revision, *snapshot.vectors(library))
        with self._guard:
            self._held[library] = held
            self._held.move_to_end(library)
            while len(self._held) > 1 and sum(each.size for each in self._held.values()) > self._most_bytes:
                self._held.popitem(last=False)
        return held


def with_changes(
    found: Sequence[Near], changes: Mapping[str, Vectors | None], vector: Vectors, limit: int
) -> list[Near]:
    """Lay what changed since, compared exactly, over what was found, and return the nearest; None: it is gone."""
    near = [one for one in found if one.passage_id not in changes]
    near += [Near(made, float(stored @ vector)) for made, stored in changes.items() if stored is not None]
    return sorted(near, key=lambda one: (-one.similarity, one.passage_id))[:limit]


def _highest(similarities: Vectors, limit: int) -> list[int]:
    """Return where the highest are, highest first, of equal ones the first; none that is minus infinity."""
    if limit < len(similarities):
        least = np.partition(similarities, -limit)[-limit]
        places = np.flatnonzero((similarities >= least) & (similarities > -np.inf))
    else:
        places = np.flatnonzero(similarities > -np.inf)
    return [int(at) for at in places[np.argsort(-similarities[places], kind="stable")][:limit]]
