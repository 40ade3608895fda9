"""Find the processes that have files open, and say what to do. Linux only (/proc); elsewhere none are found."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.condition import FOLDER
from index.ledger import FILE_NAME

PROCESSES = Path("/proc")
EVERYBODY = "newsdesk bot, newsdesk chat and newsdesk index --watch"  # who may have a data directory open
DATABASE_ENDS = (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal")


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


def remedy(home: Path, left: Sequence[Path] = (), *, served: bool = False) -> str:
    """Return what to do about files of a data directory that hold what is to be erased.

    Those that a newsdesk may have open are not to be removed by hand: one in another container is not seen. A ledger
    here while a server has it (`served`) is used by none.
    """
    if served and (superseded := [file for file in left if _is_of_ledger(home, file)]):
        first = (
            f"{FILE_NAME} here is the ledger from before newsdesk migrate: delete it with its -wal and -shm, or move "
            "them out of this directory"
        )
        others = [file for file in left if file not in superseded]
        return f"{first}. {remedy(home, others)}" if others else f"{first}, then run the command again."
    if found := described(holders(home)):
        return f"Stop {found}, then run the command again."
    if not left or any(_is_in_use(home, file) for file in left):
        return f"Stop {EVERYBODY}, wherever they run, then run the command again."
    return "Remove these files if they are not in use (a copy, a damaged ledger set aside), then run it again."


def _is_in_use(home: Path, file: Path) -> bool:
    """Say whether a file is Chroma's, a database or its log."""
    return home / FOLDER in file.parents or (file.parent == home and file.name.endswith(DATABASE_ENDS))


def _is_of_ledger(home: Path, file: Path) -> bool:
    """Say whether a file is a data directory's own ledger or its log."""
    return file.parent == home and file.name in (FILE_NAME, *(FILE_NAME + end for end in ("-wal", "-shm", "-journal")))


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
