"""Standard input as a document; never more of it is held than of any other document."""

import io
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from index.errors import SourceError
from index.loading.documents import MOST_BYTES, Document

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Continued(io.RawIOBase):
    """A stream of which the start was read already; its rest can be read once."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._parts = (io.BytesIO(start), rest)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Put what comes next into a buffer, and return how many bytes that is; 0 at the end."""
        view = memoryview(buffer)
        content = next(filter(None, (part.read(len(view)) for part in self._parts)), b"")
        view[: len(content)] = content
        return len(content)


def standard_input() -> Document:
    """Return what is piped in. Raise SourceError if it is closed.

    What is longer than a document may be is known by its start: records are then read line by line, anything else is
    refused by whoever wants it whole.
    """
    if sys.stdin is None:  # closed by whoever started the command
        raise SourceError("standard input is closed; pipe an article into it")
    rest = sys.stdin.buffer
    start = rest.read(MOST_BYTES + 1)
    name = f"stdin-{sha256(start).hexdigest()[:8]}"
    location = f"standard input/{name}"
    if len(start) <= MOST_BYTES:
        return Document(location, name, start)
    return Document(location, name, lambda: io.BufferedReader(Continued(start, rest)))
