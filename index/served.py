"""A Chroma server as the place of the vectors: no files to look at, but ids to compare, and it may be away."""

from contextlib import suppress
from typing import TYPE_CHECKING

from index.condition import (
    GENERATION,
    INVENTORY,
    LEDGER_MARK,
    WRITING,
    begin_served,
    discard_folders,
    doubt,
    is_marked,
    is_served,
    is_to_be_compared,
    is_to_be_made_anew,
)
from index.errors import LedgerError, Unreachable, VectorsError
from index.filling import FEW_PASSAGES, Changes
from index.ledger import Ledger, Snapshot
from index.mending import finds_its_own, is_as_noted, mend
from index.progress import Progress
from index.sites import DOUBT_S, holding, let_go
from index.vectors import ServedVectors, ServerAddress, opened_within, within

if TYPE_CHECKING:
    from index.vectors import Collections

LOOK_S = 2.0  # how long who follows waits while questions do
OPEN_S = 0.5  # how long a question waits for a server to be opened
NONE = "none"  # stands for what no ledger has noted yet


class ServerSite:
    """Collections on a server, named by a mark of the ledger and a generation.

    What is missing or too much there is mended by ids. A question never writes there: it compares itself with what
    changed since.
    """

    at_once = False

    def __init__(self, ledger: Ledger, address: ServerAddress) -> None:
        self._ledger = ledger
        self._address = address

    def is_whole(self, snapshot: Snapshot) -> bool:
        """Say whether this server is the one that was filled, and nobody was writing to it when its process ended."""
        return is_served(snapshot, self._address.url) and not is_marked(snapshot)

    def is_filled(self, snapshot: Snapshot) -> bool:
        """Say whether this server is the one that was filled: others may read it while it is written to."""
        return is_served(snapshot, self._address.url) and not is_to_be_made_anew(snapshot)

    def open(self, generation: str, noted: str | None, *, at_once: bool) -> "Collections":
        """Open a generation; `at_once`: in the time that a question has."""
        if at_once:
            return opened_within(OPEN_S, self._address, self._mark(), generation, noted)
        return holding(noted, self._opened(generation))

    def recover(self, *, probing: bool, failed: bool, large: int, progress: Progress) -> bool:
        """Mend what is on the server by ids. It is to be made anew if another one was filled, or it is damaged.

        One that takes nothing in is not: new collections would fare no better, and each leaves its files behind.
        """
        with self._ledger.reading() as snapshot:
            generation = snapshot.fact(GENERATION)
            if not is_served(snapshot, self._address.url) or is_to_be_made_anew(snapshot) or not generation:
                return False
        chroma = self._opened(generation)
        try:
            return self._is_mended(chroma, looking=probing or failed, large=large, progress=progress)
        finally:
            let_go(chroma)

    def is_due(self) -> bool:
        """Say whether it is time to compare the ids, once a day: counts and marks are looked at each time."""
        with self._ledger.reading() as snapshot:
            return is_to_be_compared(snapshot)

    def begin(self) -> tuple["Collections", str]:
        """Begin new collections; the old ones are dropped when these are filled. Folders of ours are removed."""
        self._drop_all_but_last()
        with self._ledger.writing() as transaction:
            mark = begin_served(transaction, self._address.url)
            generation = transaction.fact(GENERATION) or NONE
        discard_folders(self._ledger.home)
        return self._opened(generation), mark

    def look_at(self, chroma: "Collections") -> None:
        """Raise VectorsError if the server was emptied, has lost something, or does not answer soon: questions wait."""
        with self._ledger.reading() as snapshot:
            noted = snapshot.fact(INVENTORY)
        with chroma.translated():
            within(LOOK_S, lambda: chroma.require(noted))

    def changes(self, snapshot: Snapshot, library: str, followed: int) -> "Changes | None":
        """Return what changed in a library since, if that is not much."""
        if is_to_be_made_anew(snapshot) or snapshot.change_counts(followed).get(library, 0) > FEW_PASSAGES:
            return None
        return {made: vector for (of, made), vector in snapshot.changed_since(followed).items() if of == library}

    def doubt(self) -> None:
        """Have what is there compared with the ledger."""
        with suppress(LedgerError):
            doubt(self._ledger, DOUBT_S, WRITING)

    def _is_mended(self, chroma: ServedVectors, *, looking: bool, large: int, progress: Progress) -> bool:
        """Mend it; False if it is damaged. Raise VectorsError if it is not, and yet cannot be mended."""
        refusal: VectorsError | None = None
        try:
            if looking or not is_as_noted(self._ledger, chroma):
                mend(self._ledger, chroma, large, progress)
        except Unreachable:
            raise
        except VectorsError as error:
            with self._ledger.reading() as snapshot:
                if is_to_be_made_anew(snapshot):  # since just now
                    return False
            refusal = error
        try:
            sound = not (looking or refusal) or finds_its_own(self._ledger, chroma)
        except Unreachable:
            raise
        except VectorsError:
            return False
        if sound and refusal:
            raise VectorsError(f"{refusal} It takes nothing in: look at its log and its disk.") from refusal
        return sound

    def _drop_all_but_last(self) -> None:
        """Drop what rebuilds that failed have left. Raise Unreachable, before anything is noted, if that cannot be."""
        with self._ledger.reading() as snapshot:
            generation = snapshot.fact(GENERATION) or NONE
        last = self._opened(generation)
        try:
            last.drop_others()
        finally:
            let_go(last)

    def _opened(self, generation: str) -> ServedVectors:
        return ServedVectors(self._address, self._mark(), generation)

    def _mark(self) -> str:
        with self._ledger.reading() as snapshot:
            return snapshot.fact(LEDGER_MARK) or NONE
