"""A command that lasts, in a fork of the process that has imported what takes seconds; it is used as asyncio's own."""

import asyncio
import os
import signal
import tempfile
from asyncio import StreamReader, StreamReaderProtocol
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from conftest import WARM


class ForkedProcess:
    """A running command: its id, what it logs, and how it ended."""

    def __init__(self, pid: int, stderr: StreamReader, told: StreamReader) -> None:
        self.pid = pid
        self.stderr = stderr
        self._ended = asyncio.create_task(told.read())

    @property
    def returncode(self) -> int | None:
        return int(self._ended.result()) if self._ended.done() else None

    async def wait(self) -> int:
        return int(await asyncio.shield(self._ended))

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@asynccontextmanager
async def forked_process(arguments: list[str], environment: Mapping[str, str]) -> AsyncIterator[ForkedProcess]:
    """Start a command; it is to have ended when the block does."""
    with tempfile.TemporaryDirectory() as folder:
        pipes = [str(Path(folder) / name) for name in ("stderr", "told")]
        stderr, told = [await _reading(pipe) for pipe in pipes]
        await asyncio.to_thread(WARM.begin, arguments, environment, *pipes)
        yield ForkedProcess(int(await told.readline()), stderr, told)


async def _reading(pipe: str) -> StreamReader:
    """Make a named pipe, and read what comes to be written into it."""
    os.mkfifo(pipe)
    reader = StreamReader()
    file = os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: StreamReaderProtocol(reader), file)
    return reader
