"""Fetching reaches nothing inside, takes nothing without bounds, and minds its manners."""

import gzip
import random
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import a_certificate
from conftest import SHARED_DATA
from loopback_web import Answer, LoopbackWeb, answer, bomb, dripping, endless, loopback_web, redirect
from ssrf_vectors import PUBLIC, outcome_of, vectors, watched_connections

from index.errors import FetchError, Gone
from index.fetching import Fetched, Fetcher

pytestmark = pytest.mark.enable_socket  # all of it on loopback

VECTORS = SHARED_DATA / "security" / "ssrf_vectors.tsv"
OPEN = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback_web() as started:
        yield started


def fetcher_of(*webs: LoopbackWeb, **seams: object) -> Fetcher:
    """Return a fetcher that may visit the given servers, in no hurry and without pauses."""
    given = {"limit_s": 5.0, "spacing_s": 0.0} | seams
    return Fetcher([web.name for web in webs], **given)  # type: ignore[arg-type]


def fetched(web: LoopbackWeb, told: Answer, **seams: object) -> Fetched:
    web.pages["/page"] = told
    with fetcher_of(web, **seams) as fetcher:
        return fetcher.fetch(web.url("/page"))


def failure(web: LoopbackWeb, told: Answer, **seams: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetched(web, told, **seams)
    return str(caught.value)


# Nothing inside is reached


@pytest.mark.skipif(not VECTORS.exists(), reason="the list of attacks is not at hand")
@pytest.mark.parametrize("url", vectors(VECTORS) if VECTORS.exists() else [])
def test_no_spelling_connects_to_an_address_inside(url: str) -> None:
    outcome = outcome_of(url)
    assert outcome.safe
    assert outcome.error or outcome.url in ("http://rebind.test/", "http://redirect.test/https-downgrade")
    assert not any("authorization:" in request.lower() or "cookie:" in request.lower() for request in outcome.requests)


def test_only_the_first_checked_answer_of_a_resolver_counts() -> None:
    outcome = outcome_of("http://rebind.test/")
    assert outcome.error is None
    assert set(outcome.connections) == {PUBLIC}


def test_a_host_that_has_moved_inside_is_not_followed_there() -> None:
    outcome = outcome_of("http://rebind.test/", times=2)
    assert outcome.error
    assert "not public" in outcome.error
    assert outcome.safe


def test_a_redirect_inside_is_asked_for_once_and_not_followed() -> None:
    outcome = outcome_of("http://redirect.test/302-to-169.254.169.254")
    assert outcome.error
    assert "not public" in outcome.error
    assert len(outcome.requests) == 2  # robots.txt and the page


def test_one_private_address_among_public_ones_is_enough() -> None:
    outcome = outcome_of("http://multi-a.test/")
    assert outcome.connections == ()


def test_the_handshake_names_the_host_and_not_its_address(web: LoopbackWeb) -> None:
    with watched_connections(web) as seen, pytest.raises(FetchError, match="encryption"):
        Fetcher(resolve=lambda *_: [PUBLIC], limit_s=5).fetch("https://public.test/")
    assert seen == [PUBLIC]
    assert web.requests[0].startswith("TLS")
    assert "public.test" in web.requests[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for public.test, that nobody knows."""
    return a_certificate(tmp_path_factory.mktemp("certificate"), "public.test", "DNS:public.test")


def fetched_securely(certificate: Path, url: str) -> Fetched:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with loopback_web({"/": answer(b"a page")}, context) as web, watched_connections(web):
        return Fetcher(resolve=lambda *_: [PUBLIC], limit_s=5, spacing_s=0).fetch(url)


def test_a_certificate_of_nobody_is_not_accepted(certificate: Path) -> None:
    with pytest.raises(FetchError, match="certificate"):
        fetched_securely(certificate, "https://public.test/")


def test_a_certificate_must_be_of_the_host(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with pytest.raises(FetchError, match="certificate"):
        fetched_securely(certificate, "https://other.test/")


def test_a_trusted_certificate_of_the_host_is_accepted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    assert fetched_securely(certificate, "https://public.test/").content == b"a page"


def test_the_next_address_is_tried_when_one_refuses(web: LoopbackWeb) -> None:
    web.pages["/"] = answer(b"a page")
    with watched_connections(web) as seen:
        page = Fetcher(resolve=lambda *_: ["8.8.8.8", PUBLIC], limit_s=5).fetch("http://public.test/")
    assert page.content == b"a page"
    assert seen[:2] == ["8.8.8.8", PUBLIC]


def test_no_proxy_of_the_environment_is_used(web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(web, answer(b"a page")).content == b"a page"


def test_a_host_of_an_intranet_can_be_named(web: LoopbackWeb) -> None:
    assert fetched(web, answer(b"a page")).content == b"a page"


def test_a_host_that_is_not_named_stays_closed(web: LoopbackWeb) -> None:
    with pytest.raises(FetchError, match="port"):
        Fetcher().fetch(web.url())
    assert web.requests == []


@pytest.mark.parametrize("referrer", ["https://news.example/", "feed.xml", "", "http://127.0.0.1:1/"])
def test_a_page_outside_does_not_lead_inside(web: LoopbackWeb, referrer: str) -> None:
    with pytest.raises(FetchError, match="outside"):
        fetcher_of(web).fetch(web.url(), referrer=referrer)
    assert web.requests == []


def test_a_page_inside_may_lead_to_another_inside(web: LoopbackWeb) -> None:
    web.pages["/b"] = answer(b"inside")
    assert fetcher_of(web).fetch(web.url("/b"), referrer=web.url("/a")).content == b"inside"


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_redirect_outside_does_not_lead_inside(web: LoopbackWeb, path: str) -> None:
    with loopback_web({"/": answer(b"inside"), "/robots.txt": answer()}) as inside:
        web.pages[path] = redirect(inside.url())
        with watched_connections(web) as seen, pytest.raises(FetchError, match="outside"):
            Fetcher([inside.name], resolve=lambda *_: [PUBLIC], limit_s=5, spacing_s=0).fetch("http://public.test/")
        assert set(seen) == {PUBLIC}
        assert inside.requests == []


# Nothing takes longer than its limit


def slow(path: str, told: Answer, web: LoopbackWeb) -> float:
    web.pages[path] = told
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.3 s; try again later"):
        fetcher_of(web, limit_s=0.3).fetch(web.url("/page"))
    return time.monotonic() - began


@pytest.mark.parametrize("path", ["/page", "/robots.txt"])
@pytest.mark.parametrize(
    "told",
    [
        dripping(b"", b"", 1),
        dripping(OPEN.encode(), b"X-A: b\r\n", 0.02),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
        dripping(f"{OPEN}\r\n".encode(), b"a", 0.02),
        dripping(f"{OPEN}Content-Length: 1000\r\n\r\n".encode(), b"a", 0.02),
        dripping(f"{OPEN}Transfer-Encoding: chunked\r\n\r\n".encode(), b"1\r\na\r\n", 0.02),
        dripping(f"{OPEN}Content-Encoding: gzip\r\n\r\n".encode() + gzip.compress(b"a")[:10], b"", 0.02),
    ],
    ids=["silence", "headers", "interim answers", "body", "body with a length", "chunks", "packed"],
)
def test_a_slow_answer_ends_at_the_limit(web: LoopbackWeb, told: Answer, path: str) -> None:
    assert slow(path, told, web) < 3


def test_a_slow_look_up_ends_at_the_limit() -> None:
    with pytest.raises(FetchError, match="longer than"):
        Fetcher(resolve=lambda *_: time.sleep(0.6) or ["8.8.8.8"], limit_s=0.2).fetch("http://news.example/")


def test_a_silent_handshake_ends_at_the_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        name = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(FetchError, match="longer than"):
            Fetcher([name], limit_s=0.2).fetch(f"https://{name}/")


def test_redirects_share_one_limit(web: LoopbackWeb) -> None:
    def late(connection: socket.socket, _: object) -> None:
        time.sleep(0.15)
        connection.sendall(redirect("/page"))

    assert slow("/page", late, web) < 3


def test_a_failed_look_up_says_so() -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror

    with pytest.raises(FetchError, match="not known"):
        Fetcher(resolve=unknown).fetch("http://news.example/")


def test_a_host_without_addresses_is_not_known() -> None:
    with pytest.raises(FetchError, match="not known"):
        Fetcher(resolve=lambda *_: []).fetch("http://news.example/")


def test_a_closed_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        name = f"127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(FetchError, match="no connections"):
        Fetcher([name]).fetch(f"http://{name}/")


# Nothing is larger than its limit


def test_an_endless_body_ends(web: LoopbackWeb) -> None:
    assert "larger than 10 MB" in failure(web, endless(f"{OPEN}\r\n".encode(), bytes(65536)))


def test_an_endless_robots_txt_is_read_up_to_its_limit(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = endless(f"{OPEN}\r\nUser-agent: *\nDisallow: /closed\n".encode(), b"# words\n" * 8192)
    assert fetched(web, answer(b"a page")).content == b"a page"


@pytest.mark.parametrize(
    "told",
    [
        endless(OPEN.encode(), b"X-A: b\r\n" * 1000),
        endless(OPEN.encode() + b"X-A: ", b"a" * 65536),
        endless(b"", b"a" * 65536),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 5000),
        endless(f"{OPEN}Transfer-Encoding: chunked\r\n\r\n0\r\n".encode(), b"X-A: b\r\n" * 1000),
        endless(f"{OPEN}Transfer-Encoding: chunked\r\n\r\n1;".encode(), b"a" * 65536),
    ],
    ids=["headers", "one header", "status line", "interim answers", "trailers", "chunk extension"],
)
def test_a_flood_ends(web: LoopbackWeb, told: Answer) -> None:
    assert "; " in failure(web, told)


def test_an_announced_size_over_the_limit_is_believed(web: LoopbackWeb) -> None:
    told = f"{OPEN}Content-Length: 99999999999999999999\r\n\r\n"
    assert "larger than 10 MB" in failure(web, told.encode())


def test_a_body_shorter_than_announced_broke_off(web: LoopbackWeb) -> None:
    assert failure(web, answer(b"short", Content_Length="1000"))


def test_of_a_body_longer_than_announced_the_announced_part_is_taken(web: LoopbackWeb) -> None:
    assert fetched(web, answer(b"a page and more", Content_Length="6")).content == b"a page"


@pytest.mark.parametrize(
    "told",
    [
        b"GARBAGE\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"\x00\xff" * 500,
        b"",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        f"{OPEN}no colon\r\n\r\n".encode(),
        f"{OPEN}Content-Length: 5\r\nContent-Length: 6\r\n\r\n".encode(),
        f"{OPEN}Content-Length: -1\r\n\r\n".encode(),
        f"{OPEN}Content-Length: {'9' * 5000}\r\n\r\n".encode(),
        f"{OPEN}Transfer-Encoding: gzip\r\n\r\n".encode(),
        f"{OPEN}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nabc".encode(),
        f"{OPEN}Transfer-Encoding: chunked\r\n\r\n{'F' * 40}\r\nabc".encode(),
        f"{OPEN}Transfer-Encoding: chunked\r\n\r\n-1\r\nabc".encode(),
        f"{OPEN}Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n".encode(),
    ],
)
def test_what_is_not_http_is_refused(web: LoopbackWeb, told: bytes) -> None:
    assert "; " in failure(web, told)


# Packed bodies


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"a page")),
        ("X-GZIP, identity", gzip.compress(b"a page")),
        ("gzip", gzip.compress(b"a page") + b"\0" * 100),
        ("deflate", zlib.compress(b"a page")),
        ("deflate", zlib.compress(b"a page", wbits=-15)),
        ("identity", b"a page"),
        ("", b"a page"),
    ],
    ids=["gzip", "old name", "padded", "deflate", "bare deflate", "identity", "none"],
)
def test_a_packed_body_is_unpacked(web: LoopbackWeb, encoding: str, packed: bytes) -> None:
    assert fetched(web, answer(packed, Content_Encoding=encoding)).content == b"a page"


def test_a_large_packed_body_is_unpacked_whole(web: LoopbackWeb) -> None:
    text = b"".join(b"%d words " % number for number in range(200_000))
    assert fetched(web, answer(gzip.compress(text), Content_Encoding="gzip")).content == text


def test_an_empty_body_may_be_called_packed(web: LoopbackWeb) -> None:
    assert fetched(web, answer(b"", Content_Encoding="gzip")).content == b""


@pytest.mark.parametrize(
    ("encoding", "packed", "reason"),
    [
        ("gzip", bomb(19), "200 times"),
        ("deflate", zlib.compress(bytes(1_000_000)), "200 times"),
        ("gzip", gzip.compress(bytes(range(256)) * 90_000, 1), "200 times|20 MB"),
        ("gzip, gzip", gzip.compress(bomb(1)), "packed in a way"),
        ("br", b"a page", "packed in a way"),
        ("gzip", b"a page", "damaged"),
        ("deflate", b"\xff\xff\xff", "damaged"),
        ("gzip", gzip.compress(b"a page")[:-9], "broke off"),
    ],
    ids=["gzip bomb", "deflate bomb", "many bytes", "twice", "unasked", "no gzip", "no deflate", "cut"],
)
def test_a_bomb_or_a_damaged_body_is_refused(web: LoopbackWeb, encoding: str, packed: bytes, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        fetched(web, answer(packed, Content_Encoding=encoding))


def test_more_than_20_mb_of_content_is_refused(web: LoopbackWeb) -> None:
    text = random.Random(0).randbytes(20_001) * 1000
    assert "20 MB" in failure(web, answer(gzip.compress(text, 1), Content_Encoding="gzip"))


# Answers


def test_what_a_header_says_is_told(web: LoopbackWeb) -> None:
    page = fetched(web, answer(b"a", content_type='Text/HTML; charset="UTF-8"', ETag='W/"1"', Last_Modified="Mon"))
    assert page == Fetched(web.url("/page"), b"a", "text/html", "utf-8", 'W/"1"', "Mon")


def test_headers_may_be_missing(web: LoopbackWeb) -> None:
    page = fetched(web, b"HTTP/1.0 200 OK\r\n\r\na page")
    assert page == Fetched(web.url("/page"), b"a page", "", None, None, None)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_no_more_is_gone(web: LoopbackWeb, status: str) -> None:
    web.pages["/page"] = answer(b"secret", status)
    with pytest.raises(Gone, match="check the address"):
        fetcher_of(web).fetch(web.url("/page"))


@pytest.mark.parametrize("status", ["204 No Content", "206 Part", "300 Many", "304 Same", "401 No", "403 No", "503 No"])
def test_any_other_status_is_told_without_its_words(web: LoopbackWeb, status: str) -> None:
    reason = failure(web, answer(b"secret", status, X_Secret="secret"))
    assert reason == f"it answered {status[:3]}; check the address, or try again later"


def test_a_page_that_is_not_modified_is_not_sent_again(web: LoopbackWeb) -> None:
    web.pages["/page"] = answer(b"", "304 Not Modified", Content_Length="", Content_Encoding="gzip")
    page = fetcher_of(web).fetch(web.url("/page"), etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")
    assert page.not_modified
    assert (page.content, page.etag) == (b"", '"1"')
    assert 'If-None-Match: "1"\r\nIf-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n' in web.requests[-1]


@pytest.mark.parametrize("etag", ['"1"\r\nX-Evil: 1', '"\x00"', '"ä"', "a" * 2000, ""])
def test_a_validator_cannot_smuggle_a_header(web: LoopbackWeb, etag: str) -> None:
    web.pages["/page"] = answer(b"a page")
    fetcher_of(web).fetch(web.url("/page"), etag=etag)
    assert "If-None-Match" not in web.requests[-1]


def test_an_odd_validator_of_a_server_is_not_kept(web: LoopbackWeb) -> None:
    assert fetched(web, answer(b"a", ETag='"ä"')).etag is None


def test_the_request_says_who_asks_and_gives_nothing_away(web: LoopbackWeb) -> None:
    fetched(web, answer(b"a page", Set_Cookie="a=b"))
    names = [line.partition(":")[0] for line in web.requests[-1].splitlines()[1:] if line]
    assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]
    assert "User-Agent: newsdesk/" in web.requests[-1]
    assert f"Host: {web.name}\r\n" in web.requests[-1]


def test_a_path_is_sent_in_ascii(web: LoopbackWeb) -> None:
    web.pages["/%C3%A4%20b?c=%C3%BC"] = answer(b"a page")
    assert fetcher_of(web).fetch(web.url("/ä b?c=ü#d")).url == web.url("/%C3%A4%20b?c=%C3%BC")


# Redirects


def test_five_redirects_are_followed(web: LoopbackWeb) -> None:
    web.pages |= {f"/{step}": redirect(f"/{step + 1}") for step in range(5)} | {"/5": answer(b"a page")}
    page = fetcher_of(web).fetch(web.url("/0"))
    assert (page.url, page.content) == (web.url("/5"), b"a page")


def test_six_are_not(web: LoopbackWeb) -> None:
    web.pages |= {f"/{step}": redirect(f"/{step + 1}") for step in range(6)} | {"/6": answer(b"a page")}
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher_of(web).fetch(web.url("/0"))


def test_a_redirect_needs_a_place(web: LoopbackWeb) -> None:
    assert "without saying where" in failure(web, answer(b"", "302 Found"))


def test_the_body_of_a_redirect_is_not_read(web: LoopbackWeb) -> None:
    web.pages["/end"] = answer(b"a page")
    start = b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Encoding: gzip\r\n\r\n"
    assert fetched(web, endless(start, bytes(65536))).content == b"a page"


# Manners


def test_a_page_that_robots_txt_closes_is_not_asked_for(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /page")
    assert "robots.txt does not allow it" in failure(web, answer(b"a page"))
    assert web.paths == ["/robots.txt"]


def test_robots_txt_speaks_of_redirects_too(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /closed"), "/closed": answer(b"a page")}
    assert "robots.txt does not allow it" in failure(web, redirect("/closed"))


@pytest.mark.parametrize("status", ["404 No", "403 No", "410 No"])
def test_without_a_robots_txt_all_goes(web: LoopbackWeb, status: str) -> None:
    web.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /", status)
    assert fetched(web, answer(b"a page")).content == b"a page"


@pytest.mark.parametrize("status", ["500 No", "503 No", "429 No"])
def test_with_a_server_in_trouble_nothing_goes(web: LoopbackWeb, status: str) -> None:
    web.pages["/robots.txt"] = answer(b"", status)
    assert "robots.txt cannot be had" in failure(web, answer(b"a page"))
    assert web.paths == ["/robots.txt"]


@pytest.mark.parametrize("told", [b"GARBAGE\r\n\r\n", redirect("/robots.txt"), redirect("file:///etc/passwd")])
def test_a_robots_txt_that_cannot_be_read_closes_the_site(web: LoopbackWeb, told: bytes) -> None:
    web.pages["/robots.txt"] = told
    assert "robots.txt cannot be had" in failure(web, answer(b"a page"))


def test_robots_txt_may_stand_elsewhere(web: LoopbackWeb) -> None:
    web.pages |= {"/robots.txt": redirect("/r"), "/r": answer(b"User-agent: *\nDisallow: /page")}
    assert "robots.txt does not allow it" in failure(web, answer(b"a page"))


def test_robots_txt_is_asked_for_once(web: LoopbackWeb) -> None:
    web.pages["/page"] = answer(b"a page")
    fetcher = fetcher_of(web)
    for _ in range(3):
        fetcher.fetch(web.url("/page"))
    assert web.paths == ["/robots.txt", "/page", "/page", "/page"]


def test_robots_txt_is_asked_for_again_after_an_hour(web: LoopbackWeb) -> None:
    web.pages["/page"] = answer(b"a page")
    now = [0.0]
    fetcher = fetcher_of(web, clock=lambda: now[0])
    for now[0] in (0.0, 3599.0, 3601.0):
        fetcher.fetch(web.url("/page"))
    assert web.paths.count("/robots.txt") == 2


def paused(web: LoopbackWeb, pages: int) -> list[float]:
    """Return the pauses between pages, on a clock that only pauses move."""
    web.pages["/page"] = answer(b"a page")
    now = [0.0]
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    fetcher = fetcher_of(web, spacing_s=1.0, limit_s=2.0, clock=lambda: now[0], sleep=sleep)
    for _ in range(pages):
        fetcher.fetch(web.url("/page"))
    return pauses


def test_a_second_lies_between_two_requests_to_a_host(web: LoopbackWeb) -> None:
    assert paused(web, 3) == [1.0, 1.0]


def test_a_pause_that_robots_txt_asks_for_is_made_and_not_counted(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = answer(b"User-agent: newsdesk\nCrawl-delay: 4")
    assert paused(web, 2) == [4.0]


def test_a_pause_has_a_bound(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 86400")
    assert paused(web, 2) == [10.0]


def test_hosts_do_not_wait_for_each_other(web: LoopbackWeb) -> None:
    web.pages["/"] = answer(b"a page")
    pauses: list[float] = []
    with watched_connections(web):
        fetcher = Fetcher(resolve=lambda *_: [PUBLIC], sleep=pauses.append)
        fetcher.fetch("http://a.test/")
        fetcher.fetch("http://b.test/")
    assert pauses == []
