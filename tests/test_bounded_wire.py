"""What is made of answers of servers that take too long, are too large, or have no end."""

import gzip
import json
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from test_server_wire import MODEL, answering, dripping, with_body

from index.embedding_endpoint import Endpoint, embeddings_at
from index.errors import ModelError, Unreachable, VectorsError
from index.private_wire import Bounds, client_of
from index.remote_embeddings import RemoteEmbeddings
from index.vectors import ServedVectors

pytestmark = pytest.mark.enable_socket  # on loopback

SHORT = Bounds(whole_s=0.3, most_bytes=1 << 20)
SMALL = Bounds(whole_s=60.0, most_bytes=10_000)


def endless(request: BaseHTTPRequestHandler) -> None:
    """Answer without end, as fast as it is taken."""
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.end_headers()
    try:
        while True:
            request.wfile.write(b" " * 10_000)
    except OSError:
        pass


def dripping_head(request: BaseHTTPRequestHandler) -> None:
    """Answer well in the end, after a header that takes two seconds, and is never silent."""
    drip(request, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: ", b"\r\n\r\n")


def dripping_size(request: BaseHTTPRequestHandler) -> None:
    """Answer well in the end, after the line of a chunk's size that takes two seconds, and is never silent."""
    drip(request, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;x=", b"\r\n\r\n")


def drip(request: BaseHTTPRequestHandler, first: bytes, last: bytes) -> None:
    request.close_connection = True
    with suppress(OSError):
        request.wfile.write(first)
        for _ in range(40):
            time.sleep(0.05)
            request.wfile.write(b"x")
        request.wfile.write(last)


def sipping(request: BaseHTTPRequestHandler) -> None:
    """Take what is sent a little at a time, for two seconds, then the rest, and answer well."""
    left = int(request.headers["Content-Length"])
    for _ in range(40):
        time.sleep(0.05)
        left -= len(request.rfile.read(min(left, 100_000)))
    request.rfile.read(left)
    with suppress(OSError):
        with_body(b"")(request)


def asked(url: str, bounds: Bounds) -> httpx.Response:
    with client_of(["127.0.0.1"], 30, 2, bounds) as client:
        return client.get(url)


def test_an_answer_that_drips_is_cut_off_though_it_is_never_silent() -> None:
    with answering(dripping) as (address, _), pytest.raises(httpx.ReadTimeout, match=r"longer than 0\.3 s$"):
        asked(address.url, SHORT)


@pytest.mark.parametrize("answer", [dripping_head, dripping_size])
def test_an_answer_that_drips_before_its_content_begins_is_cut_off(
    answer: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    with answering(answer) as (address, _), pytest.raises(httpx.ReadTimeout, match=r"longer than 0\.3 s$"):
        asked(address.url, SHORT)


def test_a_connection_that_is_kept_gives_the_next_request_a_time_of_its_own() -> None:
    with answering(with_body(b"[]")) as (address, _), client_of(["127.0.0.1"], 30, 2, SHORT) as client:
        client.get(address.url)
        time.sleep(SHORT.whole_s)
        assert client.get(address.url).content == b"[]"


def test_a_request_that_is_taken_a_little_at_a_time_is_given_up() -> None:
    with (
        answering(sipping) as (address, _),
        client_of(["127.0.0.1"], 30, 2, SHORT) as client,
        pytest.raises(httpx.WriteTimeout, match=r"longer than 0\.3 s$"),
    ):
        client.post(address.url, content=b" " * 20_000_000)


def test_an_answer_without_end_is_cut_off() -> None:
    with answering(endless) as (address, _), pytest.raises(httpx.ReadError, match="longer than 10,000 bytes"):
        asked(address.url, SMALL)


def test_an_answer_of_as_many_bytes_as_may_be_is_taken() -> None:
    with answering(with_body(b" " * 10_000)) as (address, _):
        assert len(asked(address.url, SMALL).content) == 10_000


def test_no_packed_answer_is_asked_for_and_none_unpacked() -> None:
    packed = gzip.compress(b" " * 1_000_000)
    assert len(packed) < SMALL.most_bytes
    answer = with_body(packed, **{"Content-Encoding": "gzip"})
    with answering(answer) as (address, seen), pytest.raises(httpx.ReadError, match="packed"):
        asked(address.url, SMALL)
    assert [headers["accept-encoding"] for headers in seen] == ["identity"]


@pytest.mark.parametrize(("answer", "bounds"), [(dripping, SHORT), (endless, SMALL)])
def test_a_chroma_server_out_of_bounds_counts_as_away(
    answer: Callable[[BaseHTTPRequestHandler], None], bounds: Bounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectors.wire.BOUNDS", bounds)
    with answering(answer) as (address, _), pytest.raises(Unreachable, match="longer than"):
        ServedVectors(address, "mark", "1")


@pytest.mark.parametrize(("answer", "bounds"), [(dripping, SHORT), (endless, SMALL)])
def test_an_embedding_endpoint_out_of_bounds_cannot_be_reached(
    answer: Callable[[BaseHTTPRequestHandler], None], bounds: Bounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding_endpoint.WHOLE_S", bounds.whole_s)
    monkeypatch.setattr("index.embedding_endpoint.MOST_BYTES", bounds.most_bytes)
    with answering(answer) as (address, _), pytest.raises(ModelError, match="cannot be reached"):
        once(embeddings_at(Endpoint.of(f"{address.url}/v1"), "a-model"))


def once(embeddings: RemoteEmbeddings) -> str:
    """Ask without waiting for an endpoint to come back."""
    embeddings._pauses_s = ()
    return embeddings.fingerprint


def listing(request: BaseHTTPRequestHandler, first: int, count: int) -> None:
    models = [
        json.loads(MODEL) | {"name": f"other-{number}", "id": f"{number:032x}"}
        for number in range(first, first + count)
    ]
    with_body(json.dumps(models).encode())(request)


def page_asked(request: BaseHTTPRequestHandler) -> tuple[int, int]:
    query = parse_qs(urlsplit(request.path).query)
    return int(query.get("offset", ["0"])[0]), int(query["limit"][0])


def test_collections_of_several_pages_are_listed() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        offset, limit = page_asked(request)
        listing(request, offset, min(limit, 250 - offset))

    with answering(answer) as (address, seen):
        ServedVectors(address, "mark", "1").close()
    assert len(seen) == 3


def test_a_server_that_gives_the_same_full_page_again_is_not_asked_for_ever() -> None:
    with (
        answering(lambda request: listing(request, 0, 100)) as (address, seen),
        pytest.raises(VectorsError, match="without end"),
    ):
        ServedVectors(address, "mark", "1")
    assert len(seen) == 2


def test_a_server_that_always_has_more_collections_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vectors.server.MOST_LISTED", 300)
    with (
        answering(lambda request: listing(request, *page_asked(request))) as (address, seen),
        pytest.raises(VectorsError, match="without end"),
    ):
        ServedVectors(address, "mark", "1")
    assert len(seen) == 3
