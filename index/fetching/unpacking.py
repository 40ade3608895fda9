"""Undo a response's compression piece by piece, within limits: a few bytes can hold gigabytes."""

import zlib
from collections.abc import Callable, Iterable, Iterator

from index.errors import FetchError

MOST_RAW = 10_000_000  # bytes as they come
MOST_PIECES = 200_000  # a body in chunks of one byte would keep a core busy to the end of its time
MOST_RATIO = 200
STEP = 65_536  # bytes unpacked at once

_TOO_LARGE = f"it is larger than {MOST_RAW // 1_000_000} MB; it cannot be taken in"


def check_announced(length: str | None) -> None:
    """Raise FetchError at once if a Content-Length (digits, as checked by the parser) is over the limit."""
    if length and (len(length) > 18 or int(length) > MOST_RAW):
        raise FetchError(_TOO_LARGE)


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the content of a body in steps of at most STEP bytes or one piece.

    `encoding` is its Content-Encoding: gzip, deflate or none, once. What follows the end of the packed data is
    left unread, as browsers do. Raise FetchError if there is too much of it, or if it is damaged.
    """
    codings = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not codings:
        yield from _measured(pieces)
    elif codings in (["gzip"], ["x-gzip"]):
        yield from _inflated(pieces, lambda _: 31)
    elif codings == ["deflate"]:
        yield from _inflated(pieces, _deflate_window)
    else:
        raise FetchError("it is packed in a way that was not asked for; it cannot be taken in")


def _measured(pieces: Iterable[bytes]) -> Iterator[bytes]:
    raw = 0
    for number, piece in enumerate(pieces):
        raw += len(piece)
        if raw > MOST_RAW or number > MOST_PIECES:
            raise FetchError(_TOO_LARGE)
        yield piece


def _inflated(pieces: Iterable[bytes], window: Callable[[bytes], int]) -> Iterator[bytes]:
    machine = None
    raw = made = 0
    for piece in _measured(pieces):
        if not piece:
            continue
        machine = machine or zlib.decompressobj(window(piece))
        raw += len(piece)
        for step in _steps(machine, piece):
            made += len(step)
            if made > MOST_RATIO * raw:
                raise FetchError(f"it unpacks to more than {MOST_RATIO} times its size; it cannot be taken in")
            yield step
        if machine.eof:
            return
    if machine:
        raise FetchError("it broke off; try again later")


def _steps(machine: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    try:
        while step := machine.decompress(piece, STEP):
            yield step
            piece = machine.unconsumed_tail
    except zlib.error as error:
        raise FetchError("its packing is damaged; try again later") from error


def _deflate_window(first: bytes) -> int:
    """Return zlib's window for "deflate": RFC 9110 means zlib's format, some servers send the bare stream."""
    wrapped = first[0] & 0x0F == 8 and (len(first) < 2 or int.from_bytes(first[:2]) % 31 == 0)
    return 15 if wrapped else -15
