"""Connections of which each wait ends with the deadline of the request that it is for.

httpcore begins a time limit anew with every byte, and hands it to the connection at each wait. So requests are given
limits that know their deadline, and these connections ask them.
"""

import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore

from index.errors import FetchError
from index.fetching.deadline import Deadline
from index.vectors.address import MOST_ADDRESSES, Resolve, is_number, system_addresses
from index.vectors.patience import within

KEPT_S = 40.0  # how long a connection that nobody uses is kept, as by Chroma's own client
PIECE = 1 << 14  # bytes that are sent at a time: one record of TLS


class Limit(float):
    """How many seconds a request may wait at a time, and until when in all."""

    _deadline: Deadline

    @classmethod
    def of(cls, seconds: float | None, deadline: Deadline) -> "Limit":
        """Return a limit of so many seconds at a time, or of what the deadline leaves."""
        limit = cls(float("inf") if seconds is None else seconds)
        limit._deadline = deadline
        return limit

    def left_s(self) -> float:
        """Return how long the next wait may be. Raise TimeoutError if the deadline is past."""
        try:
            return min(self, self._deadline.left_s())
        except FetchError as error:
            raise TimeoutError(str(error).partition(";")[0]) from error


def connections(context: ssl.SSLContext, resolve: Resolve = system_addresses) -> httpcore.ConnectionPool:
    """Return connections for requests whose time limits are all of class Limit; none is made yet."""
    return httpcore.ConnectionPool(
        ssl_context=context, max_connections=None, keepalive_expiry=KEPT_S, network_backend=_Backend(resolve)
    )


class _Backend(httpcore.SyncBackend):
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that takes it: left to itself, each would be given all time."""
        failed: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port, timeout):
            try:
                with _limited(timeout, httpcore.ConnectTimeout) as left_s:
                    return _Connection(super().connect_tcp(address, port, left_s, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _addresses(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """Look a host up, in a thread that is left behind if it is late: the system's look-up has no time limit."""
        if is_number(host):
            return (host,)
        try:
            with _limited(timeout, httpcore.ConnectTimeout) as left_s:
                found = within(left_s, lambda: self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        return tuple(dict.fromkeys(found))[:MOST_ADDRESSES]


class _Connection(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _limited(timeout, httpcore.ReadTimeout) as left_s:
            return self._inner.read(max_bytes, left_s)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            with _limited(timeout, httpcore.WriteTimeout) as left_s:
                self._inner.write(buffer[start : start + PIECE], left_s)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _limited(timeout, httpcore.ConnectTimeout) as left_s:
            return _Connection(self._inner.start_tls(ssl_context, server_hostname, left_s))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@contextmanager
def _limited(timeout: float | None, late: type[httpcore.TimeoutException]) -> Iterator[float]:
    """Give how long to wait at most, and raise what is late as such, in the deadline's words where that is past."""
    assert isinstance(timeout, Limit)  # noqa: S101 - the requests' own, which httpcore hands on
    try:
        try:
            yield timeout.left_s()
        except late:
            timeout.left_s()
            raise
    except TimeoutError as error:
        raise late(str(error)) from error
