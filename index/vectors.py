"""The vector index: Chroma, which holds ids and vectors and no text.

It can always be thrown away and made anew from the ledger; errors of any kind become VectorsError.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embeddings import Vectors
from index.errors import VectorsError
from index.progress import Progress, no_progress

SHARED = "shared"
OTHERS = "libraries"  # one collection for all small libraries: a collection of its own costs 2.9 MB and 4 files each
BATCH = 1_000
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 16}


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector; `similarity` is the cosine."""

    passage_id: str
    similarity: float


class ChromaVectors:
    """An open Chroma directory. Only the process that holds the lock may open it."""

    def __init__(self, folder: Path) -> None:
        with _translated():
            os.environ["ANONYMIZED_TELEMETRY"] = "False"
            import chromadb
            from chromadb.config import Settings

            # Typed Any: chromadb's own annotations leave out close() and refuse float32 arrays, which it documents.
            self._client: Any = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._collections = {name: self._collection(name) for name in (SHARED, OTHERS)}

    def put(self, vectors: Mapping[tuple[str, str], Vectors], progress: Progress = no_progress) -> None:
        """Add or replace the vectors of (library, passage id)."""
        done = 0
        with _translated():
            for name, keys in _by_collection(vectors):
                for some in _batches(keys):
                    self._collections[name].upsert(
                        ids=[_chroma_id(*key) for key in some],
                        embeddings=[vectors[key] for key in some],
                        metadatas=[{"library": library} for library, _ in some],
                    )
                    done += len(some)
                    progress(done, len(vectors))

    def remove(self, keys: Sequence[tuple[str, str]]) -> None:
        """Remove (library, passage id); those that are not there are passed over."""
        with _translated():
            for name, some_keys in _by_collection(keys):
                for some in _batches(some_keys):
                    self._collections[name].delete(ids=[_chroma_id(*key) for key in some])

    def near(self, library: str, vector: Vectors, limit: int) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id."""
        name = _collection_name(library)
        with _translated():
            found = self._collections[name].query(
                query_embeddings=[vector],
                n_results=limit,
                where=None if name == SHARED else {"library": library},
                include=["distances"],
            )
            distances = (found["distances"] or [[]])[0]
            hits = [
                Near(_passage_id(chroma_id), 1.0 - distance)
                for chroma_id, distance in zip(found["ids"][0], distances, strict=True)
            ]
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.passage_id))

    def keys(self) -> set[tuple[str, str]]:
        """Return every (library, passage id) that is held."""
        with _translated():
            return {
                _key(found) for collection in self._collections.values() for found in collection.get(include=[])["ids"]
            }

    def settle(self) -> None:
        """Have Chroma take everything written into its index now, so that a later question writes nothing."""
        with _translated():
            for collection in self._collections.values():
                newest = collection.get(limit=1, include=["embeddings"])["embeddings"]
                if newest is not None and len(newest):
                    collection.query(query_embeddings=[newest[0]], n_results=1, include=[])

    def close(self) -> None:
        """Release the directory."""
        with _translated():
            self._client.close()

    def _collection(self, name: str) -> Any:
        # No embedding function: Chroma would load a model of its own.
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": HNSW},
        )


def _collection_name(library: str) -> str:
    return SHARED if library == SHARED else OTHERS


def _by_collection(
    keys: Mapping[tuple[str, str], Vectors] | Sequence[tuple[str, str]],
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for name in (SHARED, OTHERS):
        chosen = [key for key in keys if _collection_name(key[0]) == name]
        if chosen:
            yield name, chosen


def _batches(keys: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))


def _chroma_id(library: str, passage_id: str) -> str:
    return f"{library}/{passage_id}"  # passage ids are hexadecimal, so the last slash parts the two


def _key(chroma_id: str) -> tuple[str, str]:
    library, _, passage_id = chroma_id.rpartition("/")
    return library, passage_id


def _passage_id(chroma_id: str) -> str:
    return _key(chroma_id)[1]


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise VectorsError(f"Chroma failed: {error}") from error
