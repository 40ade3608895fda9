"""A PostgreSQL server on loopback, in a throw-away folder of its own: it can be killed and started again."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg
import pytest

from index import Ledger, LedgerAddress
from index.ledger.format import SCHEMA_VERSION
from index.ledger.tables import TABLES

PATIENCE_S = 60.0  # for a start on a busy machine
OWNER = "newsdesk"
PASSWORD = "as-chosen-for-tests"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": 60,
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "fsync": "on",
    "jit": "off",
}
MISSING = "PostgreSQL is not installed (apt-get install postgresql)"


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


class PostgresServer:
    """A server with a folder of its own; its address stays the same when it is started again."""

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            pytest.skip(MISSING)
        self._programs = found
        self._folder = Path(tempfile.mkdtemp(prefix="newsdesk-postgres-"))
        self._folder.chmod(0o755)  # reached by another user than root
        self._data = self._folder / "data"
        self._databases = count(1)
        self._emptied = ""
        self._run("install", "-d", "-m", "700", self._data, as_owner=False)
        if os.getuid() == 0:
            shutil.chown(self._data, "postgres")
            shutil.chown(self._folder, "postgres")
        secret = self._folder / "secret"
        secret.write_text(PASSWORD)
        made = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256", "--no-sync")
        self._run(self._programs / "initdb", "-D", self._data, "-U", OWNER, f"--pwfile={secret}", *made)
        secret.unlink()
        self.port = 0

    @property
    def _settings(self) -> dict[str, object]:
        return SETTINGS | {"port": self.port, "unix_socket_directories": self._folder}

    @property
    def process(self) -> int:
        """Return the number of its first process."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, with its password."""
        return f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    @property
    def command(self) -> list[str]:
        """What runs it in the foreground, once it has been started."""
        options = [f"--{name}={value}" for name, value in self._settings.items()]
        return [str(self._programs / "postgres"), "-D", str(self._data), *options]

    @property
    def user(self) -> str | None:
        """Who is to run that: PostgreSQL refuses root."""
        return "postgres" if os.getuid() == 0 else None

    def start(self) -> None:
        """Start it and wait until it takes connections, at a port that is free at the first time."""
        give_up = time.monotonic() + PATIENCE_S
        while not self._started():
            assert time.monotonic() < give_up, f"the server does not start: {(self._folder / 'log').read_text()}"

    def stop(self) -> None:
        """End it as its operator does: who is connected is thrown out."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a lack of memory does, with all that belongs to it: who is connected hears of it at once."""
        first = self.process
        followers = [int(number) for number in Path(f"/proc/{first}/task/{first}/children").read_text().split()]
        self._end(signal.SIGKILL)
        for follower in followers:  # they would look for their first process now and then
            with suppress(ProcessLookupError):
                os.kill(follower, signal.SIGKILL)
            _wait_for_end_of(follower)

    def fresh_database(self) -> str:
        """Make a database and return its address."""
        self._start_again_if_dead()
        name = f"newsdesk_{next(self._databases)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def emptied_database(self) -> str:
        """Return the address of a database with an empty ledger: one for all tests, of 300 files each otherwise."""
        self._start_again_if_dead()
        if not self._emptied:
            self._emptied = self.fresh_database()
            Ledger(self._folder / "home", LedgerAddress.of(self._emptied)).close()
        with psycopg.connect(self._emptied, autocommit=True) as connection:
            tables = ", ".join(f"newsdesk.{table.name}" for table in TABLES)
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            connection.execute("INSERT INTO newsdesk.facts VALUES ('format', %s)", (str(SCHEMA_VERSION),))
        return self._emptied

    def files(self, database: str) -> list[Path]:
        """Return the files that hold a database's tables, all of it written."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            number = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", (database,)).fetchone()
        return [file for file in (self._data / "base" / str(number[0])).iterdir() if file.is_file()]

    def discard(self) -> None:
        """End it, and remove its folder."""
        if self.port and (self._data / "postmaster.pid").exists():
            self._end(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start_again_if_dead(self) -> None:
        # A test that failed while it was dead fails alone.
        if not (self._data / "postmaster.pid").exists() or " Z " in _status(self.process):
            self.start()

    def _started(self) -> bool:
        if not self.port:  # ports of the system's own choice lie above
            self.port = random.SystemRandom().randrange(20_000, 32_000)
            if self._control("start", check=False) == 0:
                return True
            self.port = 0
            return False
        # What a killed one left may still hold its memory for a moment.
        return self._control("start", check=False) == 0

    def _end(self, how: signal.Signals) -> None:
        first = self.process
        with suppress(ProcessLookupError):  # somebody else has killed it
            os.kill(first, how)
        _wait_for_end_of(first)

    def _control(self, verb: str, *more: str, check: bool = True) -> int:
        options = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        starting = ("-o", options, "-l", self._folder / "log", "-t", str(round(PATIENCE_S))) if verb == "start" else ()
        return self._run(self._programs / "pg_ctl", verb, "-D", self._data, "-w", *starting, *more, check=check)

    def _run(self, *command: str | Path, as_owner: bool = True, check: bool = True) -> int:
        owner = ("runuser", "-u", "postgres", "--") if as_owner and os.getuid() == 0 else ()
        quiet = subprocess.DEVNULL  # a pipe would stay open for as long as the server runs
        done = subprocess.run(
            [*owner, *command], cwd="/", stdin=quiet, stdout=quiet, stderr=quiet, check=check, timeout=2 * PATIENCE_S
        )
        return done.returncode


def _wait_for_end_of(process: int) -> None:
    while " Z " not in _status(process):  # pg_ctl would wait for whoever is to take note of its end
        time.sleep(0.01)


def _status(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return " Z "


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Run a server for the length of a block. Skip the test where PostgreSQL is not installed."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.discard()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for all tests of a process."""
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    """The address of a database of the test's own."""
    return postgres.fresh_database()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def open_ledger(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Ledger]]:
    """What opens the ledger of a data directory, in a file of it or on a server."""
    address = None
    if request.param == "PostgreSQL":
        address = LedgerAddress.of(request.getfixturevalue("postgres").emptied_database())
    opened: list[Ledger] = []

    def opening(home: Path) -> Ledger:
        opened.append(Ledger(home, address))
        return opened[-1]

    yield opening
    for ledger in opened:
        ledger.close()
