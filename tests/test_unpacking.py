"""Packed bodies are undone in bounded steps, however they are cut, and whatever is in them."""

import contextlib
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FetchError
from index.fetching.unpacking import MOST_PIECES, MOST_RATIO, MOST_RAW, STEP, check_announced, unpacked

WINDOWS = {"gzip": 31, "deflate": 15}


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.binary(), st.integers(1, 50), st.sampled_from(sorted(WINDOWS)))
def test_what_was_packed_comes_out_again(content: bytes, size: int, encoding: str) -> None:
    packed = zlib.compress(content, wbits=WINDOWS[encoding])
    assert b"".join(unpacked(pieces(packed, size), encoding)) == content


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.binary(), st.sampled_from(["gzip", "deflate", "", "br", "gzip, gzip"]))
def test_whatever_comes_is_unpacked_or_refused(content: bytes, encoding: str) -> None:
    made = b""
    with contextlib.suppress(FetchError):
        made = b"".join(unpacked([content], encoding))
    assert len(made) <= MOST_RATIO * len(content)


def test_no_step_is_larger_than_its_bound() -> None:
    packed = zlib.compress(b"".join(b"%d " % number for number in range(100_000)), wbits=31)
    assert max(map(len, unpacked([packed], "gzip"))) <= STEP


def test_a_bomb_is_left_early() -> None:
    packed = zlib.compress(bytes(50_000_000), wbits=31)
    steps: list[bytes] = []
    with pytest.raises(FetchError, match="200 times"):
        steps.extend(unpacked(pieces(packed, 100), "gzip"))
    assert sum(map(len, steps)) < 1_000_000


def test_a_body_in_too_many_pieces_is_refused() -> None:
    with pytest.raises(FetchError, match="larger"):
        list(unpacked([b"a"] * (MOST_PIECES + 2), ""))


@pytest.mark.parametrize("length", [None, "", "0", str(MOST_RAW)])
def test_an_announced_size_within_the_limit_passes(length: str | None) -> None:
    check_announced(length)


@pytest.mark.parametrize("length", [str(MOST_RAW + 1), "9" * 20, "9" * 5000])
def test_an_announced_size_over_the_limit_does_not(length: str) -> None:
    with pytest.raises(FetchError, match="larger"):
        check_announced(length)
