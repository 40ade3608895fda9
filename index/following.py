"""Keep Chroma equal to the ledger: lock, change log, dirty mark, rebuild.

Chroma damages its files when it is killed while writing, and two processes damage each other's. So it is opened
by one process at a time, under a lock; a mark in the ledger stands while it is being written; and what may be
damaged is thrown away and made anew from the ledger's vectors.
"""

import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import LedgerError, VectorsError
from index.exact import ExactSearch
from index.progress import Progress, no_progress
from index.vectors import sizes_in

if TYPE_CHECKING:
    from index.embeddings import Vectors
    from index.ledger import Ledger, Snapshot
    from index.vectors import ChromaVectors, Near

LOCK_NAME = "chroma.lock"
FOLDER = "chroma"
PATIENCE_S = 0.25  # a question waits this long for Chroma, then searches exactly
FEW_CHANGES = 100  # articles that a command takes over on its way to an answer; more would be a wait
# Facts noted in the ledger.
GENERATION = "chroma_generation"  # the folder in use; a rebuild makes a new one
FOLLOWED = "chroma_revision"  # Chroma holds what the ledger held at this revision
DIRTY = "chroma_dirty"  # "1" while Chroma is being written
SIZES = "chroma_sizes"  # of its files, when it was last written


class Follower:
    """Answer nearest-neighbour questions by Chroma where it can be trusted, else by the exact search.

    `probe` tells whether a folder's files are sound, given (data directory, folder).
    """

    def __init__(self, ledger: "Ledger", probe: Callable[[Path, Path], bool]) -> None:
        self._ledger = ledger
        self._probe = probe
        self._exact = ExactSearch()
        self._lock = FileLock(ledger.home / LOCK_NAME, mode=0o600, thread_local=False)
        self._preparing = threading.Lock()
        self._guard = threading.Lock()  # held while Chroma is used
        self._chroma: ChromaVectors | None = None
        self._followed = -1

    @property
    def following(self) -> bool:
        """Say whether this process holds Chroma open."""
        return self._chroma is not None

    @property
    def behind(self) -> bool:
        """Say whether Chroma has something to take over, or to be rebuilt."""
        with self._ledger.reading() as snapshot:
            followed = int(snapshot.fact(FOLLOWED) or 0)
            return snapshot.revision > followed or (followed > 0 and not self._clean(snapshot))

    def prepare(self, progress: Progress = no_progress, *, probing: bool = True) -> bool:
        """Take the lock, make Chroma equal to the ledger by whatever it takes, and open it.

        Return whether this process now follows; False if another process holds the lock. Minutes for a rebuild of
        a large library; the exact search answers meanwhile. Raise VectorsError if Chroma cannot be had at all.
        """
        with self._preparing:
            if not self._take_lock():
                return False
            if self._chroma is None:
                self._open_or_rebuild(progress, probing=probing)
            try:
                self._take_over(progress)
            except VectorsError:
                self._rebuild(progress)
                self._take_over(progress)
        return True

    def open_if_clean(self) -> bool:
        """Open Chroma if no other process has it, nothing points to damage and little changed since; never wait.

        Return whether this process now follows.
        """
        with self._preparing:
            if self.following:
                return True
            if not self._is_ready() or not self._take_lock():
                return False
            if not self._is_ready():  # another process had the lock in between, and left it so
                self._lock.release()
                return False
            with suppress(VectorsError, LedgerError):  # what cannot be followed is searched exactly
                self._open()
                self._take_over(no_progress)
        return self.following

    def catch_up(self) -> None:
        """Take over what other processes indexed since the last time. Milliseconds when nothing changed."""
        if self.following and self._guard.acquire(timeout=PATIENCE_S):
            try:
                self._catch_up(no_progress)
            except VectorsError:
                self._suspect()
            except LedgerError:
                pass  # it cannot be written now, which is no reason not to answer from it
            finally:
                self._guard.release()

    def near(self, snapshot: "Snapshot", library: str, vector: "Vectors", limit: int) -> list["Near"]:
        """Return the library's passages nearest to a unit vector, nearest first; join them with the snapshot."""
        if self.following and self._guard.acquire(timeout=PATIENCE_S):
            try:
                if self._chroma is not None and self._followed >= snapshot.revision:
                    return self._chroma.near(library, vector, limit)
            except VectorsError:
                self._drop()  # the next patient start probes, and rebuilds
            finally:
                self._guard.release()
        return self._exact.near(snapshot, library, vector, limit)

    def close(self) -> None:
        """Close Chroma and give the lock back."""
        with self._preparing, self._guard:  # a rebuild is written under the lock to its end
            self._drop()
            self._lock.release()

    def _take_lock(self) -> bool:
        try:
            if not self._lock.is_locked:
                self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            raise LedgerError(
                f"The data directory {self._ledger.home} cannot be used: {error}. "
                "Make it writable, or name another one in NEWSDESK_HOME."
            ) from error
        return True

    def _clean(self, snapshot: "Snapshot") -> bool:
        """Say whether the last process left Chroma whole."""
        sizes = sizes_in(_folder(self._ledger.home, snapshot))
        return snapshot.fact(DIRTY) == "0" and snapshot.fact(SIZES) == sizes != ""

    def _is_ready(self) -> bool:
        """Say whether Chroma is whole and only a little behind."""
        with self._ledger.reading() as snapshot:
            behind = snapshot.revision - int(snapshot.fact(FOLLOWED) or 0)
            return behind <= FEW_CHANGES and self._clean(snapshot)

    def _open_or_rebuild(self, progress: Progress, *, probing: bool) -> None:
        with self._ledger.reading() as snapshot:
            clean, folder = self._clean(snapshot), _folder(self._ledger.home, snapshot)
        if clean and (not probing or self._probe(self._ledger.home, folder)):
            try:
                return self._open()
            except VectorsError:
                pass  # a rebuild is never wrong
        return self._rebuild(progress)

    def _open(self) -> None:
        from index.vectors import ChromaVectors

        with self._ledger.reading() as snapshot:
            folder, followed = _folder(self._ledger.home, snapshot), snapshot.fact(FOLLOWED)
        self._followed = int(followed or 0)
        try:
            self._chroma = ChromaVectors(folder)
        except VectorsError:
            self._suspect()
            raise

    def _rebuild(self, progress: Progress) -> None:
        """Fill a new folder from the ledger's vectors. What changes meanwhile is in the change log."""
        from index.vectors import ChromaVectors

        with self._ledger.writing() as transaction:
            transaction.set_fact(GENERATION, token_hex(8))
            transaction.set_fact(DIRTY, "1")
        with self._ledger.reading() as snapshot:
            folder, revision = _folder(self._ledger.home, snapshot), snapshot.revision
            libraries = snapshot.library_names()
        _sweep(self._ledger.home, keep=folder)
        chroma = ChromaVectors(folder)
        try:
            for library in libraries:
                with self._ledger.reading() as snapshot:
                    ids, vectors = snapshot.vectors(library)
                chroma.put({(library, made): vector for made, vector in zip(ids, vectors, strict=True)}, progress)
            chroma.settle()
            self._note_followed(revision)
        except BaseException:  # an interrupted rebuild, too, must not keep the folder open
            _let_go(chroma)
            raise
        self._chroma = chroma

    def _take_over(self, progress: Progress) -> None:
        """Apply the change log. Raise VectorsError if Chroma fails; it is then used no more."""
        with self._guard:
            try:
                self._catch_up(progress)
            except VectorsError:
                self._suspect()
                raise

    def _catch_up(self, progress: Progress) -> None:
        """Apply the change log. Raise VectorsError if Chroma fails; the dirty mark then still stands."""
        with self._ledger.reading() as snapshot:
            revision = snapshot.revision
            changed = snapshot.changed_since(self._followed) if revision > self._followed else {}
        if self._chroma is None or revision <= self._followed:
            return
        with self._ledger.writing() as transaction:
            transaction.set_fact(DIRTY, "1")
        self._chroma.remove([key for key, vector in changed.items() if vector is None])
        self._chroma.put({key: vector for key, vector in changed.items() if vector is not None}, progress)
        self._chroma.settle()
        self._note_followed(revision)

    def _note_followed(self, revision: int) -> None:
        with self._ledger.writing() as transaction:
            transaction.set_fact(DIRTY, "0")
            transaction.set_fact(SIZES, sizes_in(_folder(self._ledger.home, transaction)))
            transaction.set_fact(FOLLOWED, str(revision))
            transaction.forget_changes(revision)
        self._followed = revision

    def _suspect(self) -> None:
        """Stop using Chroma and have the next patient start rebuild it."""
        self._drop()
        # If the ledger cannot be written: where Chroma was being written, the mark stands already.
        with suppress(LedgerError), self._ledger.writing() as transaction:
            transaction.set_fact(DIRTY, "1")

    def _drop(self) -> None:
        """Close Chroma, whatever state it is in: its files and memory are not kept by a client that nobody uses."""
        chroma, self._chroma = self._chroma, None
        if chroma is not None:
            _let_go(chroma)


def _folder(home: Path, snapshot: "Snapshot") -> Path:
    return home / FOLDER / (snapshot.fact(GENERATION) or "none")


def _let_go(chroma: "ChromaVectors") -> None:
    with suppress(VectorsError):
        chroma.close()


def _sweep(home: Path, keep: Path) -> None:
    """Remove the folders of earlier generations."""
    (home / FOLDER).mkdir(mode=0o700, exist_ok=True)
    for old in sorted((home / FOLDER).iterdir()):
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)
