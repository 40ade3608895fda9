"""List the article files of a folder."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.kinds import HEAD_BYTES, Kind, kind_of
from index.loading.documents import Unread, location_of, unreadable

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
    """The article files of a file or folder, sorted, and the subfolders that could not be looked into."""

    files: tuple[Path, ...]
    unread: tuple[Unread, ...] = ()


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
    failures: list[OSError] = []
    found = [path for path in _walked(source, links, failures) if _is_article(path, failures)]
    unread = tuple(Unread(location_of(Path(error.filename)), unreadable(error)) for error in failures)
    if not found and not unread:
        raise SourceError(f"the folder has no articles; put {', '.join(SUFFIXES)} files into it")
    return Files(tuple(sorted(found)), unread)


def is_key_shaped(name: str) -> bool:
    """Say whether a file's name is that of a key or secret."""
    return name.startswith(".env") or _KEY_NAMES.fullmatch(name) is not None


def _walked(source: Path, links: bool, failures: list[OSError]) -> list[Path]:
    """Return the files that may be looked at, each once, whatever links lead to it."""
    seen: set[str] = set()
    found: dict[str, Path] = {}
    for folder, subfolders, names in os.walk(source, onerror=failures.append, followlinks=links):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        here = os.path.realpath(folder)
        if here in seen:  # a link led back
            subfolders.clear()
            continue
        seen.add(here)
        paths = [Path(folder, name) for name in names if not name.startswith(".") and not is_key_shaped(name)]
        linked = {path: os.path.islink(path) for path in paths}  # noqa: PTH114 - one that is closed to us raises nothing
        for path in sorted(paths, key=lambda path: (linked[path], path)):
            if links or not linked[path]:
                found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _is_article(path: Path, failures: list[OSError]) -> bool:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        if path.suffix.lower() in PLAIN:
            return True
        with path.open("rb") as stream:
            return kind_of(stream.read(HEAD_BYTES), path.name) in PLAINLY
    except OSError as error:
        if path.suffix.lower() in PLAIN and not os.path.islink(path):  # noqa: PTH114 - as above
            failures.append(error)
        return False  # of another name, nothing says that it is an article
