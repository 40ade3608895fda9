"""Frames on pipes: eight bytes of length, then that many bytes; each exchange by a deadline of the monotonic clock."""

import os
import select
import time

MOST_BYTES = 256 * 1024 * 1024  # a frame that claims more is garbage
_PREFIX_BYTES = 8
_CHUNK_BYTES = 1024 * 1024


def write_frame(pipe: int, payload: bytes, deadline: float | None = None) -> None:
    """Write a frame. Raise TimeoutError at the deadline, and OSError if nobody reads."""
    os.set_blocking(pipe, False)
    for part in (len(payload).to_bytes(_PREFIX_BYTES, "big"), payload):
        view = memoryview(part)
        while view:
            _await(pipe, select.POLLOUT, deadline)
            view = view[os.write(pipe, view) :]


def read_frame(pipe: int, deadline: float | None = None, most_bytes: int = MOST_BYTES) -> bytes | None:
    """Return the next frame, None where the pipe ends before it.

    Raise TimeoutError at the deadline, and ValueError for a frame that is cut short or claims too much.
    """
    prefix = _read(pipe, _PREFIX_BYTES, deadline)
    if not prefix:
        return None
    length = int.from_bytes(prefix, "big")
    if len(prefix) < _PREFIX_BYTES or length > most_bytes:
        raise ValueError("the frame has no sensible length")
    payload = _read(pipe, length, deadline)
    if len(payload) < length:
        raise ValueError("the frame is cut short")
    return payload


def _read(pipe: int, length: int, deadline: float | None) -> bytes:
    """Return so many bytes, fewer only where the pipe ends."""
    parts, missing = [], length
    while missing:
        _await(pipe, select.POLLIN, deadline)
        part = os.read(pipe, min(missing, _CHUNK_BYTES))
        if not part:
            break
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _await(pipe: int, events: int, deadline: float | None) -> None:
    waiting = select.poll()
    waiting.register(pipe, events)
    left_ms = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    if not waiting.poll(left_ms):
        raise TimeoutError("the other side of the pipe is silent")
