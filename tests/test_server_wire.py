"""What is sent to a Chroma server, and what is made of answers that no Chroma server gives."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from certificates import a_certificate

from index.errors import Unreachable, VectorsError
from index.vectors import ServedVectors, ServerAddress
from index.vectors.server import opened_within

pytestmark = pytest.mark.enable_socket  # on loopback

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer, certificate: Path | None = None) -> Iterator[tuple[ServerAddress, list[dict[str, str]]]]:
    """Serve on loopback, by https with a certificate; give the address and the headers of requests."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            answer(self)

        do_POST = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
        scheme = "https" if certificate else "http"
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        try:
            yield ServerAddress.of(f"{scheme}://127.0.0.1:{httpd.server_port}", "very-secret"), seen
        finally:
            httpd.shutdown()


def with_body(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def dripping(request: BaseHTTPRequestHandler) -> None:
    """Answer with a byte now and again, for ever: each of them begins a time limit anew."""
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.end_headers()
    try:
        while True:
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, that nobody knows."""
    return a_certificate(tmp_path_factory.mktemp("certificate"), "chroma", "IP:127.0.0.1")


def test_a_certificate_of_nobody_is_not_accepted(certificate: Path) -> None:
    with answering(with_body(b"[]"), certificate) as (address, seen), pytest.raises(Unreachable, match="certificate"):
        ServedVectors(address, "mark", "1")
    assert not seen


def test_a_certificate_of_an_authority_of_ones_own_is_accepted(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with answering(with_body(b"[]"), certificate) as (address, seen):
        ServedVectors(address, "mark", "1").close()
    assert [headers["authorization"] for headers in seen] == ["Bearer very-secret"]


def test_the_token_is_sent_as_a_bearer_token() -> None:
    with answering(with_body(b"[]")) as (address, seen):
        ServedVectors(address, "mark", "1").close()
    assert [headers["authorization"] for headers in seen] == ["Bearer very-secret"]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(with_body(b"{}", 500)) as (proxy, asked), answering(with_body(b"[]")) as (address, _):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")  # for which a package would be needed
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        ServedVectors(address, "mark", "1").close()
    assert not asked


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_told_by_the_name_of_its_setting(status: int) -> None:
    refusal = pytest.raises(Unreachable, match="NEWSDESK_CHROMA__TOKEN")
    with answering(with_body(b"{}", status)) as (address, _), refusal as refused:
        ServedVectors(address, "mark", "1")
    assert "very-secret" not in str(refused.value)


def test_a_redirection_is_not_followed() -> None:
    with (
        answering(with_body(b"[]")) as (elsewhere, asked),
        answering(with_body(b"", 307, Location=elsewhere.url)) as (address, _),
        pytest.raises(VectorsError),
    ):
        ServedVectors(address, "mark", "1")
    assert not asked


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_counts_as_away(status: int) -> None:
    busy = with_body(b'{"error": "ServiceUnavailable", "message": "later"}', status)
    with answering(busy) as (address, _), pytest.raises(Unreachable, match=f"answers {status}"):
        ServedVectors(address, "mark", "1")


@pytest.mark.parametrize("status", [200, 404, 500])
def test_a_page_of_something_else_is_not_shown(status: int) -> None:
    refusal = pytest.raises(VectorsError, match=f"answers {status}, not as a Chroma server does")
    with answering(with_body(b"<html>\x1b[2J lots of words", status, "text/html")) as (address, _), refusal as refused:
        ServedVectors(address, "mark", "1")
    assert "words" not in str(refused.value)


def test_what_a_server_complains_of_is_shown_in_one_line_of_harmless_characters() -> None:
    body = b'{"error": "InternalError", "message": "\\u001b[2Jdisk\\nfull ' + b"x" * 10_000 + b'"}'
    with answering(with_body(body, 500)) as (address, _), pytest.raises(VectorsError, match="disk full") as refused:
        ServedVectors(address, "mark", "1")
    assert len(str(refused.value)) < 500
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("body", [b"", b"nonsense", b"{}", b'{"a": 1}', b"[1]", b"[[]]"])
def test_nonsense_is_an_error_of_ours(body: bytes) -> None:
    with answering(with_body(body)) as (address, _):
        try:
            chroma = ServedVectors(address, "mark", "1")
        except VectorsError:
            return
        assert chroma.libraries == frozenset()
        chroma.close()


def test_an_answer_that_drips_is_not_waited_for() -> None:
    with answering(dripping) as (address, _):
        began = time.monotonic()
        with pytest.raises(Unreachable, match="no answer within"):
            opened_within(0.3, address, "mark", "1")
        assert time.monotonic() - began < 20


def test_nobody_listening_is_told_with_the_remedy() -> None:
    with answering(with_body(b"[]")) as (address, _):
        pass
    with pytest.raises(Unreachable, match="Start it, or correct NEWSDESK_CHROMA__URL"):
        ServedVectors(address, "mark", "1")
    assert not address.answers()


def test_an_unknown_host_counts_as_a_server_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # a test asks no name server
    address = ServerAddress.of("http://nowhere.invalid:8000")
    address.refuse_public()
    assert not address.answers()
    with pytest.raises(Unreachable):
        ServedVectors(address, "mark", "1")


def test_a_search_that_drips_is_not_waited_for() -> None:
    model = (
        b'[{"id": "00000000-0000-0000-0000-000000000001", "name": "newsdesk-mark-1-61", "configuration_json": {}, '
        b'"metadata": null, "dimension": 2, "tenant": "t", "database": "d", "version": 0, "log_position": 0, '
        b'"schema": null}]'
    )

    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path.endswith("/query"):
            dripping(request)
        else:
            with_body(model)(request)

    with answering(answer) as (address, _):
        chroma = ServedVectors(address, "mark", "1")
        assert chroma.libraries == {"a"}
        began = time.monotonic()
        with pytest.raises(Unreachable, match="no answer within"):
            chroma.near("a", np.array([1, 0], dtype=np.float32), 1)
        assert time.monotonic() - began < 20
        chroma.close()
