"""The ledger: the one true record of articles, passages, vectors and what changed (SQLite, or PostgreSQL)."""

from collections.abc import Container, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.database import BUSY_S
from index.errors import LedgerError
from index.ledger import words
from index.ledger.address import LedgerAddress
from index.ledger.claims import Claim
from index.ledger.connections import LedgerConnections
from index.ledger.counting import Remembered
from index.ledger.dialect import WordIndex
from index.ledger.origins import SourceState
from index.ledger.rows import DocumentState, Known, StoredPassage
from index.ledger.servers import on_server
from index.ledger.snapshot import Freshness, Snapshot
from index.ledger.transaction import Transaction
from index.progress import Progress, no_progress

if TYPE_CHECKING:
    from index.ledger.postgres import LedgerOnServer

FILE_NAME = "newsdesk.sqlite"
READ_BY_ANOTHER = "Another process is reading the ledger. Stop it"
READ_ON_SERVER = (  # any program's there: what one may still see is not cleared away
    "A transaction that began before is still open in the ledger's database. Stop newsdesk's other processes on every "
    "machine, or end what else pg_stat_activity shows there"
)

__all__ = [
    "FILE_NAME",
    "Claim",
    "DocumentState",
    "Freshness",
    "Known",
    "Ledger",
    "LedgerAddress",
    "LedgerBusy",
    "Snapshot",
    "SourceState",
    "StoredPassage",
    "Transaction",
]


class LedgerBusy(LedgerError):  # noqa: N818 - the name says what happened
    """Say that another process keeps the ledger from being rewritten."""


class Ledger:
    """What a data directory's ledger holds: in a file of it, or in a database on a PostgreSQL server.

    The data directory is there in both cases: what is one machine's alone is in it. Raise LedgerError if the ledger
    cannot be used.
    """

    def __init__(self, home: Path, server: LedgerAddress | None = None, *, making: bool = True) -> None:
        """Open the ledger; `making` what is missing on a server, else LedgerError is raised."""
        self.home = home
        self.server = server
        self._remembered = Remembered()
        self._rights: list[Claim] = []
        self._words: WordIndex = words
        self._connections: LedgerConnections | LedgerOnServer
        if server is None:
            self._connections = LedgerConnections(home / FILE_NAME)
        else:
            self._connections, self._words = on_server(home, server, making=making)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give an unchanging view; it is released at the end of the block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection, self._remembered, self._words)

    @contextmanager
    def writing(self, patience_s: float = BUSY_S) -> Iterator[Transaction]:
        """Give a transaction; it is committed at the end of the block, or undone by an exception.

        Raise LedgerError if another process writes for so long, or a right was lost that is being relied on.
        """
        with self._connections.writing(patience_s) as connection:
            self._require_rights()  # within: whoever has it now writes after this
            yield Transaction(connection, word_index=self._words)

    def compact(self, patience_s: float = 0) -> None:
        """Rewrite the ledger without what was removed. Raise LedgerBusy if another process reads for so long."""
        if not self._connections.compact(patience_s):
            raise LedgerBusy(f"{READ_ON_SERVER if self.server else READ_BY_ANOTHER}, then run the command again.")

    def values(self) -> Iterator[bytes]:
        """Yield every text and every vector that the ledger holds."""
        yield from self._connections.values()

    def copy_out(self, file: Path, progress: Progress = no_progress) -> None:
        """Write what the ledger holds now into a new file. Raise LedgerError if that cannot be written."""
        self._connections.copy_out(file, progress)

    def copy_in(self, file: Path, progress: Progress = no_progress) -> None:
        """Put a sound copy in the place of all that the ledger holds, all or nothing."""
        self._connections.copy_in(file, progress, self._require_rights)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str]) -> None:
        """Make the ledger hold what a changed copy of it holds, and these facts, all or nothing.

        Raise LedgerError if the ledger is not at the revision `since` any more, at which the copy was made.
        """
        self._connections.take_over(file, since, facts, self._require_rights)

    def examined(self) -> tuple[str, dict[str, list[str]]]:
        """Return what a server and the ledger on it are, and by kinds what is wrong with it."""
        assert not isinstance(self._connections, LedgerConnections)  # noqa: S101 - a file is examined without opening
        return self._connections.described(), dict(self._connections.faults())

    @property
    def takes_several(self) -> bool:
        """Say whether several indexers may be at work at once, each on sources of its own."""
        return self.server is not None

    def claim(self, name: str, *, shared: bool = False) -> Claim:
        """Return the right to something that one process does at a time, of all that use this ledger.

        On a server those who ask for it `shared` have it together.
        """
        return self._connections.claim(name, shared=shared)

    @contextmanager
    def relying_on(self, claim: Claim) -> Iterator[None]:
        """Write only while a right that was taken still stands, for the length of a block; then give it back.

        On a server it is lost with its connection, and what another process did meanwhile must not be undone.
        """
        self._rights.append(claim)
        try:
            yield
        finally:
            self._rights.remove(claim)
            claim.give_back()

    def turns(
        self, library: str, sources: Mapping[str, float], unread: Container[str]
    ) -> Generator[list[str], None, None]:
        """Yield sources that are this process's to read, until the next ones are asked for; it may wait for others.

        They are mapped to for how many seconds one is left alone that an indexer has looked at: in a file's ledger,
        where one indexer is at work at a time, all are yielded together. What this process notes in `unread` before it
        asks for the next is left to others.
        """
        return self._connections.turns(library, sources, unread)

    def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until another revision is committed, by any process, and say whether one may have been.

        For one thread of a process. On a server a change is told of at once, in a file it is looked for.
        """
        return self._connections.wait_for_change(timeout_s)

    @property
    def beyond_reach(self) -> str:
        """Return where what is erased may still stand, out of newsdesk's reach; "" for a file."""
        if self.server is None:
            return ""
        return (
            "The server's write-ahead log, its archives and base backups, and replicas that are behind may hold the "
            "words still, until its operator lets them expire; newsdesk cannot reach them. Bots with other data "
            "directories take back the answers that show them within a minute, or when they are started; lines typed "
            "in chats stay there."
        )

    def _require_rights(self) -> None:
        if not all(claim.is_held() for claim in self._rights):
            raise LedgerError(
                "The connection to the ledger's server was lost, and with it the right to write there alone. "
                "Nothing more is written; run the command again."
            )

    @staticmethod
    def is_in(home: Path) -> bool:
        """Say whether a data directory has a ledger of its own."""
        return (home / FILE_NAME).exists()

    def close(self) -> None:
        """Close the file, or the connections."""
        self._connections.close()
