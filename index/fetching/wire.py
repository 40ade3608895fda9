"""The only file that touches the network: one request over one connection to addresses that were checked before.

httpcore speaks HTTP, our backend gives it the connection. So nothing is looked up again after the check, no proxy
of the environment is used, and every connect, handshake and read has only what is left of one deadline.
Its loggers tell of requests at DEBUG only.
"""

import io
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import httpcore

from index.errors import FetchError
from index.fetching.addresses import Place
from index.fetching.deadline import Deadline
from index.fetching.unpacking import MOST_RAW, check_announced, unpacked

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], httpcore.NetworkStream]

MOST_ADDRESSES = 4  # that are tried in turn
CONNECT_S = 7.0  # for each, so that all have their turn within 30 s
MOST_HEAD = 262_144  # bytes until the headers are complete; interim answers could go on for ever
MOST_WIRE = 2 * MOST_RAW  # bytes on one connection, with the framing
WITH_BODY = (200, 203)

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer; its content is empty unless the status is 200 or 203."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def media_type(self) -> str:
        """Return the media type in lower case, "" if none is given."""
        found = _MEDIA_TYPE.match(self.headers.get("content-type", ""))
        return found[0].lower() if found else ""

    @property
    def charset(self) -> str | None:
        """Return the character set that the header names."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses that the machine's own resolver has for a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connected(address: str, port: int, timeout_s: float) -> httpcore.NetworkStream:
    """Return a connection to an address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout_s)


def ssl_context() -> ssl.SSLContext:
    """Return what certificates are checked with; making it takes some 20 ms."""
    return httpcore.default_ssl_context()


def addresses_of(place: Place, resolve: Resolve, deadline: Deadline) -> tuple[str, ...]:
    """Return the addresses of a place's host. Raise FetchError if there are none, or not in time.

    The look-up runs in a thread that is left behind if it takes too long: it cannot be stopped.
    """
    result: Future[Sequence[str]] = Future()

    def look_up() -> None:
        try:
            result.set_result(resolve(place.host, place.port))
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            result.set_exception(error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    unknown = "its host is not known; check the address and the network"
    try:
        found = tuple(dict.fromkeys(result.result(deadline.left_s())))
    except TimeoutError as error:
        raise deadline.missed() from error
    except (OSError, UnicodeError) as error:
        raise FetchError(unknown) from error
    if not found:
        raise FetchError(unknown)
    return found


def exchange(
    place: Place,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    *,
    context: ssl.SSLContext | None,
    connect: Connect,
    deadline: Deadline,
    most_bytes: int,
    cut: bool,
) -> Reply:
    """Send a GET request and return the answer, its content unpacked; https needs a `context`.

    More than `most_bytes` of content is cut off if `cut`, else too much. Raise FetchError for all that goes wrong.
    """
    request = httpcore.Request(
        "GET",
        httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target),
        headers=[("Host", place.authority), *headers.items(), ("Connection", "close")],
    )
    budget = _Budget(deadline)
    backend = _CheckedBackend(addresses, connect, budget)
    try:
        with httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=1) as pool:
            response = pool.handle_request(request)
            budget.answer()
            try:
                return _reply(response, deadline, most_bytes, cut)
            finally:
                response.close()
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        if budget.answered or isinstance(error, httpcore.NetworkError):
            raise FetchError("it broke off; try again later") from error
        raise FetchError("it does not speak HTTP as it should; check the address") from error


def _reply(response: httpcore.Response, deadline: Deadline, most_bytes: int, cut: bool) -> Reply:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), _text(value))
    if response.status not in WITH_BODY:
        return Reply(response.status, headers)
    if not cut:
        check_announced(headers.get("content-length"))
    encoding = ",".join(_text(value) for name, value in response.headers if name.lower() == b"content-encoding")
    content = io.BytesIO()  # its getvalue() makes no second copy
    for step in unpacked(response.iter_stream(), encoding):
        deadline.left_s()
        content.write(step)
        if content.tell() > most_bytes:
            if cut:
                content.truncate(most_bytes)
                break
            raise FetchError(f"its content is larger than {most_bytes // 1_000_000} MB; it cannot be taken in")
    return Reply(response.status, headers, content.getvalue())


def _text(value: bytes) -> str:
    """Return a header's value: UTF-8, as browsers take it, else Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _Budget:
    """What one connection may still take: time, and bytes received."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.answered = False
        self._left_bytes = MOST_HEAD

    def answer(self) -> None:
        """Make room for a body, now that the headers are complete."""
        self.answered = True
        self._left_bytes = MOST_WIRE

    def take(self, data: bytes) -> bytes:
        """Return what was received if it was not too much."""
        self._left_bytes -= len(data)
        if self._left_bytes < 0:
            raise FetchError("it sends without an end; it cannot be taken in")
        return data


class _CheckedBackend(httpcore.NetworkBackend):
    """Connect to the given addresses only, whatever the host is called."""

    def __init__(self, addresses: Sequence[str], connect: Connect, budget: _Budget) -> None:
        self._addresses = addresses
        self._connect = connect
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        deadline = self._budget.deadline
        for address in self._addresses[:MOST_ADDRESSES]:
            try:
                stream = self._connect(address, port, min(deadline.left_s(), CONNECT_S))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _TimedStream(stream, self._budget)
        deadline.left_s()
        raise FetchError("it takes no connections; check the address, or try again later")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which everything must be done within a budget."""

    def __init__(self, inner: httpcore.NetworkStream, budget: _Budget) -> None:
        self._inner = inner
        self._budget = budget
        self._deadline = budget.deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._budget.take(self._inner.read(max_bytes, self._deadline.left_s()))
        except httpcore.ReadTimeout as error:
            raise self._deadline.missed() from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._inner.write(buffer, self._deadline.left_s())
        except httpcore.WriteTimeout as error:
            raise self._deadline.missed() from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left_s())
        except httpcore.ConnectTimeout as error:
            raise self._deadline.missed() from error
        except httpcore.ConnectError as error:
            raise FetchError("its certificate or encryption is not accepted; check the address") from error
        return _TimedStream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
