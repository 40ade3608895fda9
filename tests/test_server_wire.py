"""What is sent to a Chroma server, and what is made of answers that no Chroma server gives."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from certificates import a_certificate

from index.errors import Refused, Unreachable, VectorsError
from index.vectors import ServedVectors, ServerAddress, knock
from index.vectors.patience import Allowance
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


def opened(address: ServerAddress) -> None:
    ServedVectors(address, "mark", "1").close()


@pytest.mark.parametrize("asked", [opened, knock])
@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_told_with_the_name_of_its_setting_as_the_only_remedy(
    status: int, asked: Callable[[ServerAddress], None]
) -> None:
    refusal = pytest.raises(Refused, match=r"refuses the token \(40\d\)\. Correct NEWSDESK_CHROMA__TOKEN\.$")
    with answering(with_body(b"{}", status)) as (address, _), refusal as refused:
        asked(address)
    assert "very-secret" not in str(refused.value)


def test_a_server_that_wants_a_token_is_told_where_none_is_set() -> None:
    with answering(with_body(b"{}", 401)) as (address, _):
        nobody = ServerAddress.of(address.url)
        with pytest.raises(Refused, match=r"wants a token \(401\)\. Set NEWSDESK_CHROMA__TOKEN\.$"):
            opened(nobody)


def test_a_proxy_that_takes_too_little_at_a_time_is_told_as_such() -> None:
    page = with_body(b"<html>413 Request Entity Too Large</html>", 413, "text/html")
    with answering(page) as (address, _), pytest.raises(Refused, match=r"too little at a time \(413\).*900 kB"):
        opened(address)


def test_who_knocks_at_a_server_that_is_well_is_told_nothing() -> None:
    with answering(with_body(b"{}")) as (address, seen):
        knock(address)
    assert [headers["authorization"] for headers in seen] == ["Bearer very-secret"]


def test_who_knocks_does_not_wait_for_an_answer_that_drips() -> None:
    with answering(dripping) as (address, _):
        began = time.monotonic()
        with pytest.raises(Unreachable, match="does not answer"):
            knock(address)
        assert time.monotonic() - began < 20


def test_what_was_looked_up_and_checked_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def changing(host: str | bytes, port: int, *others: object, **named: object) -> list[tuple]:
        if host not in ("chroma.test", b"chroma.test"):
            return real(host, port, *others, **named)
        looked_up.append("127.0.0.1" if not looked_up else "127.0.0.2")  # where nobody listens
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (looked_up[-1], port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)  # a test asks no name server
    with answering(with_body(b"[]")) as (address, seen):
        opened(ServerAddress.of(f"http://chroma.test:{address.place.port}"))
    assert [headers["host"] for headers in seen] == [f"chroma.test:{address.place.port}"]
    assert looked_up == ["127.0.0.1"]


def test_of_several_addresses_one_that_takes_no_connection_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, *_: object, **__: object) -> list[tuple]:
        addresses = ("127.0.0.2", "127.0.0.1") if host == "chroma.test" else (host,)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", two)  # a test asks no name server
    with answering(with_body(b"[]")) as (address, seen):
        opened(ServerAddress.of(f"http://chroma.test:{address.place.port}"))
    assert len(seen) == 1


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
    refusal = pytest.raises(Refused, match=f"answers {status}, not as a Chroma server does")
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
    with pytest.raises(Unreachable, match="Start it, or correct NEWSDESK_CHROMA__URL"):
        knock(address)


def test_an_unknown_host_counts_as_a_server_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # a test asks no name server
    address = ServerAddress.of("http://nowhere.invalid:8000")
    address.refuse_public()
    with pytest.raises(Unreachable):
        knock(address)
    with pytest.raises(Unreachable):
        ServedVectors(address, "mark", "1")


MODEL = (
    b'{"id": "00000000-0000-0000-0000-000000000001", "name": "newsdesk-mark-1-61", "configuration_json": {}, '
    b'"metadata": null, "dimension": 2, "tenant": "t", "database": "d", "version": 0, "log_position": 0, '
    b'"schema": null}'
)


@pytest.mark.parametrize("checks", [{"max_batch_size": 1000, "supports_base64_encoding": new} for new in (True, False)])
@pytest.mark.parametrize("dimension", [384, 3072])
def test_no_request_is_larger_than_what_a_proxy_lets_through(dimension: int, checks: dict[str, int]) -> None:
    sizes: list[int] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        sizes.append(int(request.headers.get("Content-Length") or 0))
        request.rfile.read(sizes[-1])
        what = request.path.partition("?")[0].rpartition("/")[2]
        made = b"[]" if request.command == "GET" else MODEL
        found = b'{"ids": [], "distances": [], "include": ["distances"]}'
        answers = {"collections": made, "upsert": b"true", "query": found}
        with_body(answers.get(what, json.dumps(checks).encode()))(request)

    vectors = np.random.default_rng(0).standard_normal((300, dimension), dtype=np.float32) / 50
    ids = [f"{number:064x}" for number in range(4 * len(vectors))]
    with answering(answer) as (address, _):
        chroma = ServedVectors(address, "mark", "1")
        chroma.put("a", ids, np.tile(vectors, (4, 1)), lambda _: None)
        with suppress(VectorsError, ValueError):  # it finds nothing at all
            chroma.unfound("a", dict(zip(ids, vectors, strict=False)))
        chroma.close()
    assert 200_000 < max(sizes) < 1_000_000


def test_a_search_that_drips_is_not_waited_for() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path.endswith("/query"):
            dripping(request)
        else:
            with_body(b"[" + MODEL + b"]")(request)

    with answering(answer) as (address, _):
        chroma = ServedVectors(address, "mark", "1")
        assert chroma.libraries == {"a"}
        began = time.monotonic()
        with pytest.raises(Unreachable, match="no answer within"):
            chroma.near("a", np.array([1, 0], dtype=np.float32), 1)
        assert time.monotonic() - began < 20
        chroma.close()


def test_a_server_that_is_late_with_every_answer_is_left_before_a_question_has_waited_for_all_of_them() -> None:
    found = b'{"ids": [["one"]], "distances": [[0.5]], "include": ["distances"]}'

    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path.endswith("/query"):
            time.sleep(0.3)
            with_body(found)(request)
        else:
            with_body(b"[" + MODEL + b"]")(request)

    with answering(answer) as (address, _):
        chroma = ServedVectors(address, "mark", "1")
        left = False
        began = time.monotonic()
        while not left:
            try:
                chroma.near("a", np.array([1, 0], dtype=np.float32), 1)
            except Unreachable:
                left = True
        assert time.monotonic() - began < 3
        chroma.close()


@pytest.mark.parametrize(
    ("answers_s", "taken"),
    [
        ([0.04] * 50, 50),  # none of them is late
        ([0.55, 0.55], 1),
        ([0.25] * 9, 3),
        ([0.7], 1),
    ],
)
def test_late_answers_are_taken_until_they_have_cost_a_question_enough(answers_s: list[float], taken: int) -> None:
    now = 0.0
    allowance = Allowance(0.7, lambda: now)
    done = 0
    with suppress(TimeoutError):
        for answer_s in answers_s:
            with allowance.spending() as left_s:
                now += min(answer_s, left_s)
                if answer_s > left_s:
                    raise TimeoutError
            done += 1
    assert done == taken
    assert now < 50 * 0.05 if done == 50 else now <= 1.0


def test_what_late_answers_took_comes_back() -> None:
    now = 0.0
    allowance = Allowance(0.7, lambda: now)
    given: list[float] = []
    for pause_s in (0, 60, 0):
        with allowance.spending() as left_s:
            given.append(left_s)
            now += left_s
        now += pause_s
    assert given[0] == given[2] == 0.7
    assert given[1] < 0.2
