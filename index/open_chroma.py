"""What a process has open of Chroma: what it writes itself, or what another process writes on a server."""

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from index.condition import GENERATION, INVENTORY, followed_revision
from index.errors import Unreachable, VectorsError
from index.exact import with_changes
from index.sites import Site, let_go

if TYPE_CHECKING:
    from index.embeddings import Vectors
    from index.ledger import Ledger, Snapshot
    from index.vectors import Collections, Near

PATIENCE_S = 0.25  # a question waits this long for Chroma, then searches exactly
PATIENCE_SERVED_S = 0.1  # where who follows may wait long for a server, and a question makes several searches


class OpenChroma:
    """Chroma as this process has it open, if it has, and the revision of the ledger that it is equal to.

    `guard` is held by who uses it, and by who calls what does not take it itself.
    """

    def __init__(self, ledger: "Ledger", site: Site) -> None:
        self._ledger = ledger
        self._site = site
        self.guard = threading.Lock()
        self.chroma: Collections | None = None
        self.followed = -1
        self._alongside: tuple[str, str | None] | None = None  # the generation and inventory of another's

    @property
    def is_anothers(self) -> bool:
        """Say whether another process writes to what is open."""
        return self._alongside is not None

    @property
    def libraries(self) -> frozenset[str]:
        """Return the libraries that have a collection there."""
        chroma = self.chroma  # another thread may close it meanwhile
        return chroma.libraries if chroma is not None else frozenset()

    def near(self, snapshot: "Snapshot", library: str, vector: "Vectors", limit: int) -> "list[Near] | None":
        """Return the library's passages nearest to a unit vector, as of the snapshot, taking the guard.

        None if that is not to be had from here, or not soon.
        """
        followed = self.followed
        if library not in self.libraries:
            return None
        changes = {} if followed >= snapshot.revision else self._site.changes(snapshot, library, followed)
        if changes is None or not self.guard.acquire(timeout=PATIENCE_S if self._site.at_once else PATIENCE_SERVED_S):
            return None
        try:
            if self.chroma is not None and self.followed >= followed:  # still
                found = self.chroma.near(library, vector, limit + len(changes))
                return with_changes(found, changes, vector, limit) if changes else found
        except VectorsError:
            self.drop()  # the next patient start probes, and rebuilds
        finally:
            self.guard.release()
        return None

    def open(self, *, at_once: bool = False) -> None:
        """Open what the ledger has noted. Raise VectorsError, and suspect it, if it cannot be had."""
        with self._ledger.reading() as snapshot:
            generation, noted = snapshot.fact(GENERATION) or "none", snapshot.fact(INVENTORY)
            self.followed = followed_revision(snapshot)
        try:
            self.chroma = self._site.open(generation, noted, at_once=at_once)
        except VectorsError as error:
            self.suspect(error)
            raise

    def read_along(self) -> None:
        """Read on a server what another process keeps equal to the ledger, taking the guard.

        What that one has yet to do is compared.
        """
        with self._ledger.reading() as snapshot:
            place = snapshot.fact(GENERATION) or "none", snapshot.fact(INVENTORY)
            followed, filled = followed_revision(snapshot), self._site.is_filled(snapshot)
        with self.guard, suppress(VectorsError):
            if place != self._alongside or not filled:
                self.drop()
            if filled and self.chroma is None:
                self.chroma = self._site.open(*place, at_once=True)
                self._alongside = place
            self.followed = followed

    def suspect(self, error: VectorsError) -> None:
        """Stop using Chroma and have the next patient start look into it, unless it is just away."""
        self.drop()
        if not isinstance(error, Unreachable):
            self._site.doubt()

    def drop(self) -> None:
        """Close Chroma, whatever state it is in: its files and memory are not kept by a client that nobody uses."""
        chroma, self.chroma, self._alongside = self.chroma, None, None
        if chroma is not None:
            let_go(chroma)
