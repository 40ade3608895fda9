"""Find the processes that have files open. Linux only (/proc); elsewhere none are found."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a file open."""

    pid: int
    command: str


def holders(place: Path) -> tuple[Holder, ...]:
    """Return the other processes that have a file, or one in a folder, open; those closed to us are passed over."""
    wanted = str(place.resolve())
    found = []
    for process in sorted(PROCESSES.glob("[0-9]*"), key=lambda path: int(path.name)):
        if int(process.name) != os.getpid() and any(
            opened == wanted or opened.startswith(wanted + os.sep) for opened in _opened_by(process)
        ):
            found.append(Holder(int(process.name), _command(process)))
    return tuple(found)


def described(found: Iterable[Holder]) -> str:
    """Return the processes as words, "" if there are none."""
    return ", ".join(f"{holder.command} (process {holder.pid})" for holder in found)


def _opened_by(process: Path) -> list[str]:
    opened = []
    with suppress(OSError):  # it ended, or is another user's
        for descriptor in (process / "fd").iterdir():
            with suppress(OSError):
                opened.append(str(descriptor.readlink()))
    return opened


def _command(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip() or "a process"
    except OSError:
        return "a process"
