"""Watch sources: tell which have changed, or are due to be looked at again."""

import stat
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import SourceError
from index.indexing.owing import Owed
from index.loading.urls import is_url

LOOK_EVERY_S = 1.0
NO_TEXT = "Unable to decode path"  # how watchfiles ends a watch over a file's name; it has no error of its own for it


def due(
    sources: Sequence[str], every_s: float, stop: threading.Event, home: Path, owed: Owed | None = None
) -> Iterator[list[str]]:
    """Yield the sources to be indexed again until `stop` is set: what changed on the disk, and pages and feeds in time.

    What is `owed`, because the caller could not take it in, comes again by itself.
    The folders come first, all of them, once they are watched: something may have changed before that. `every_s` is
    how often a page or feed is looked at; what is written into the data directory `home` is no news. Raise
    SourceError if a folder cannot be watched.
    """
    owed = owed or Owed()
    while not stop.is_set():
        yield from _due_until_replaced(sources, every_s, stop, home, owed)


def _due_until_replaced(
    sources: Sequence[str], every_s: float, stop: threading.Event, home: Path, owed: Owed
) -> Iterator[list[str]]:
    """Watch until a folder is gone, or another one in its place: the system watches the one that was there."""
    web = [source for source in sources if is_url(source)]
    folders = {source: _identity(source) for source in sources if not is_url(source) and not _is_file(source)}
    files = {source: _stamp(source) for source in sources if source not in web and source not in folders}
    looked = time.monotonic()
    watched = False
    for changed in _changes([folder for folder, identity in folders.items() if identity], stop):
        now = {source: _stamp(source) for source in files}
        again = [folder for folder in folders if not watched or _is_changed(folder, changed, home)]
        again += [source for source in files if now[source] != files[source]]
        files, watched = now, True
        if web and time.monotonic() - looked >= every_s:
            again += web
            looked = time.monotonic()
        again += [source for source in owed.due() if source not in again]
        if again:
            yield again
        if replaced := [folder for folder, identity in folders.items() if _identity(folder) != identity]:
            yield replaced
            return


def _changes(folders: Sequence[str], stop: threading.Event) -> Iterator[set[str]]:
    """Yield the paths that changed in the folders, every LOOK_EVERY_S at least."""
    if not folders:
        while not stop.wait(LOOK_EVERY_S):
            yield set()
        return
    untold: set[str] = set()
    while not stop.is_set():
        try:
            for changed in _watched(folders, stop):
                yield changed | untold
                untold = set()
        except (OSError, RuntimeError) as error:
            if NO_TEXT not in str(error):
                raise SourceError(f"A folder cannot be watched any more: {error}. Start the command again.") from error
            # What is changed under a name that is not UTF-8 cannot be told, nor what is until they are watched again.
            untold = set(folders)
            if not stop.wait(LOOK_EVERY_S):
                yield untold


def _watched(folders: Sequence[str], stop: threading.Event) -> Iterator[set[str]]:
    """Yield the paths that the system tells of until `stop` is set. Raise OSError or RuntimeError."""
    from watchfiles import watch

    for changes in watch(
        *folders,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=int(LOOK_EVERY_S * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        yield {path for _, path in changes}


def _is_changed(folder: str, changed: set[str], home: Path) -> bool:
    """Say whether a change lies in a folder, and neither in the data directory nor in what is hidden."""
    inside = (path for path in map(Path, changed) if path.is_relative_to(folder))
    return any(
        not path.is_relative_to(home.resolve())
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        for path in inside
    )


def _is_file(source: str) -> bool:
    try:
        return stat.S_ISREG(Path(source).stat().st_mode)
    except OSError:  # not there, or no name that a file can have
        return False


def _identity(folder: str) -> tuple[int, int] | None:
    """Return what tells a folder from another one of its name; None if it is not there."""
    try:
        found = Path(folder).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp(source: str) -> tuple[int, int]:
    """Return what changes when a file does; nothing of one that is not there."""
    try:
        found = Path(source).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
