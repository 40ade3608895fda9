"""Where Chroma holds the vectors: in a folder of the data directory, whose files may be damaged."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.condition import (
    FOLDER,
    begin_folder,
    discard_others,
    doubt,
    folder_in_use,
    is_whole,
)
from index.errors import LedgerError, VectorsError
from index.ledger import Ledger, Snapshot
from index.progress import Progress

if TYPE_CHECKING:
    from index.filling import Changes
    from index.vectors import Collections

DOUBT_S = 0.25  # how long another process may write the ledger before a doubt is not noted


class Site(Protocol):
    """What a follower needs to know of where the vectors are. It holds the lock when it asks, but for `is_whole`."""

    at_once: bool  # whether a question may write there on its way

    def is_whole(self, snapshot: Snapshot) -> bool:
        """Say whether, by what is noted and lies in the data directory, nothing was lost there."""

    def is_filled(self, snapshot: Snapshot) -> bool:
        """Say whether others than who holds the lock may read what was made there."""

    def open(self, generation: str, noted: str | None, *, at_once: bool) -> "Collections":
        """Open what was made there; `at_once`, or not at all.

        Raise VectorsError if it cannot be had, or its inventory is not what was noted.
        """

    def recover(self, *, probing: bool, failed: bool, large: int, progress: Progress) -> bool:
        """Say whether what is there can be trusted, or has been made so; else it is to be made anew.

        `failed`: it was used, and failed. Raise VectorsError if it is not to be had now, whatever is done.
        """

    def is_due(self) -> bool:
        """Say whether what is there is to be looked into, if there is time for that."""

    def begin(self) -> tuple["Collections", str]:
        """Begin anew, and return what is to be filled, with its mark. Raise VectorsError if that cannot be."""

    def look_at(self, chroma: "Collections") -> None:
        """Raise VectorsError if what is open there has changed by itself."""

    def changes(self, snapshot: Snapshot, library: str, followed: int) -> "Changes | None":
        """Return what a question is to lay over what it finds there; None if it cannot be answered from there."""

    def doubt(self) -> None:
        """Note that what is there is not to be trusted as it is."""


class FolderSite:
    """A folder of the data directory. `probe` tells whether its files are sound."""

    at_once = True

    def __init__(self, ledger: Ledger, probe: Callable[[Path, Path], bool]) -> None:
        self._ledger = ledger
        self._probe = probe

    def is_whole(self, snapshot: Snapshot) -> bool:
        """Say whether the files are byte for byte what the last process left, and it had done with writing."""
        return is_whole(self._ledger.home, snapshot)

    def is_filled(self, snapshot: Snapshot) -> bool:
        """Say no: two processes damage each other's files."""
        return False

    def open(self, generation: str, noted: str | None, *, at_once: bool) -> "Collections":
        """Open a folder."""
        from index.vectors import ChromaVectors

        return holding(noted, ChromaVectors(self._ledger.home / FOLDER / generation))

    def recover(self, *, probing: bool, failed: bool, large: int, progress: Progress) -> bool:
        """Say whether the folder is whole and, if that is looked at, sound."""
        with self._ledger.reading() as snapshot:
            whole, folder = is_whole(self._ledger.home, snapshot), folder_in_use(self._ledger.home, snapshot)
        return whole and not failed and (not probing or self._probe(self._ledger.home, folder))

    def is_due(self) -> bool:
        """Return True: what became of the files cannot be told by what is noted."""
        return True

    def begin(self) -> tuple["Collections", str]:
        """Throw the folder away and begin a new one."""
        from index.vectors import ChromaVectors

        with self._ledger.writing() as transaction:
            mark = begin_folder(transaction)
            folder = folder_in_use(self._ledger.home, transaction)
        discard_others(self._ledger.home, keep=folder)
        return ChromaVectors(folder), mark

    def look_at(self, chroma: "Collections") -> None:
        """Pass: only this process writes there."""

    def changes(self, snapshot: Snapshot, library: str, followed: int) -> "Changes | None":
        """Return nothing: a question takes changes over itself, or they are many."""
        return None

    def doubt(self) -> None:
        """Have the folder made anew."""
        with suppress(LedgerError):  # where Chroma was being written, the mark stands already
            doubt(self._ledger, DOUBT_S)


def holding(noted: str | None, chroma: "Collections") -> "Collections":
    """Return an open Chroma that has this inventory; else close it and raise VectorsError."""
    try:
        chroma.require(noted)
    except VectorsError:
        let_go(chroma)
        raise
    return chroma


def let_go(chroma: "Collections") -> None:
    """Close Chroma, whatever state it is in."""
    with suppress(VectorsError):
        chroma.close()
