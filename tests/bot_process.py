"""The real `newsdesk bot` as a process, connected to a played Discord."""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from conftest import ROOT, bare_environment
from forked_process import ForkedProcess, forked_process
from loopback_discord import TOKEN, LoopbackDiscord

ENDS_WITHIN_S = 10.0
READY_WITHIN_S = 60.0


@dataclass
class BotProcess:
    """A running bot, what it logged, and how it is."""

    process: Process | ForkedProcess
    lines: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        return "".join(self.lines)

    @property
    def memory_mib(self) -> float:
        """Return how much memory it has at the moment."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1_024

    async def has_chroma(self) -> None:
        """Wait until it has loaded Chroma and opened it, which it does beside answering."""
        maps, opened = Path(f"/proc/{self.process.pid}/maps"), Path(f"/proc/{self.process.pid}/fd")
        async with asyncio.timeout(READY_WITHIN_S):
            while "chromadb" not in maps.read_text() or not any(
                "chroma.sqlite3" in str(fd.readlink()) for fd in opened.iterdir()
            ):
                await asyncio.sleep(0.2)

    async def read_log(self) -> None:
        while line := await self.process.stderr.readline():
            self.lines.append(line.decode())

    async def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal, and return the exit code and how long it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), ENDS_WITHIN_S), time.monotonic() - began


@asynccontextmanager
async def bot_process(
    played: LoopbackDiscord, home: Path, *, anew: bool = False, **environment: str
) -> AsyncIterator[BotProcess]:
    """Start the bot with the environment that a person would give it; it is killed if it outlives the block.

    With `anew`, its interpreter is started too, which takes seconds.
    """
    given = {
        **{"DISCORD_TOKEN": TOKEN, "LOOPBACK_PORT": str(played.port)},
        **{"NEWSDESK_DISCORD__API_URL": played.api_url, "NEWSDESK_DISCORD__GATEWAY_URL": played.gateway_url},
    }
    begun = _started if anew else forked_process
    async with begun(["bot"], bare_environment(home, **(given | environment))) as process:
        bot = BotProcess(process)
        reading = asyncio.create_task(bot.read_log())
        try:
            yield bot
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            await reading


@asynccontextmanager
async def _started(arguments: list[str], environment: dict[str, str]) -> AsyncIterator[Process]:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    yield await asyncio.create_subprocess_exec(*command, env=environment, cwd=ROOT, stderr=PIPE)
