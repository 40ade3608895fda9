"""Chroma's collections, one for each library: what is asked of them and written into them, wherever they are."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from index.embeddings import Vectors
from index.errors import VectorsError

SHARED = "shared"
BATCH = 1_000
QUERIES = 64  # that are asked at a time
HNSW = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,  # recall@10 of 20,000 real passages: .993 (tests/benchmarks/small_and_large.py)
    "max_neighbors": 16,
}
# With the former, 138 of 2,000 among a million vectors are not found by themselves, and recall@10 is .94; with these 3,
# and .99 (tests/benchmarks/README.md). Of 100,000 the former lose none: somewhere beyond that the latter take over.
HNSW_OF_MANY = HNSW | {"ef_search": 400, "max_neighbors": 32}
MANY = 200_000
OUTGROWN = 2  # times as many passages as a collection's index is made for: then it is made anew


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector; `similarity` is the cosine."""

    passage_id: str
    similarity: float


class Collections(ABC):
    """The open collections of all libraries that have one. A collection's name is `prefix` and the library's name.

    That follows in hexadecimal, so that any name is legal.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._collections: dict[str, Any] = {}  # chromadb's own annotations refuse float32 arrays, which it documents

    @property
    def libraries(self) -> frozenset[str]:
        """Return the libraries that have a collection."""
        return frozenset(self._collections)

    def put(
        self, library: str, ids: Sequence[str], vectors: Sequence[Vectors] | Vectors, progress: Callable[[int], None]
    ) -> None:
        """Add or replace a library's vectors by passage id; `progress` is told how many were written each time."""
        with self.translated():
            if library not in self._collections:
                self._collections[library] = self._made(self.name_of(library), hnsw_for(len(ids)))
            step = self.written_at_once(len(vectors[0])) if len(ids) else 1
            for first in range(0, len(ids), step):
                some = list(ids[first : first + step])
                self._collections[library].upsert(ids=some, embeddings=list(vectors[first : first + step]))
                progress(len(some))

    def put_whole(self, library: str, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None]) -> None:
        """Add all vectors of a library that has no collection yet."""
        self.put(library, ids, vectors, progress)

    def remove(self, library: str, ids: Sequence[str]) -> None:
        """Remove a library's passages; those that are not there are passed over."""
        with self.translated():
            for first in range(0, len(ids), BATCH):
                self._collections[library].delete(ids=list(ids[first : first + BATCH]))

    def near(self, library: str, vector: Vectors, limit: int) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id."""
        return self._nearest(library, [vector], limit)[0]

    def unfound(self, library: str, vectors: Mapping[str, Vectors]) -> list[str]:
        """Return those of a library's passages, given with their vectors, that are not found by them.

        Found is a passage, or one equal to it (with the same words). Chroma's index loses the way to one vector in a
        hundred or a thousand as it is changed, with nothing damaged; to put it again makes a new way.
        """
        lost: list[str] = []
        made = list(vectors)
        step = self.asked_at_once(len(vectors[made[0]])) if made else 1
        for first in range(0, len(made), step):
            some = made[first : first + step]
            found = self._nearest(library, [vectors[one] for one in some], 3)
            lost += [one for one, near in zip(some, found, strict=True) if not _is_among(one, near)]
        return lost

    def some_of(self, library: str, limit: int) -> list[str]:
        """Return so many of the library's passage ids at most, a different run of them each time."""
        with self.translated():
            collection = self._collections[library]
            first = random.randrange(max(1, collection.count() - limit + 1))  # noqa: S311 - no secret
            return list(collection.get(limit=limit, offset=first, include=[])["ids"])

    def inventory(self) -> str:
        """Return the libraries that are held with the number of their passages, by Chroma's own count."""
        with self.translated():
            return " ".join(f"{library}={self._collections[library].count()}" for library in sorted(self._collections))

    @property
    def outgrown(self) -> bool:
        """Say whether a collection holds far more passages than its index is made for."""
        with self.translated():
            return any(
                collection.configuration["hnsw"]["max_neighbors"] < HNSW_OF_MANY["max_neighbors"]
                and collection.count() > OUTGROWN * MANY
                for collection in self._collections.values()
            )

    def require(self, noted: str | None) -> None:
        """Raise VectorsError if the inventory is not what was noted."""
        if self.inventory() != noted:
            raise VectorsError("Chroma does not hold what was written into it")

    def ids(self, library: str) -> set[str]:
        """Return the ids of a library's passages that are held; none if it has no collection."""
        with self.translated():
            collection = self._collections.get(library)
            return set(collection.get(include=[])["ids"]) if collection else set()

    def keys(self) -> set[tuple[str, str]]:
        """Return every (library, passage id) that is held."""
        return {(library, made) for library in self._collections for made in self.ids(library)}

    def settle(self, mark: str) -> None:
        """Have Chroma take everything written into its index now, so that a later question writes nothing.

        `mark` is that of who writes.
        """
        with self.translated():
            for collection in self._collections.values():
                newest = collection.get(limit=1, include=["embeddings"])["embeddings"]
                if newest is not None and len(newest):
                    collection.query(query_embeddings=[newest[0]], n_results=1, include=[])

    def written_at_once(self, dimension: int) -> int:
        """Return how many vectors of so many numbers are written at a time."""
        return BATCH

    def asked_at_once(self, dimension: int) -> int:
        """Return how many vectors of so many numbers are asked for at a time."""
        return QUERIES

    @abstractmethod
    def contents(self) -> str:
        """Return what is to be found as it was left, apart from the inventory, for all this to be trusted again."""

    @abstractmethod
    def close(self) -> None:
        """Release what is open."""

    @abstractmethod
    def _made(self, name: str, hnsw: dict[str, Any]) -> Any:
        """Return a collection of a name, made if it is not there."""

    def name_of(self, library: str) -> str:
        """Return the name of a library's collection."""
        return f"{self._prefix}{library.encode().hex()}"

    def library_of(self, name: str) -> str | None:
        """Return the library of a collection's name; None if it is not one of these."""
        return bytes.fromhex(name.removeprefix(self._prefix)).decode() if name.startswith(self._prefix) else None

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Have whatever Chroma raises in a block be a VectorsError."""
        try:
            yield
        except VectorsError:
            raise
        except BaseException as error:  # a panic in Chroma's Rust is no Exception
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise self._translation(error) from error
            raise

    def _translation(self, error: BaseException) -> VectorsError:
        return VectorsError(f"Chroma failed: {error}")

    def _nearest(self, library: str, vectors: Sequence[Vectors], limit: int) -> list[list[Near]]:
        with self.translated():
            found = self._collections[library].query(
                query_embeddings=list(vectors), n_results=limit, include=["distances"]
            )
            return [
                sorted(
                    (Near(made, 1.0 - distance) for made, distance in zip(ids, distances, strict=True)),
                    key=lambda near: (-near.similarity, near.passage_id),
                )
                for ids, distances in zip(found["ids"], found["distances"], strict=True)
            ]


def hnsw_for(passages: int) -> dict[str, Any]:
    """Return the index's configuration for a collection that begins with so many passages."""
    return dict(HNSW_OF_MANY if passages > MANY else HNSW)


def _is_among(passage_id: str, nearest: Sequence[Near]) -> bool:
    return bool(nearest) and (nearest[0].similarity > 0.9999 or passage_id in {near.passage_id for near in nearest})
