"""Chroma in a folder of ours, and what can be told of its files."""

import math
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from index.embeddings import Vectors
from index.vectors.collections import BATCH, Collections, hnsw_for

DATABASE = "chroma.sqlite3"  # Chroma's own file; a folder without it holds nothing
PREFIX = "library-"
CHUNK = 1 << 20  # bytes read at a time
# Every write goes into the index files, whose contents are noted. By default the newest thousand vectors would stay in
# Chroma's database, where damage to them shows only as worse answers.
AT_ONCE = 2
# A library that is written whole goes into them some twenty times. Of a million vectors, each thousand more takes 1.7 s
# of processor and writes 58 MB if they go in at once, 1.1 s and 2 MB if not.
WRITINGS = 20


class ChromaVectors(Collections):
    """An open Chroma directory. Only the process that holds the lock may open it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(PREFIX)
        self._folder = folder
        with self.translated():
            os.environ["ANONYMIZED_TELEMETRY"] = "False"
            import chromadb
            from chromadb.config import Settings

            # Typed Any: chromadb's own annotations leave out close().
            self._opened: Callable[[], Any] = lambda: chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._open()

    def put_whole(self, library: str, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None]) -> None:
        """Add all vectors of a library that has no collection yet, writing its index files only now and then."""
        writings = min(WRITINGS, math.ceil(len(ids) / BATCH))
        ends = [len(ids) * done // writings for done in range(writings + 1)]
        with self.translated():
            seldom = {"sync_threshold": max(AT_ONCE, len(ids) // writings)}
            self._collections[library] = self._made(self.name_of(library), hnsw_for(len(ids)) | seldom)
            for first, end in pairwise(ends):
                self.put(library, ids[first:end], vectors[first:end], progress)
            self._collections[library].modify(configuration={"hnsw": {"sync_threshold": AT_ONCE}})
            self._client.close()  # what is open goes by what was said when it was opened
            self._open()

    def contents(self) -> str:
        """Return names, sizes and checksums of the index files."""
        return contents_of(self._folder)

    def settle(self, mark: str) -> None:
        """Have Chroma take everything written into its index now, so that a later question writes nothing.

        Its files are then on the disk, not on their way to it: they outlive a power cut.
        """
        super().settle(mark)
        with self.translated():
            _flush_to_disk(self._folder)

    def close(self) -> None:
        """Release the directory."""
        with self.translated():
            self._client.close()

    def _open(self) -> None:
        # Typed Any: chromadb's own annotations leave out close().
        self._client: Any = self._opened()
        for name in [found.name for found in self._client.list_collections()]:
            if (library := self.library_of(name)) is not None:
                self._collections[library] = self._client.get_collection(name, embedding_function=None)

    def _made(self, name: str, hnsw: dict[str, Any]) -> Any:
        # No embedding function: Chroma would load a model of its own.
        return self._client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"sync_threshold": AT_ONCE} | hnsw}
        )


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
