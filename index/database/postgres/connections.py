"""Connect to a PostgreSQL server: time limits, transactions, and connections that were lost."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import psycopg
from psycopg.pq import TransactionStatus

from index.database.connections import BUSY_S
from index.database.postgres.causes import OF_THE_SERVER
from index.database.postgres.session import Raw, Session, named_rows

CONNECT_S = 5  # for each address of a server
STATEMENT_S = 120  # of any statement; copying and rewriting all take what they take
SILENT_S = 20  # after which the other side counts as gone, on both sides
SCHEMA = "newsdesk"  # in which the tables are: a database may hold others' beside them
CLAIMS = 0x6E657773  # begins the numbers of our advisory locks
WRITER = 0  # the lock that whoever writes holds; those of names are their hashes

READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITE = (  # the lock is waited for in a transaction that has seen nothing yet
    "BEGIN; SET LOCAL lock_timeout = {patience}; SELECT pg_advisory_xact_lock({claims}, {writer}); "
    "SET LOCAL lock_timeout = 0"
)
_OPTIONS = {
    "search_path": SCHEMA,
    "statement_timeout": STATEMENT_S * 1000,
    "idle_in_transaction_session_timeout": 600_000,
    "plan_cache_mode": "force_custom_plan",  # how many rows a word has differs by thousands
    "jit": "off",
    "synchronous_commit": "on",  # what is acknowledged survives a power cut
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 2,
    "tcp_user_timeout": SILENT_S * 1000,
}
Target = Callable[[], Mapping[str, str]]  # what libpq is told of the server, looked up anew each time


def connected(target: Target) -> Raw:
    """Return a new connection, which commits each statement by itself. Raise psycopg.Error."""
    try:
        told = target()
    except (OSError, UnicodeError) as error:  # its name is not known
        raise psycopg.OperationalError(str(error)) from error
    return psycopg.connect(
        autocommit=True,
        row_factory=named_rows,
        application_name="newsdesk",
        client_encoding="UTF8",
        connect_timeout=CONNECT_S,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=2,
        tcp_user_timeout=SILENT_S * 1000,
        options=" ".join(f"-c {name}={value}" for name, value in _OPTIONS.items()),
        **told,  # type: ignore[arg-type]
    )


class PostgresConnections(ABC):
    """Hand out connections for the length of a transaction; those that are done are kept for the next one.

    Its heir says how tables are made, how the word index is asked, and which error stands for those of the server.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._guard = threading.Lock()
        self._idle: list[Raw] = []
        self._closed = False
        try:
            with self.reading() as session:
                current = self.is_current(session)
            if not current:
                with self.writing() as session:
                    self.bring_up(session)
        except BaseException:
            self.close()
            raise

    @abstractmethod
    def is_current(self, session: Session) -> bool:
        """Say whether nothing is to be brought up. Raise the owner's failure if the tables cannot be read."""

    @abstractmethod
    def failure(self, error: Exception) -> Exception:
        """Return the error that stands for one of the server or of the system, saying what to do next."""

    @abstractmethod
    def bring_up(self, session: Session) -> None:
        """Create the tables that the database lacks; the caller holds a transaction."""

    @staticmethod
    @abstractmethod
    def expression(asked: str) -> str:
        """Return what the word index is asked in PostgreSQL's form."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a connection whose reads all see the same state."""
        with self._transaction(READ) as session:
            yield session

    @contextmanager
    def writing(self, patience_s: float = BUSY_S) -> Iterator[Session]:
        """Give a connection whose writes happen together or not at all; at the end of the block they are safe."""
        patience = max(1, round(patience_s * 1000))  # 0 would be for ever
        with self._transaction(_WRITE.format(patience=patience, claims=CLAIMS, writer=WRITER)) as session:
            yield session

    @contextmanager
    def using(self) -> Iterator[Session]:
        """Give a connection of its own, outside of a transaction and without a time limit."""
        with self._translated():
            raw = connected(self._target)
            try:
                raw.execute("SET statement_timeout = 0")
                yield Session(raw, self.expression)
            finally:
                raw.close()

    def close(self) -> None:
        """Close the connections that are not in use, and the others when they are done."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for raw in idle:
            raw.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Session]:
        with self._translated():
            raw = self._begun(begin)
            try:
                yield Session(raw, self.expression)
                _run(raw, "COMMIT")
            except BaseException:  # whatever ends the block undoes it, Ctrl-C included
                with suppress(psycopg.Error):
                    _run(raw, "ROLLBACK")
                raise
            finally:
                self._give_back(raw)

    def _begun(self, begin: str) -> Raw:
        """Return a connection with a transaction begun; what was lost meanwhile is opened anew."""
        while kept := self._kept():
            try:
                _run(kept, begin)
                return kept
            except psycopg.OperationalError:
                if not kept.closed:  # it answers: another one writes, or it takes too long
                    _run(kept, "ROLLBACK")
                    self._give_back(kept)
                    raise
        fresh = connected(self._target)
        try:
            _run(fresh, begin)
        except BaseException:
            fresh.close()
            raise
        return fresh

    def _kept(self) -> Raw | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _give_back(self, raw: Raw) -> None:
        with self._guard:
            if not (self._closed or raw.closed) and raw.info.transaction_status is TransactionStatus.IDLE:
                self._idle.append(raw)
                return
        raw.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise the owner's failure for the server's; what else fails in a caller's block is the caller's."""
        try:
            yield
        except OF_THE_SERVER as error:
            raise self.failure(error) from error


def _run(raw: Raw, statements: str) -> None:
    raw.execute(statements, prepare=False)  # several cannot be prepared together
