"""Read every file of a data directory, in a child process, for runs of what was removed.

To close a file takes away the locks that a process holds on it by SQLite: were the ledger read so by a process that has
it open, another one could remove its write-ahead log, with what is committed later.
"""

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.errors import LedgerError
from index.keeping.runs import Digests, standing_in


def files_holding(home: Path, runs: Digests) -> list[Path]:
    """Return the files that hold one of the runs, or cannot be read. Raise LedgerError if they cannot be looked at."""
    wanted = io.BytesIO()
    np.save(wanted, runs)
    command = [sys.executable, "-P", "-m", "index.keeping.scanning", str(home)]
    try:
        done = subprocess.run(command, input=wanted.getvalue(), capture_output=True, check=True)  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError) as error:
        raise LedgerError(
            f"The articles are removed, but the files of {home} could not be looked at: {error}. "
            "Make room in memory, then run the command again."
        ) from error
    return [home / os.fsdecode(bytes.fromhex(name)) for name in json.loads(done.stdout)]


def files(home: Path) -> Iterator[Path]:
    """Yield all files of a folder, in order."""
    for folder, _, names in os.walk(home):
        yield from (Path(folder, name) for name in sorted(names))


def _holds(file: Path, runs: Digests) -> bool:
    """Say whether a file holds one of the runs; one that cannot be read may hold it."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            return stat.S_ISREG(os.fstat(descriptor).st_mode) and standing_in(stream, runs).size > 0
    except FileNotFoundError:  # journals come and go
        return False
    except OSError:
        return not file.is_symlink()


def main(arguments: Sequence[str]) -> None:
    """Print the names of the files, within the folder and in hexadecimal: not every one is text."""
    (home,) = map(Path, arguments)
    runs: Digests = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    found = [file for file in files(home) if _holds(file, runs)]
    print(json.dumps([os.fsencode(file.relative_to(home)).hex() for file in found]))


if __name__ == "__main__":
    main(sys.argv[1:])
