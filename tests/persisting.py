"""See from outside when Chroma persists its HNSW files, which it writes in place."""

import os
import time
from pathlib import Path

FIRST, LAST = "header.bin", "index_metadata.pickle"  # of the files that a persist writes, in this order
LIST_EVERY_S = 0.02
CREATION_NS = 50_000_000  # the first file is also written when the folder is made, which is no persist


class Watch:
    """The HNSW files under a data directory, watched for a persist that has begun and is not over."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._seen: dict[Path, tuple[int, int]] = {}  # when the first and the last file changed, by folder
        self._listed = 0.0
        self._persisting: Path | None = None

    def look(self) -> bool:
        """Say whether a persist is under way: its first file has changed, its last one has not."""
        if time.monotonic() - self._listed > LIST_EVERY_S:
            for file in self._home.glob(f"chroma/*/*/{FIRST}"):
                self._seen.setdefault(file.parent, _changes(file.parent))
            self._listed = time.monotonic()
        self._persisting = next((folder for folder in self._seen if self._has_begun(folder)), None)
        return self._persisting is not None

    def died_inside(self) -> bool:
        """Say, of a process that is dead, whether it persisted at the time: the last file is old, or in parts."""
        folder = self._persisting
        if folder is None and not self.look():
            return False
        folder = folder or self._persisting
        return folder is not None and (_changes(folder)[1] == self._seen[folder][1] or not _is_whole(folder / LAST))

    def _has_begun(self, folder: Path) -> bool:
        first, last = _changes(folder)
        seen_first, seen_last = self._seen[folder]
        being_made = last == 0 and first - _changed(folder) < CREATION_NS
        if last != seen_last or being_made:
            self._seen[folder] = (first, last)
            return False
        return first != seen_first


def _changes(folder: Path) -> tuple[int, int]:
    return _changed(folder / FIRST), _changed(folder / LAST)


def _changed(file: Path) -> int:
    """Return when a file changed, in ns; 0 if there is none."""
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116 - called thousands of times a second
    except OSError:
        return 0


def _is_whole(file: Path) -> bool:
    try:
        return file.read_bytes().endswith(b".")  # the end of every pickle
    except OSError:
        return False
