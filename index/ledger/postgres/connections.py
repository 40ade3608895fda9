"""The ledger's database on a server: what is particular in opening it."""

import time
from collections.abc import Callable, Container, Generator, Iterator, Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path

from index.database.postgres import NOT_ITS_OWN, Busy, Listener, PostgresConnections, Session, described, refused
from index.errors import LedgerError, LedgerMissing, LedgerRefused
from index.ledger.address import LedgerAddress
from index.ledger.format import SCHEMA_VERSION, too_new
from index.ledger.postgres import copying
from index.ledger.postgres.claims import ServerClaim
from index.ledger.postgres.soundness import KINDS
from index.ledger.postgres.tokens import query
from index.ledger.postgres.turns import turns
from index.ledger.soundness import faults
from index.ledger.tables import TABLES
from index.progress import Progress, no_progress

OLDEST = 150_000  # of the server: PostgreSQL 15
FORMAT = "format"  # fact: the number of the tables' format
_MADE = (
    "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
    "WHERE relname = 'facts' AND nspname = 'newsdesk'"
)
_ANOTHERS = (
    "SELECT 1 FROM pg_class, pg_database WHERE relnamespace = to_regnamespace('newsdesk') AND relkind = 'r' "
    "AND datname = current_database() AND NOT pg_has_role(relowner, 'USAGE') AND NOT pg_has_role(datdba, 'USAGE') "
    "LIMIT 1"
)


class LedgerOnServer(PostgresConnections):
    """Connections to the ledger. Raise LedgerError if it cannot be used."""

    def __init__(self, address: LedgerAddress, *, making: bool = True) -> None:
        """Connect, and make what is missing; without `making`, raise LedgerError if anything is."""
        self._address = address
        self._making = making
        self._listener = Listener(address.parameters)
        super().__init__(address.parameters)

    @staticmethod
    def expression(asked: str) -> str:
        """Return an expression of FTS5 as a tsquery."""
        return query(asked)

    def is_current(self, session: Session) -> bool:
        """Say whether nothing is to be made. Raise LedgerError if this newsdesk cannot read what is there."""
        version = session.raw.info.server_version
        if version < OLDEST:
            raise LedgerError(
                f"The server of {self._address.url} is PostgreSQL {version // 10_000}, and 15 is needed. Name another."
            )
        encoding = session.raw.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise LedgerError(
                f"The database {self._address.url} is of the encoding {encoding}, which does not hold every text. "
                "Make another (CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0) and name it in "
                "NEWSDESK_LEDGER__URL."
            )
        held = format_of(session)
        if held > SCHEMA_VERSION:
            raise too_new(held)
        if not (held or self._making):
            raise LedgerMissing(f"There is no ledger at {self._address.url}. Index something: newsdesk index FOLDER")
        return held == SCHEMA_VERSION

    def bring_up(self, session: Session) -> None:
        """Create the tables that the database lacks; the caller holds a transaction."""
        if not format_of(session):  # another process may have been faster
            session.raw.execute("CREATE SCHEMA IF NOT EXISTS newsdesk")
            session.raw.execute(files(__package__).joinpath("schema.sql").read_text(), prepare=False)
            session.execute("INSERT INTO facts (name, value) VALUES (?, ?)", (FORMAT, str(SCHEMA_VERSION)))

    def described(self) -> str:
        """Return what the server is, and how much the ledger takes there."""
        with self.reading() as session:
            (size,) = session.execute(
                "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c "
                "WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace('newsdesk')"
            ).fetchone() or (0,)
            version = session.raw.info.server_version // 10_000
        return f"{self._address.url}, PostgreSQL {version}, {size // 1_000_000} MB, format {SCHEMA_VERSION}"

    def faults(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what is wrong with the tables, by kinds, at most a few of each."""
        with self.reading() as session:
            for kind in KINDS:
                yield kind, faults(session, kind, KINDS)

    def compact(self, patience_s: float) -> bool:
        """Rewrite the tables, so that nothing removed is left in them. Return False if somebody reads all the while."""
        with self.using() as session:
            if session.raw.execute(_ANOTHERS).fetchone():  # VACUUM would pass them over, and say so to nobody
                raise LedgerError(f"The ledger at {self._address.url} cannot be rewritten: {NOT_ITS_OWN}.")
            session.raw.execute(f"SET lock_timeout = {max(1, round(patience_s * 1000))}")
            if not _others_ended(session, patience_s):
                return False
            try:
                for table in ("words", *(table.name for table in TABLES)):
                    session.raw.execute(f"VACUUM (FULL) {table}")
            except Busy:
                return False
        return True

    def values(self) -> Iterator[bytes]:
        """Yield every text and every vector that the ledger holds."""
        with self.reading() as session:
            for table in TABLES:
                for value in chain.from_iterable(session.streamed(table.query)):
                    if isinstance(value, str | bytes):
                        yield value if isinstance(value, bytes) else value.encode()

    def copy_out(self, file: Path, progress: Progress = no_progress) -> None:
        """Write what the ledger holds into a new file, which is a ledger of SQLite's."""
        with self.reading() as session:
            session.raw.execute("SET LOCAL statement_timeout = 0")
            copying.copy_out(session, file, progress)

    def copy_in(self, file: Path, progress: Progress, permit: Callable[[], None]) -> None:
        """Put a file's ledger in the place of all that is held, all or nothing; `permit` raises if that may not be."""
        with self.writing() as session:
            permit()  # within: whoever has the right now writes after this
            copying.copy_in(session, file, progress)

    def take_over(self, file: Path, since: int, facts: Mapping[str, str], permit: Callable[[], None]) -> None:
        """Make the ledger hold what a copy of it in a file holds, all or nothing."""
        with self.writing() as session:
            permit()
            copying.take_over(session, file, since, facts, no_progress)

    def claim(self, name: str, *, shared: bool) -> ServerClaim:
        """Return the right to something that one process of all machines does at a time, or all who share it."""
        return ServerClaim(self._address.parameters, name, self.failure, shared=shared)

    def turns(
        self, library: str, sources: Mapping[str, float], unread: Container[str]
    ) -> Generator[list[str], None, None]:
        """Yield sources that are this process's to read, one at a time; see turns.py."""
        with self.using() as session:
            for source in turns(session, library, sources, unread):
                yield [source]

    def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until a revision is told of, and say whether one may have been."""
        return self._listener.wait(timeout_s, time.sleep)

    def close(self) -> None:
        """Close all connections."""
        self._listener.close()
        super().close()

    def failure(self, error: Exception) -> LedgerError:
        """Return the LedgerError that stands for an error of the server or of the system."""
        kind = LedgerRefused if refused(error) else LedgerError
        return kind(f"The ledger at {self._address.url} cannot be used: {described(error)}")


def format_of(session: Session) -> int:
    """Return the number of the tables' format, 0 if there are none.

    Whether there are is read from the catalogue itself: what to_regclass says may be remembered from before another
    process made them. The table is named with its schema: what may not be seen is told as forbidden, not as lacking.
    """
    if session.raw.execute(_MADE).fetchone() is None:
        return 0
    row = session.execute("SELECT value FROM newsdesk.facts WHERE name = ?", (FORMAT,)).fetchone()
    return int(row[0]) if row else 0


def _others_ended(session: Session, patience_s: float) -> bool:
    """Wait for the transactions that began before: what they may still see is not cleared away."""
    give_up = time.monotonic() + patience_s
    (moment,) = session.raw.execute("SELECT now()").fetchone() or (None,)
    while session.raw.execute(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND xact_start < %s AND coalesce(backend_xmin, backend_xid) IS NOT NULL LIMIT 1",
        (moment,),
    ).fetchone():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.05)
    return True
