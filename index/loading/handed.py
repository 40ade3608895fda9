"""Files that somebody hands over: bytes with a name, from no place that could be read again."""

from dataclasses import dataclass

from index.cleaning import clean_line
from index.errors import SourceError
from index.loading.documents import MOST_BYTES, Document
from index.loading.files import is_key_shaped

SCHEME = "attachment://"  # begins the name that a file is indexed by, and by which it is never looked for on the disk
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it was handed over. Its name, untrusted, is what its article is known by in the library."""

    name: str
    content: bytes

    @property
    def source(self) -> str:
        """Return what names it among sources."""
        return SCHEME + shown_name(self.name)


def shown_name(name: str) -> str:
    """Return a file's name without folders, on one line and without what could make it look like another."""
    last = clean_line(name).replace("\\", "/").rpartition("/")[2].strip()
    return last[:LONGEST_NAME] or "unnamed"


def is_handed(source: str) -> bool:
    """Say whether a source is a file that was handed over."""
    return source.startswith(SCHEME)


def document_of(handed: HandedFile) -> Document:
    """Return a file as a document. Raise SourceError if it is too large, or named like a key."""
    name = shown_name(handed.name)
    if is_key_shaped(name):
        raise SourceError("its name is that of a key or secret; rename it if it is an article")
    if len(handed.content) > MOST_BYTES:
        raise SourceError(f"it is larger than {MOST_BYTES:,} bytes; split it")
    return Document(f"attachment/{name}", name, handed.content)
