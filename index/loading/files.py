"""List the article files of a folder."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.kinds import HEAD_BYTES, Kind, kind_of
from index.loading.documents import Unread, location_of, unreadable
from index.loading.urls import is_url

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".jsonl", ".html", ".htm", ".xhtml", ".pdf", ".docx")
PLAIN = ("", *SUFFIXES)  # may hold anything; files of other names are taken only if they are plainly articles
PLAINLY = (Kind.HTML, Kind.PDF, Kind.DOCX)
_KEY_NAMES = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?:\.pub)?|.*\.(?:pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|gpg|asc|ovpn)"
    r"|(?:credentials|secrets?|passwords?|passwd|htpasswd|netrc|shadow)(?:\.(?:json|ya?ml|ini|csv|toml|bak))?|.*\.env",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Files:
    """The article files of a file or folder, sorted; what could not be read; what was not looked at."""

    files: tuple[Path, ...]
    unread: tuple[Unread, ...] = ()
    passed_over: tuple[Path, ...] = ()  # links, and files that nobody could tell from articles
    other_kinds: tuple[Path, ...] = ()  # files that are no articles by their names and first bytes


def files_in(source: Path, *, links: bool = False) -> Files:
    """Return the article files of a file or folder. Raise SourceError if there are none.

    Folders are read with their subfolders. Hidden files and files that are named like keys are passed over, and so
    are symbolic links unless `links` asks for them.
    """
    if source.is_file():
        if is_key_shaped(source.name):
            raise SourceError("its name is that of a key or secret; rename it if it is an article")
        return Files((source,))
    if not source.exists():
        raise SourceError("there is no such file or folder; check the path")
    if not source.is_dir():
        raise SourceError("it is neither a file nor a folder; name one of these")
    walk = _Walk(links)
    found = [path for path in walk.paths(source) if walk.holds_article(path)]
    unread = tuple(Unread(location_of(Path(error.filename)), unreadable(error)) for error in walk.failures)
    if not found and not unread:
        raise SourceError(f"the folder has no articles; put {', '.join(SUFFIXES)} files into it")
    return Files(tuple(sorted(found)), unread, tuple(walk.passed_over), tuple(sorted(walk.other_kinds)))


def is_key_shaped(name: str) -> bool:
    """Say whether a file's name is that of a key or secret."""
    return name.startswith(".env") or _KEY_NAMES.fullmatch(name) is not None


def is_missing(location: str) -> bool:
    """Say whether a location is surely that of a file that is not there."""
    try:
        return not is_url(location) and not Path(location).exists()
    except OSError:  # its folder is closed to us
        return False


class _Walk:
    """A walk through a folder; what went wrong or was passed over on the way is noted."""

    def __init__(self, links: bool) -> None:
        self.failures: list[OSError] = []
        self.passed_over: list[Path] = []
        self.other_kinds: list[Path] = []
        self._links = links

    def paths(self, source: Path) -> list[Path]:
        """Return the files that may be looked at, each once, whatever links lead to it."""
        seen: set[str] = set()
        found: dict[str, Path] = {}
        for folder, subfolders, names in os.walk(source, onerror=self.failures.append, followlinks=self._links):
            here = os.path.realpath(folder)
            subfolders[:] = sorted(name for name in subfolders if here not in seen and not name.startswith("."))
            if here in seen:  # a link led back
                continue
            seen.add(here)
            paths = [Path(folder, name) for name in names if not name.startswith(".") and not is_key_shaped(name)]
            linked = {path for path in [*paths, *(Path(folder, name) for name in subfolders)] if _is_link(path)}
            if not self._links:
                self.passed_over += sorted(linked)
            for path in sorted(paths, key=lambda path: (path in linked, path)):
                if self._links or path not in linked:
                    found.setdefault(os.path.realpath(path), path)
        return list(found.values())

    def holds_article(self, path: Path) -> bool:
        """Say whether a file is to be read as an article."""
        plain = path.suffix.lower() in PLAIN
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                return False
            if plain:
                return True
            with path.open("rb") as stream:
                if kind_of(stream.read(HEAD_BYTES), path.name) in PLAINLY:
                    return True
            self.other_kinds.append(path)
            return False
        except OSError as error:
            if plain and not _is_link(path):
                self.failures.append(error)
            else:
                self.passed_over.append(path)  # nothing says that it is an article, and nothing that it is none
            return False


def _is_link(path: Path) -> bool:
    return os.path.islink(path)  # noqa: PTH114 - Path.is_symlink() raises where a folder is closed to us
