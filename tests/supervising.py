"""A supervisor: whatever ends is started again, as Compose's `restart: unless-stopped` does it."""

import asyncio
import os
import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE_S, LONGEST_PAUSE_S, LIVED_S = 0.1, 3.0, 10.0  # Docker's own pauses, that of a minute made shorter
A_PERSON_IS_NEEDED = 2  # the exit code by which newsdesk says so


@dataclass(slots=True)
class Life:
    """One process from its start to its end."""

    began: float
    ended: float | None = None
    code: int | None = None
    killed: bool = False


@dataclass
class Supervised:
    """A command that is to run for good; `user` is who runs it, if it is somebody else."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    user: str | None = None
    lives: list[Life] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None
    _keeping: asyncio.Task[None] | None = None

    @property
    def kills(self) -> list[Life]:
        """Return the lives that a kill ended."""
        return [life for life in self.lives if life.killed]

    @property
    def ended_by_itself(self) -> list[Life]:
        """Return the lives that ended otherwise."""
        return [life for life in self.lives if life.ended is not None and not life.killed]

    @property
    def wanted_a_hand(self) -> bool:
        """Say whether a life ended with the word that a person must mend something."""
        return any(life.code == A_PERSON_IS_NEEDED for life in self.ended_by_itself)

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def keep(self) -> None:
        """Start it, and again whenever it ends."""
        self._keeping = asyncio.create_task(self._keep())

    def kill(self) -> bool:
        """Kill it and all that it started, as the end of a container does; False if it does not run just now."""
        if self._process is None or not self.runs:
            return False
        self.lives[-1].killed = True
        for number in [self._process.pid, *_descendants(self._process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return True

    async def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it, and start it no more."""
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        if self._process is not None and self.runs:
            if how is signal.SIGKILL:
                self.kill()
            else:
                self._process.send_signal(how)
            self.lives[-1].code = await self._process.wait()
            self.lives[-1].ended = time.monotonic()

    def last_words(self, most: int = 2_000) -> str:
        return self.log.read_bytes()[-most:].decode(errors="replace")

    async def _keep(self) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            life = Life(time.monotonic())
            self.lives.append(life)
            with self.log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *map(str, self.command),
                    env=dict(self.environment),
                    cwd="/",
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **_of_user(self.user),
                )
            life.code = await self._process.wait()
            life.ended = time.monotonic()
            pause_s = FIRST_PAUSE_S if life.ended - life.began > LIVED_S else min(2 * pause_s, LONGEST_PAUSE_S)
            await asyncio.sleep(pause_s)


def _of_user(user: str | None) -> dict[str, object]:
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def _descendants(number: int) -> list[int]:
    """Return the processes that a process started, and those that these did."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{number}/task").iterdir():
            children = [int(child) for child in (task / "children").read_text().split()]
            found += [each for child in children for each in (child, *_descendants(child))]
    return found
