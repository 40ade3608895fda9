"""Folders that a command killed in the midst leaves in the data directory."""

import shutil
from collections.abc import Sequence
from pathlib import Path

STAGING = "restoring-"  # begins the name of the folder that holds a copy while a restore runs
REHEARSING = "rehearsing-"  # begins that of the folder that holds a copy to which a change is made first
NEXT = "next"  # the folder in which a ledger with the vectors of another model grows
EVERY = (f"{STAGING}*", f"{REHEARSING}*", NEXT)


def discard_leftovers(home: Path, patterns: Sequence[str] = EVERY) -> None:
    """Remove what interrupted commands left. The caller holds the indexing lock, as they do while they run."""
    for folder in sorted(folder for pattern in patterns for folder in home.glob(pattern)):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
