"""Runs of bytes by their digests: tell whether something of one text stands anywhere in another.

A text is known by the digests of short runs in it, one every few bytes. Digests of all runs of another text,
wherever they begin, are looked up among these, so the cost does not grow with the number of runs looked for.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np

RUN = 24  # bytes
STRIDE = 32  # so that whatever is left of a text, RUN + STRIDE bytes of it are seen
MOST_RUNS = 20_000  # in one text; they lie farther apart in a long one
LEAST_DIFFERENT = 6  # bytes in a run: zeros and blanks stand everywhere
BLOCK = 1 << 22
_WORD = 8
_FACTORS = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_TABLE_BITS = 20

Digests = np.ndarray[tuple[int], np.dtype[np.uint64]]


def digests_of(texts: Iterable[bytes]) -> Digests:
    """Return the digests by which these texts are known again, sorted; those shorter than a run have none."""
    runs = b"".join(run for text in texts for run in _telling(text))
    return np.unique(_windows(runs)[::RUN])


def standing_in(stream: BinaryIO, wanted: Digests) -> Digests:
    """Return which of the digests belong to a run that stands in a stream."""
    table = np.zeros(1 << _TABLE_BITS, dtype=bool)
    table[_slot(wanted)] = True
    found = [wanted[:0]]
    rest = b""
    while wanted.size and (block := stream.read(BLOCK)):
        seen = _windows(rest + block)
        likely = seen[table[_slot(seen)]]  # nearly nothing: the exact look-up is slow
        found.append(likely[np.isin(likely, wanted)])
        rest = (rest + block)[-(RUN - 1) :]
    return np.unique(np.concatenate(found))


def _telling(text: bytes) -> Iterator[bytes]:
    if len(text) < RUN:
        return
    stride = max(STRIDE, len(text) // MOST_RUNS)
    last = len(text) - RUN
    for start in (*range(0, last, stride), last):
        run = text[start : start + RUN]
        if len(set(run)) >= LEAST_DIFFERENT:
            yield run


def _windows(text: bytes) -> Digests:
    """Return the digest of every run in a text, by where it begins."""
    digests = np.zeros(max(0, len(text) - RUN + 1), dtype=np.uint64)
    for shift in range(min(_WORD, digests.size)):
        words = np.frombuffer(text, dtype="<u8", offset=shift, count=(len(text) - shift) // _WORD)
        first, second, third = (words[at : len(words) - 2 + at] * factor for at, factor in enumerate(_FACTORS))
        digests[shift::_WORD] = first + second + third
    return digests


def _slot(digests: Digests) -> Digests:
    return digests >> np.uint64(64 - _TABLE_BITS)
