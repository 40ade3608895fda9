"""Two `newsdesk index --watch` on one ledger that goes away: what changed meanwhile is taken in once."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from conftest import NEWSDESK, bare_environment
from embedding_endpoint import PlayedEndpoint, endpoint
from patience import wait_until
from postgres import PostgresServer, postgres

from index import Ledger, LedgerAddress

__all__ = ["postgres"]
pytestmark = pytest.mark.enable_socket  # on loopback
SAID_WITHIN_S = 90.0


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    with running(tmp_path / "chroma") as server:
        yield server


@contextmanager
def watch(home: Path, folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Watch a folder in a process of its own; it is killed if it outlives the block."""
    command = [NEWSDESK, "index", str(folder), "--watch"]
    given = bare_environment(home, **environment)
    with subprocess.Popen(command, env=given, cwd="/", stderr=subprocess.PIPE, text=True) as started:
        try:
            assert started.stderr is not None
            assert any("Watching" in line for line in started.stderr)
            yield started
        finally:
            started.kill()


def test_what_changed_while_the_ledger_was_away_is_taken_in_once_by_those_who_are_left(
    postgres: PostgresServer, chroma: ChromaServer, tmp_path: Path
) -> None:
    url, folder = postgres.fresh_database(), tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell in the east, the mayor said.")
    with ExitStack() as stack:
        played = stack.enter_context(endpoint(PlayedEndpoint()))
        environment = {
            **{"NEWSDESK_LEDGER__URL": url, "NEWSDESK_CHROMA__URL": chroma.url, "NEWSDESK_EMBEDDING__URL": played.url},
            "LOOPBACK_PORT": f"{played.port},{chroma.port},{postgres.port}",
        }
        one, other = (stack.enter_context(watch(tmp_path / name, folder, environment)) for name in ("one", "other"))
        postgres.stop()
        (folder / "b.txt").write_text("Snow fell in the west, the mayor said.")
        assert other.stderr is not None
        assert "cannot be used" in other.stderr.readline()
        one.kill()
        postgres.start()
        ledger = Ledger(tmp_path / "third", LedgerAddress.of(url))
        stack.callback(ledger.close)

        def held() -> list[str]:
            with ledger.reading() as snapshot:
                return [known.id for known in snapshot.known("shared")]

        wait_until(lambda: len(held()) == 2, SAID_WITHIN_S)
        time.sleep(0.5)
        assert (other.poll(), len(held())) == (None, 2)
