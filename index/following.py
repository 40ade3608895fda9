"""Keep Chroma equal to the ledger: lock, change log, dirty mark, rebuild.

Chroma damages its files when it is killed while writing, and two processes damage each other's. So it is opened
by one process at a time, under a lock; a mark in the ledger stands while it is being written; and what may be
damaged is thrown away and made anew from the ledger's vectors.

The library `shared` and every large one has a collection of its own. Small ones are searched exactly and are not in
Chroma at all. Measured (tests/benchmarks/small_and_large.py): the exact search over 2,000 vectors in memory takes a
fifth of the time of a collection of its own, and a tenth of that of small libraries filtered out of a collection that
they share; reading the vectors anew after a change, which Chroma need not, costs more than it saves in larger
libraries.
"""

import threading
from collections.abc import Callable, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.condition import followed_revision
from index.database import BUSY_S
from index.errors import LedgerError, Unreachable, VectorsError
from index.exact import ExactSearch
from index.filling import FEW_PASSAGES, SAMPLES, apply, fill, is_much, pending_since, reconnect
from index.open_chroma import PATIENCE_S, OpenChroma
from index.ownership import LOCK_NAME
from index.progress import Progress, no_progress
from index.served import ServerSite
from index.sites import FolderSite, Site, let_go

if TYPE_CHECKING:
    from index.embeddings import Vectors
    from index.ledger import Ledger, Snapshot
    from index.vectors import Near, ServerAddress

FEW_CHANGES = 100  # articles behind which a command opens Chroma on its way to an answer
LARGE = 2_000  # passages of a library from which on it has a collection of its own


class Follower:
    """Answer nearest-neighbour questions by Chroma where it can be trusted, else by the exact search.

    `probe` tells whether a folder's files are sound, given (data directory, folder). A library has a collection from
    `large` passages on. With a `server` there is no folder.
    """

    def __init__(
        self,
        ledger: "Ledger",
        probe: Callable[[Path, Path], bool],
        *,
        large: int = LARGE,
        server: "ServerAddress | None" = None,
    ) -> None:
        self._ledger = ledger
        self._site: Site = ServerSite(ledger, server) if server else FolderSite(ledger, probe)
        self._large = large
        self._opened = OpenChroma(ledger, self._site)
        self._exact = ExactSearch()
        self._ownership = ledger.claim(LOCK_NAME)
        self._preparing = threading.Lock()

    @property
    def following(self) -> bool:
        """Say whether this process holds Chroma open, and writes to it."""
        return self.reads_chroma and not self._opened.is_anothers

    @property
    def reads_chroma(self) -> bool:
        """Say whether this process answers by Chroma, whoever writes to it."""
        return self._opened.chroma is not None

    @property
    def hears(self) -> bool:
        """Say whether changes are told of: the ledger is on a server."""
        return self._ledger.server is not None

    def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until a change is told of, and say whether one may have been; for one thread of a process."""
        return self._ledger.wait_for_change(timeout_s)

    @property
    def is_served(self) -> bool:
        """Say whether the vectors are on a server, which may lose them by itself."""
        return not self._site.at_once

    @property
    def collections(self) -> frozenset[str]:
        """Return the libraries that this process answers for by Chroma; the others are searched exactly."""
        return self._opened.libraries

    @property
    def behind(self) -> bool:
        """Say whether Chroma has something to take over, or to be rebuilt."""
        with self._ledger.reading() as snapshot:
            followed = followed_revision(snapshot)
            return snapshot.revision > followed or (followed > 0 and not self._site.is_whole(snapshot))

    def prepare(self, progress: Progress = no_progress, *, probing: bool = True, patience_s: float = 0) -> bool:
        """Take the lock, make Chroma equal to the ledger by whatever it takes, and open it.

        Return whether this process now follows; False if another process holds the lock for so long: what that one has
        on a server is read then. Minutes for a rebuild of a large library; the exact search answers meanwhile. Raise
        VectorsError if Chroma cannot be had.
        """
        with self._preparing:
            if not self._ownership.take(patience_s):
                self._opened.read_along()
                return False
            if self._opened.is_anothers:
                with self._opened.guard:
                    self._opened.drop()  # who follows looks into it first
            try:
                self._follow(progress, probing=probing)
            finally:
                if not self.following:  # another process may have more luck
                    self._ownership.give_back()
        return True

    def open_if_clean(self) -> bool:
        """Open Chroma if no other process has it, its files are whole and little changed since; never wait.

        Return whether this process now follows. What cannot be followed is searched exactly.
        """
        with self._preparing, suppress(VectorsError, LedgerError):
            if self.following or not self._is_ready() or not self._ownership.take():
                return self.following
            if not self._is_ready():  # another process had the lock in between, and left it so
                self._ownership.give_back()
                return False
            self._opened.open(at_once=True)
            self._take_over(no_progress, at_once=True)
        return self.following

    def catch_up(self) -> None:
        """Take over what other processes indexed since the last time, if it is not much.

        Milliseconds when nothing changed. What is much, or comes while another process writes, is for `prepare`.
        """
        if self.following and not self._preparing.locked() and self._opened.guard.acquire(timeout=PATIENCE_S):
            try:
                self._catch_up(no_progress, at_once=True)
            except VectorsError as error:
                self._opened.suspect(error)
            except LedgerError:
                pass  # it cannot be written now, which is no reason not to answer from it
            finally:
                self._opened.guard.release()

    def near(
        self, snapshot: "Snapshot", library: str, vector: "Vectors", limit: int, only: Set[str] | None = None
    ) -> list["Near"]:
        """Return the library's passages nearest to a unit vector, nearest first; join them with the snapshot.

        With `only`, the nearest of these passages: they are searched exactly, which a narrow choice makes faster.
        """
        found = self._opened.near(snapshot, library, vector, limit) if only is None else None
        if found is not None:
            return found
        return self._exact.near(snapshot, library, vector, limit, only)

    def close(self) -> None:
        """Close Chroma and give the lock back."""
        with self._preparing, self._opened.guard:  # a rebuild is written under the lock to its end
            self._opened.drop()
            self._ownership.give_back()

    def _follow(self, progress: Progress, *, probing: bool) -> None:
        opening, probing = not self.following, probing and self._site.is_due()
        if opening:
            self._open_or_rebuild(progress, probing=probing)
        try:
            self._take_over(progress, looking=opening and probing)
        except Unreachable:
            raise
        except VectorsError:
            self._open_or_rebuild(progress, probing=probing, failed=True)
            self._take_over(progress)

    def _is_ready(self) -> bool:
        """Say whether Chroma is whole and only a little behind."""
        with self._ledger.reading() as snapshot:
            behind = snapshot.revision - followed_revision(snapshot)
            return behind <= FEW_CHANGES and self._site.is_whole(snapshot)

    def _open_or_rebuild(self, progress: Progress, *, probing: bool, failed: bool = False) -> None:
        if self._site.recover(probing=probing, failed=failed, large=self._large, progress=progress):
            try:
                return self._opened.open()
            except Unreachable:
                raise
            except VectorsError:
                pass  # a rebuild is never wrong
        return self._rebuild(progress)

    def _rebuild(self, progress: Progress) -> None:
        """Throw Chroma away and fill a new folder, or new collections, from the ledger's vectors."""
        self._opened.drop()
        chroma, mark = self._site.begin()
        try:
            self._opened.followed = fill(self._ledger, chroma, mark, self._large, progress)
        except BaseException:  # an interrupted rebuild, too, must not keep the folder open
            let_go(chroma)
            raise
        self._opened.chroma = chroma

    def _take_over(self, progress: Progress, *, looking: bool = False, at_once: bool = False) -> None:
        """Apply the change log, and look for vectors that Chroma lost. Raise VectorsError if Chroma fails."""
        with self._opened.guard:
            try:
                if self._opened.chroma is not None and not at_once:
                    self._site.look_at(self._opened.chroma)
                self._catch_up(progress, at_once=at_once)
                if looking and self._opened.chroma is not None:
                    reconnect(self._ledger, self._opened.chroma, self._opened.followed, SAMPLES)
            except VectorsError as error:
                self._opened.suspect(error)
                raise

    def _catch_up(self, progress: Progress, *, at_once: bool = False) -> None:
        """Apply the change log; `at_once` only if that is soon done, and nobody else is writing.

        Raise VectorsError if Chroma fails; the dirty mark then still stands.
        """
        chroma = self._opened.chroma
        if chroma is None or self._opened.is_anothers or (at_once and not self._site.at_once):
            return
        position = self._ledger, self._opened.followed, chroma.libraries, self._large
        if (at_once and is_much(*position, FEW_PASSAGES)) or (pending := pending_since(*position)) is None:
            return
        if not self._ownership.is_held():
            raise Unreachable("The right to write to Chroma was lost with the ledger's server. Wait until it is back.")
        apply(self._ledger, chroma, pending, progress, PATIENCE_S if at_once else BUSY_S)
        self._exact.take_over(self._opened.followed, pending.revision, pending.changes.keys())
        self._opened.followed = pending.revision
