"""The vector index: Chroma, which holds ids and vectors and no text; a collection for each library.

It can always be thrown away and made anew from the ledger; errors of any kind become VectorsError.
"""

import os
import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embeddings import Vectors
from index.errors import VectorsError

SHARED = "shared"
DATABASE = "chroma.sqlite3"  # Chroma's own file; a folder without it holds nothing
PREFIX = "library-"  # of a collection's name; the library's follows in hexadecimal, so that any name is legal
BATCH = 1_000
CHUNK = 1 << 20  # bytes read at a time
HNSW = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,  # recall@10 of 20,000 real passages: .993 (tests/measure_libraries.py)
    "max_neighbors": 16,
    # Every write goes into the index files, whose contents are noted. By default the newest thousand vectors would stay
    # in Chroma's database, where damage to them shows only as worse answers.
    "sync_threshold": 2,
}


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector; `similarity` is the cosine."""

    passage_id: str
    similarity: float


class ChromaVectors:
    """An open Chroma directory. Only the process that holds the lock may open it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _translated():
            os.environ["ANONYMIZED_TELEMETRY"] = "False"
            import chromadb
            from chromadb.config import Settings

            # Typed Any: chromadb's own annotations leave out close() and refuse float32 arrays, which it documents.
            self._client: Any = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            names = [found.name for found in self._client.list_collections()]
            self._collections = {_library_of(name): self._collection(name) for name in names if _is_ours(name)}

    @property
    def libraries(self) -> frozenset[str]:
        """Return the libraries that have a collection."""
        return frozenset(self._collections)

    def put(
        self, library: str, ids: Sequence[str], vectors: Sequence[Vectors] | Vectors, progress: Callable[[int], None]
    ) -> None:
        """Add or replace a library's vectors by passage id; `progress` is told how many were written each time."""
        with _translated():
            if library not in self._collections:
                self._collections[library] = self._collection(_collection_name(library))
            for first in range(0, len(ids), BATCH):
                some = list(ids[first : first + BATCH])
                self._collections[library].upsert(ids=some, embeddings=list(vectors[first : first + BATCH]))
                progress(len(some))

    def remove(self, library: str, ids: Sequence[str]) -> None:
        """Remove a library's passages; those that are not there are passed over."""
        with _translated():
            for first in range(0, len(ids), BATCH):
                self._collections[library].delete(ids=list(ids[first : first + BATCH]))

    def near(self, library: str, vector: Vectors, limit: int) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id."""
        with _translated():
            found = self._collections[library].query(query_embeddings=[vector], n_results=limit, include=["distances"])
            distances = (found["distances"] or [[]])[0]
            hits = [Near(made, 1.0 - distance) for made, distance in zip(found["ids"][0], distances, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.passage_id))

    def finds(self, library: str, passage_id: str, vector: Vectors) -> bool:
        """Say whether a passage is found by its own vector: itself, or one equal to it (passages with the same words).

        Chroma's index loses the way to one vector in a hundred or a thousand as it is changed, with nothing damaged;
        to put it again makes a new way.
        """
        nearest = self.near(library, vector, 3)
        return bool(nearest) and (nearest[0].similarity > 0.9999 or passage_id in {near.passage_id for near in nearest})

    def some_of(self, library: str, limit: int) -> list[str]:
        """Return so many of the library's passage ids at most, a different run of them each time."""
        with _translated():
            collection = self._collections[library]
            first = random.randrange(max(1, collection.count() - limit + 1))  # noqa: S311 - no secret
            return list(collection.get(limit=limit, offset=first, include=[])["ids"])

    def inventory(self) -> str:
        """Return the libraries that are held with the number of their passages, by Chroma's own count."""
        with _translated():
            return " ".join(f"{library}={self._collections[library].count()}" for library in sorted(self._collections))

    def keys(self) -> set[tuple[str, str]]:
        """Return every (library, passage id) that is held."""
        with _translated():
            return {
                (library, made)
                for library, collection in self._collections.items()
                for made in collection.get(include=[])["ids"]
            }

    def settle(self) -> None:
        """Have Chroma take everything written into its index now, so that a later question writes nothing.

        Its files are then on the disk, not on their way to it: they outlive a power cut.
        """
        with _translated():
            for collection in self._collections.values():
                newest = collection.get(limit=1, include=["embeddings"])["embeddings"]
                if newest is not None and len(newest):
                    collection.query(query_embeddings=[newest[0]], n_results=1, include=[])
            _flush_to_disk(self._folder)

    def close(self) -> None:
        """Release the directory."""
        with _translated():
            self._client.close()

    def _collection(self, name: str) -> Any:
        # No embedding function: Chroma would load a model of its own.
        return self._client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": HNSW})


def contents_of(folder: Path) -> str:
    """Return names, sizes and CRC-32 of the index files in a Chroma directory, "" if it holds nothing.

    They change only when Chroma is written. It trusts these files: one that was damaged makes it find less, or kills
    the interpreter. Its database is left out: opening changes it, and SQLite notices by itself what is not sound.
    """
    try:
        if not (folder / DATABASE).is_file():
            return ""
        return " ".join([DATABASE, *(_content_of(folder, file) for file in sorted(folder.glob("*/*")))])
    except OSError:
        return ""


def _content_of(folder: Path, file: Path) -> str:
    checksum = size = 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
    return f"{file.relative_to(folder)}={size}:{checksum:08x}"


def _collection_name(library: str) -> str:
    return f"{PREFIX}{library.encode().hex()}"


def _library_of(name: str) -> str:
    return bytes.fromhex(name.removeprefix(PREFIX)).decode()


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX)


def _flush_to_disk(folder: Path) -> None:
    posix = os.name == "posix"  # elsewhere folders cannot be opened, and files must be open for writing
    for path in [folder, *folder.rglob("*")]:
        if posix or path.is_file():
            with suppress(FileNotFoundError):  # SQLite's journal comes and goes
                descriptor = os.open(path, os.O_RDONLY if posix else os.O_RDWR)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BaseException as error:  # a panic in Chroma's Rust is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise VectorsError(f"Chroma failed: {error}") from error
        raise
