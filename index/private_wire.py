"""The wire to a server of one's own: to addresses that were checked, without proxies of the environment."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import httpx

from index.fetching.deadline import Deadline
from index.private_connections import Limit, connections

PLAIN = "identity"  # a packed megabyte may be a gigabyte


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may take in all: seconds until the last byte of its response, and the bytes of that."""

    whole_s: float
    most_bytes: int


class Checked(httpx.HTTPTransport):
    """Connect to addresses that were checked, in turn, whatever the name of their host is said to mean by now.

    A client's own limit is of silence, which every byte ends: a response that drips, in its head too, or has no end, is
    cut off here.
    """

    def __init__(self, addresses: Sequence[str], bounds: Bounds) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        context.load_default_certs()  # an authority of one's own, in the system's store or SSL_CERT_FILE
        super().__init__(verify=context, trust_env=False)
        self._pool = connections(context)  # in place of httpx's, whose connections heed no deadline
        self._addresses = addresses
        self._bounds = bounds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; it, and reading its response, raises TimeoutException or ReadError where out of bounds."""
        deadline = Deadline(self._bounds.whole_s, monotonic)
        limits = {wait: Limit.of(seconds, deadline) for wait, seconds in request.extensions["timeout"].items()}
        request.extensions = request.extensions | {"timeout": limits}
        request.headers["Accept-Encoding"] = PLAIN
        response = self._sent(request)
        if response.headers.get("Content-Encoding", PLAIN).strip().lower() != PLAIN:
            response.close()
            raise httpx.ReadError("its answer is packed, which it was asked not to be")
        response.stream = _Bounded(response.stream, self._bounds.most_bytes)
        return response

    def _sent(self, request: httpx.Request) -> httpx.Response:
        """Send a request, whose header still names the host; what took a connection once is asked from then on."""
        for address in self._addresses[:-1]:
            request.url = request.url.copy_with(host=address)
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                response = super().handle_request(request)
                self._addresses = [address]
                return response
        request.url = request.url.copy_with(host=self._addresses[-1])
        return super().handle_request(request)


class _Bounded(httpx.SyncByteStream):
    """A response's bytes, until they are too many."""

    def __init__(self, stream: object, most_bytes: int) -> None:
        assert isinstance(stream, httpx.SyncByteStream)  # noqa: S101 - httpx's annotation allows an asynchronous one
        self._stream = stream
        self._most_bytes = most_bytes

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        for part in self._stream:
            taken += len(part)
            if taken > self._most_bytes:
                raise httpx.ReadError(f"its answer is longer than {self._most_bytes:,} bytes")
            yield part

    def close(self) -> None:
        self._stream.close()


def client_of(
    addresses: Sequence[str], silent_s: float, connect_s: float, bounds: Bounds, *, unsent: Sequence[str] = ()
) -> httpx.Client:
    """Return a client that speaks to these addresses alone, follows no redirect, and leaves `unsent` headers out."""

    def strip(request: httpx.Request) -> None:
        for name in unsent:
            request.headers.pop(name, None)

    timeout = httpx.Timeout(silent_s, connect=connect_s)
    transport = Checked(addresses, bounds)
    return httpx.Client(timeout=timeout, transport=transport, trust_env=False, event_hooks={"request": [strip]})
