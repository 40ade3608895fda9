"""Folders that a command killed in the midst leaves in the data directory."""

import shutil
from pathlib import Path

STAGING = "restoring-"  # begins the name of the folder that holds a copy while a restore runs
NEXT = "next"  # the folder in which a ledger with the vectors of another model grows


def sweep(home: Path) -> None:
    """Remove what interrupted commands left. The caller holds the indexing lock, as they do while they run."""
    for folder in sorted([*home.glob(f"{STAGING}*"), *home.glob(NEXT)]):
        if not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
