"""Tell whether Chroma's files are sound, in a child process: damaged ones can kill the interpreter that opens them."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

from index.condition import INVENTORY, followed_revision
from index.errors import IndexingError
from index.filling import SAMPLES
from index.ledger import Ledger
from index.vectors import ChromaVectors

# What Chroma lost the way to, undamaged, is put again (filling.reconnect); of some 20,000 vectors, up to 17 had been.
LOST = 0.01  # of the samples; more is damage
TIME_LIMIT_S = 120


def sound(home: Path, folder: Path) -> bool:
    """Say whether Chroma's `folder` holds exactly the ledger's passages and finds them by their own vectors."""
    command = [sys.executable, "-P", "-m", "index.probe", str(home), str(folder)]
    quiet = subprocess.DEVNULL
    try:
        # A group of its own: Ctrl-C in a terminal is for the parent, whose end the child notices by itself.
        with subprocess.Popen(  # noqa: S603 - ours
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        ) as child:
            try:
                return child.wait(TIME_LIMIT_S) == 0
            except subprocess.TimeoutExpired:
                child.kill()
    except OSError:
        pass  # no process to be had: not known to be sound
    return False


def _is_sound(home: Path, folder: Path) -> bool:
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        pending = snapshot.changed_since(followed_revision(snapshot))
        written = snapshot.fact(INVENTORY)
        settled = {
            (library, made): vector
            for library in snapshot.library_names()
            for made, vector in zip(*snapshot.vectors(library), strict=True)
            if (library, made) not in pending
        }
    chroma = ChromaVectors(folder)
    if chroma.inventory() != written:
        return False
    followed = {key for key in settled if key[0] in chroma.libraries}
    if chroma.keys() - pending.keys() != followed:
        return False
    sample = random.Random(0).sample(sorted(followed), min(SAMPLES, len(followed)))  # noqa: S311 - no secret
    lost = 0
    for library in chroma.libraries:
        lost += len(chroma.unfound(library, {made: settled[of, made] for of, made in sample if of == library}))
    return lost <= LOST * len(sample)


def _end_with_parent() -> None:
    """Exit when standard input ends, as it does when the parent is killed.

    The parent's lock is free then, and a probe left behind would have Chroma open beside the next process.
    """
    while os.read(0, 1):
        pass
    os._exit(1)


def main(arguments: list[str]) -> int:
    """Exit 0 if the folder is sound."""
    home, folder = map(Path, arguments)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        return 0 if _is_sound(home, folder) else 1
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
