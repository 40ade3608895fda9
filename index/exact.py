"""Exact nearest-neighbour search over the ledger's own vectors, for when Chroma is not to be had."""

from functools import cached_property

import numpy as np
from threadpoolctl import ThreadpoolController

from index.embeddings import Vectors
from index.ledger import Snapshot
from index.vectors import Near


class ExactSearch:
    """Compare a vector with every passage; a library's vectors are read once for each revision."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, list[str], Vectors]] = {}

    def near(self, snapshot: Snapshot, library: str, vector: Vectors, limit: int) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id."""
        ids, vectors = self._vectors(snapshot, library)
        if not ids:
            return []
        with self._threads.limit(limits=1, user_api="blas"):  # two BLAS threads beside torch's cost 24 ms, one 10
            similarities = vectors @ vector
        candidates = np.argsort(-similarities, kind="stable")[:limit]
        found = [Near(ids[at], float(similarities[at])) for at in candidates]
        return sorted(found, key=lambda near: (-near.similarity, near.passage_id))

    def _vectors(self, snapshot: Snapshot, library: str) -> tuple[list[str], Vectors]:
        held = self._held.get(library)
        if held is None or held[0] != snapshot.revision:
            held = (snapshot.revision, *snapshot.vectors(library))
            self._held[library] = held
        return held[1], held[2]

    @cached_property
    def _threads(self) -> ThreadpoolController:
        return ThreadpoolController()
