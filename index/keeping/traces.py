"""Search every file of a data directory for what is left of removed texts and vectors."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from index.condition import FOLDER
from index.keeping.runs import Digests, standing_in
from index.keeping.scanning import files, files_holding
from index.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Sought:
    """What must not be found any more: runs of the removed texts and vectors, and Chroma's folders that held these.

    Digests of short runs tell something to who can guess the text. They are kept until the proof, no longer than
    the text itself may stand in a file beside them.
    """

    runs: Digests
    folders: tuple[str, ...]


def traces(home: Path, sought: Sought, held: Digests) -> list[Path]:
    """Return the files that hold a run which nothing that remains has, cannot be read, or are Chroma's old ones."""
    runs = np.setdiff1d(sought.runs, held)
    old = {home / FOLDER / name for name in sought.folders}
    holding = set(files_holding(home, runs))
    return [file for file in files(home) if old & set(file.parents) or file in old or file in holding]


def digests_held(ledger: Ledger, runs: Digests, others: Iterable[str] = ()) -> Digests:
    """Return which of the runs stand in what may stay: other articles with the same words, and other texts."""
    found = [runs[:0]]
    block = bytearray()
    for value in chain(ledger.values(), (text.encode() for text in others)):
        block += value + bytes(1)  # no run goes across two values
        if len(block) > 1 << 22:
            found.append(standing_in(io.BytesIO(block), runs))
            block.clear()
    return np.concatenate([*found, standing_in(io.BytesIO(block), runs)])
