"""The vector index: Chroma, which holds ids and vectors and no text.

It can always be thrown away and made anew from the ledger; errors of any kind become VectorsError.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embeddings import Vectors
from index.errors import VectorsError
from index.progress import Progress, no_progress

SHARED = "shared"
DATABASE = "chroma.sqlite3"  # Chroma's own file; a folder without it holds nothing
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
        self._folder = folder
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
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": HNSW},
        )


def sizes_in(folder: Path) -> str:
    """Return names and sizes of the index files in a Chroma directory, "" if it holds nothing.

    They change only when Chroma is written. It reads a file that was cut short without complaint, and may find
    less or crash.
    """
    try:
        held = (folder / DATABASE).is_file()
        files = sorted(folder.glob("*/*")) if held else []
        return " ".join([DATABASE, *(f"{file.name}={file.stat().st_size}" for file in files)]) if held else ""
    except OSError:
        return ""


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
