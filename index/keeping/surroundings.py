"""Examine what a ledger stands in: the data directory, its permissions, its disk, its settings file."""

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.ledger import FILE_NAME
from index.ownership import LOCK_NAME as CHROMA_LOCK

LEAST_FREE = 200_000_000  # bytes; a ledger is rewritten whole, so its own size must be free as well
SETTINGS_FILE = ".env"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one thing; `remedy` says what to do, "" if it is well."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def directory(home: Path) -> Check:
    """Say whether there is a data directory."""
    remedy = "Index something: newsdesk index FOLDER, or correct NEWSDESK_HOME."
    try:
        is_folder = stat.S_ISDIR(home.stat().st_mode)
    except FileNotFoundError:
        if home.is_symlink():
            return Check("data directory", False, f"{home} is a link that leads nowhere", "Correct NEWSDESK_HOME.")
        return Check("data directory", False, f"there is no {home}", remedy)
    except OSError as error:
        return Check("data directory", False, f"{home}: {error.strerror}", "Make it readable for yourself.")
    if not is_folder:
        return Check("data directory", False, f"{home} is not a folder", "Name a folder in NEWSDESK_HOME.")
    return Check("data directory", True, str(home))


def private(home: Path) -> Check:
    """Say whether others are kept from reading it."""
    open_to_others = [path for path in (home, *sorted(home.iterdir())) if _is_open(path, of=home)]
    if not open_to_others:
        return Check("privacy", True, "only its owner can read it")
    named = ", ".join(path.name for path in open_to_others)
    return Check("privacy", False, f"others can read {named}", f"chmod -R go-rwx {home}")


def writable(home: Path) -> Check:
    """Say whether we can write to it."""
    files = [home, *(path for path in (home / FILE_NAME, home / INDEXING_LOCK, home / CHROMA_LOCK) if path.exists())]
    closed = [
        path for path in files if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    ]
    if not closed:
        return Check("writable", True, "it can be written")
    named = ", ".join(path.name for path in closed)
    return Check("writable", False, f"{named} cannot be written", f"Give {home} to the user that runs newsdesk.")


def room(home: Path) -> Check:
    """Say whether its disk has room for rewriting the ledger."""
    ledger = home / FILE_NAME
    if holds_no_more(home):
        return Check("disk", False, "it cannot hold one file more", "Remove files from the disk: it has too many.")
    needed = max(LEAST_FREE, ledger.stat().st_size if ledger.exists() else 0)
    there = free(home)
    detail = f"{there // 1_000_000} MB free, {needed // 1_000_000} MB needed"
    return Check("disk", there >= needed, detail, "" if there >= needed else "Make room on the disk.")


def free(home: Path) -> int:
    """Return how many bytes are free on its disk."""
    return shutil.disk_usage(home).free


def holds_no_more(home: Path) -> bool:
    """Say whether its disk has no room for another file, however small; some file systems set no number."""
    if not hasattr(os, "statvfs"):
        return False
    disk = os.statvfs(home)
    return disk.f_files > 0 and disk.f_favail == 0


def settings_file(home: Path) -> Check:
    """Say whether others are kept from the settings in it, which may hold secrets."""
    file = home / SETTINGS_FILE
    if not file.exists():
        return Check("settings file", True, "there is none in the data directory")
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Check("settings file", False, f"others can read {file}", f"chmod 600 {file}")
    return Check("settings file", True, "only its owner can read it")


def _is_open(path: Path, of: Path) -> bool:
    """Say whether others have rights to it. Inside a closed directory that counts for nothing but the ledger."""
    mode = path.lstat().st_mode
    looked_at = path == of or path.name.startswith(FILE_NAME)
    return looked_at and not stat.S_ISLNK(mode) and bool(stat.S_IMODE(mode) & 0o077)
