"""Run the real command in a fork of a process that has imported what takes seconds.

A fork has its own environment, files, signals, and exit code, as a process that a shell starts; what the interpreter
reads when it starts (encodings, its own options) it has from the process it came from.
"""

import atexit
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from threading import Lock

TIME_LIMIT_S = 180
STREAMS = ("stdin", "stdout", "stderr")
COVERAGE = "COVERAGE_PROCESS_CONFIG"


class WarmCommand:
    """A process that runs one command at a time, and others that last; it is started at the first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], stdin: str) -> tuple[int, str, str]:
        """Return the exit code, standard output and standard error of `newsdesk` with these arguments."""
        with self._lock, tempfile.TemporaryDirectory() as folder:
            files = {stream: str(Path(folder) / stream) for stream in STREAMS}
            Path(files["stdin"]).write_text(stdin, "utf-8")
            code = self._ask(arguments, environment, files)
            return code, *(Path(files[stream]).read_text("utf-8") for stream in ("stdout", "stderr"))

    def begin(self, arguments: Sequence[str], environment: Mapping[str, str], stderr: str, told: str) -> None:
        """Start `newsdesk` and return; `told` is a file in which its process id comes to stand, then its exit code."""
        with self._lock:
            files = {"stdin": os.devnull, "stdout": os.devnull, "stderr": stderr, "told": told}
            self._ask(arguments, environment, files)

    def _ask(self, arguments: Sequence[str], environment: Mapping[str, str], files: Mapping[str, str]) -> int:
        line = self._line or self._start(environment)
        line.sendall(json.dumps([list(arguments), dict(environment), files]).encode() + b"\n")
        ended = line.recv(100)
        if not ended:
            raise RuntimeError("the process that runs commands has ended")
        return int(ended)

    def _start(self, environment: Mapping[str, str]) -> socket.socket:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(TIME_LIMIT_S)
        quiet = subprocess.DEVNULL
        bare = {name: value for name, value in environment.items() if name != COVERAGE} | {"OMP_NUM_THREADS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            env=bare,
            pass_fds=[theirs.fileno()],
            stdin=quiet,
            stdout=quiet,
        )
        theirs.close()
        atexit.register(self._end)
        return self._line

    def _end(self) -> None:
        if self._line and self._server:
            self._line.close()
            self._server.wait()


def _serve(line: socket.socket) -> None:
    """Fork for each request that comes, and answer with the exit code."""
    from bot.cli import VERBS
    from index.embeddings import SentenceTransformerEmbeddings

    SentenceTransformerEmbeddings().load()
    import_module("chromadb")
    import_module("chromadb_rust_bindings")
    for module, _, _ in VERBS.values():
        import_module(f"bot.commands.{module}")
    import_module("bot.discord.running")
    gc.freeze()
    for request in line.makefile():
        if child := os.fork():
            line.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
        else:
            line.close()
            arguments, environment, files = json.loads(request)
            if told := files.get("told"):
                _leave_to_itself(told)
            _become(arguments, environment, files)
            sys.exit(import_module("bot.cli").main())


def _leave_to_itself(told: str) -> None:
    """Return in a process that nobody waits for but one that tells of it."""
    if os.fork():
        os._exit(0)
    if command := os.fork():
        with Path(told).open("w") as telling:
            print(command, file=telling, flush=True)
            print(os.waitstatus_to_exitcode(os.waitpid(command, 0)[1]), file=telling, flush=True)
        os._exit(0)


def _become(arguments: list[str], environment: dict[str, str], files: dict[str, str]) -> None:
    """Take on what a shell would have given the command."""
    for number, stream in enumerate(STREAMS):
        opened = os.open(files[stream], os.O_RDONLY if stream == "stdin" else os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    # The one there was knows whether one could seek in the old file.
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir("/")
    sys.argv = ["newsdesk", *arguments]
    if COVERAGE in environment:
        import_module("coverage").process_startup()


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
