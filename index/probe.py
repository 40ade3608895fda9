"""Tell whether Chroma's files are sound, in a child process: damaged ones can kill the interpreter that opens them."""

import os
import random
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

from index.article import Key
from index.condition import INVENTORY, followed_revision
from index.errors import IndexingError, LedgerError
from index.filling import SAMPLES
from index.ledger import Ledger
from index.scope import EVERYTHING
from index.vectors import ChromaVectors

# What Chroma lost the way to, undamaged, is put again (filling.reconnect); of some 20,000 vectors, up to 17 had been.
LOST = 0.01  # of the samples; more is damage
TIME_LIMIT_S = 120
PASSAGES_A_SECOND = 2_000  # more than which it is given more time for; a slow disk reads ten times as fast


def sound(home: Path, folder: Path) -> bool:
    """Say whether Chroma's `folder` holds exactly the ledger's passages and finds them by their own vectors.

    One that has outgrown its index is not sound either: it would lose more and more.
    """
    command = [sys.executable, "-P", "-m", "index.probe", str(home), str(folder)]
    quiet = subprocess.DEVNULL
    try:
        # A group of its own: Ctrl-C in a terminal is for the parent, whose end the child notices by itself.
        with subprocess.Popen(  # noqa: S603 - ours
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        ) as child:
            try:
                return child.wait(_limit_s(home)) == 0
            except subprocess.TimeoutExpired:
                child.kill()
    except OSError:
        pass  # no process to be had: not known to be sound
    return False


def _limit_s(home: Path) -> float:
    """Return how long a probe may take: looking at a million passages takes longer than at a thousand."""
    with suppress(LedgerError), closing(Ledger(home)) as ledger, ledger.reading() as snapshot:
        return TIME_LIMIT_S + sum(snapshot.passage_counts().values()) / PASSAGES_A_SECOND
    return TIME_LIMIT_S


def _is_sound(home: Path, folder: Path) -> bool:
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        pending = snapshot.changed_since(followed_revision(snapshot)).keys()
        written = snapshot.fact(INVENTORY)
        held = {library: snapshot.passages_within(library, EVERYTHING) for library in snapshot.library_names()}
    chroma = ChromaVectors(folder)
    if chroma.inventory() != written or chroma.outgrown:
        return False
    followed: list[Key] = []
    for library in chroma.libraries:
        changed = {made for of, made in pending if of == library}
        settled = held.get(library, set()) - changed
        if chroma.ids(library) - changed != settled:
            return False
        followed += [(library, made) for made in settled]
    sample = random.Random(0).sample(sorted(followed), min(SAMPLES, len(followed)))  # noqa: S311 - no secret
    with ledger.reading() as snapshot:  # what was changed since is looked for in vain: a rebuild is never wrong
        vectors = snapshot.vectors_of(sample)
    lost = 0
    for library in chroma.libraries:
        lost += len(chroma.unfound(library, {made: vectors[of, made] for of, made in vectors if of == library}))
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
