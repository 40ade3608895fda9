"""Documents: the bytes of one input, with what is known of them before anybody reads them."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from index.cleaning import clean
from index.errors import SourceError
from index.kinds import HEAD_BYTES

MOST_BYTES = 20_000_000  # of a document that is read whole
READ = "2:"  # begins the digest of a document; raise the number when the same bytes would be read otherwise
CARRIED = f"{READ}feed:"  # begins that of what a feed carried


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be taken in: which, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a feed says of one of its articles; all of it untrusted."""

    url: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    text: str = ""
    whole: bool = False  # the text is the article's, not a summary

    @property
    def digest(self) -> str:
        """Return a digest that changes when the feed says something else."""
        said = (self.title, self.author, self.published, self.text)
        return sha256("\x1f".join(part or "" for part in said).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """A file or fetched page. `location` is what its article is known by; `url` is where it was fetched from."""

    location: str
    name: str
    content: bytes | Path | Callable[[], BinaryIO]  # the last opens what is too long to be held
    media_type: str = ""
    charset: str | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    announcement: Announcement | None = None
    carried: bool = False  # by the feed itself, for a page that could not be had

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Give its bytes as a stream. Raise SourceError if they cannot be read."""
        if isinstance(self.content, bytes):
            yield io.BytesIO(self.content)
            return
        if not isinstance(self.content, Path):
            with self.content() as stream:
                yield stream
            return
        try:
            with self.content.open("rb") as stream:
                yield stream
        except OSError as error:
            raise SourceError(unreadable(error)) from error

    def head(self) -> bytes:
        """Return its first bytes. Raise SourceError if they cannot be read."""
        with self.opened() as stream:
            return stream.read(HEAD_BYTES)

    def whole(self) -> bytes:
        """Return all its bytes. Raise SourceError if they cannot be read or are too many."""
        with self.opened() as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise SourceError(f"it is larger than {MOST_BYTES:,} bytes; split it")
        return content

    def digest(self) -> str:
        """Return a digest of its bytes and of how they are read."""
        return f"{CARRIED if self.carried else READ}{sha256(self.whole()).hexdigest()}"


def was_carried(digest: str) -> bool:
    """Say whether a noted digest, of whatever reading, is of what a feed carried."""
    return digest.partition(":")[2].startswith("feed:")


def location_of(path: Path) -> str:
    """Return a path as text that can be stored and shown, part by part: what lies in a folder stays in it.

    A digest tells parts apart that look alike then.
    """
    return "/".join(map(_shown, os.fsencode(path).split(b"/")))


def _shown(name: bytes) -> str:
    shown = clean(name.decode("utf-8", "backslashreplace"))
    return shown if shown.encode() == name else f"{shown}#{sha256(name).hexdigest()[:8]}"


def unreadable(error: OSError) -> str:
    """Say why a file or folder cannot be read, and what to do."""
    return f"it cannot be read ({error.strerror}); check its permissions"
