"""A Chroma server on loopback: the real one, which can be stopped, killed, held still, emptied and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.vectors import ServerAddress

CHROMA = Path(sys.executable).with_name("chroma")
PATIENCE_S = 60.0  # for a start on a busy machine


class ChromaServer:
    """A server with a folder of its own; `url` stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> ServerAddress:
        return ServerAddress.of(self.url)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a command that uses it, and may reach nothing else."""
        return {"NEWSDESK_CHROMA__URL": self.url, "LOOPBACK_PORT": str(self.port)}

    @property
    def command(self) -> list[str]:
        """What runs it in the foreground."""
        return [str(CHROMA), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]

    @property
    def environment(self) -> dict[str, str]:
        """What that is run in."""
        return os.environ | {"ANONYMIZED_TELEMETRY": "False"}

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self.command, stdin=quiet, stdout=quiet, stderr=quiet, env=self.environment)
        give_up = time.monotonic() + PATIENCE_S
        while not self._listens():
            assert self._process.poll() is None, "the server ended"
            assert time.monotonic() < give_up, "the server does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as its operator does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a lack of memory does."""
        self._end(signal.SIGKILL)

    def empty(self) -> None:
        """Lose all that it held, and start again."""
        self.kill()
        shutil.rmtree(self.folder)
        self.start()

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Have it take connections and say nothing for the length of a block."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait()

    def _listens(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


@contextmanager
def running(folder: Path) -> Iterator[ChromaServer]:
    """Run a server for the length of a block."""
    server = ChromaServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
