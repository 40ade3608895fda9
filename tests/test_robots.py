"""robots.txt is read as RFC 9309 says, whatever is in it, and remembered for a while."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fetching.robots import KEPT_CLOSED_S, KEPT_S, MOST_DELAY_S, MOST_SITES, Robots, RobotsMemory, robots_from

PAGE = "https://news.example/a/page?b=c"


def rules(text: str) -> Robots:
    return robots_from(200, text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /b",
        "User-agent: *\nDisallow: /\nAllow: /a",
        "User-agent: other\nDisallow: /",
        "User-agent: news\nDisallow: /",
        "User-agent: newsdesk-images\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /b",
        "User-agent: newsdesk\nAllow: /\nUser-agent: other\nUser-agent: *\nDisallow: /",
        "<html><body>Not a robots.txt</body></html>",
    ],
)
def test_a_page_is_open(text: str) -> None:
    assert rules(text).allow(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "\ufeffUser-agent: *\r\nDisallow: /a",
        "user-agent:*\rdisallow:/a/page",
        "User-agent: *\nDisallow: /*?b=",
        "User-agent: *\nDisallow: /a/page?b=c$",
        "User-agent: NewsDesk\nDisallow: /",
        "User-agent: newsdesk/1.0\nDisallow: /",
        "User-agent: newsdesk # us\nDisallow: /",
        "User-agent: newsdesk*\nDisallow: /",
        "User-agent: other\nUser-agent: newsdesk\nDisallow: /",
        "User-agent: *\nAllow: /\n\nUser-agent: newsdesk\nDisallow: /a",
        "User agent newsdesk\nDisallow: /",
    ],
)
def test_a_page_is_closed(text: str) -> None:
    assert not rules(text).allow(PAGE)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_without_the_file_all_goes(status: int) -> None:
    assert robots_from(status, b"User-agent: *\nDisallow: /").allow(PAGE)


@pytest.mark.parametrize("status", [204, 206, 304, 429, 500, 503, 599])
def test_when_it_cannot_be_had_nothing_goes(status: int) -> None:
    assert not robots_from(status, b"").allow(PAGE)


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: other\nCrawl-delay: 5", 0.0),
        ("User-agent: *\nCrawl-delay: 1e9", MOST_DELAY_S),
        ("User-agent: *\nCrawl-delay: -5", 0.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("", 0.0),
    ],
)
def test_the_pause_is_the_one_asked_for_within_bounds(text: str, delay_s: float) -> None:
    assert rules(text).delay_s == delay_s


@settings(deadline=None, max_examples=50)  # the machine may be busy
@given(st.binary())
def test_whatever_is_in_the_file_is_read(content: bytes) -> None:
    robots = robots_from(200, content)
    assert robots.allow(PAGE) in (True, False)
    assert 0 <= robots.delay_s <= MOST_DELAY_S


@pytest.mark.parametrize(
    "content",
    [
        b"User-agent: %d\n" * 50_000,
        b"".join(b"User-agent: %d\n" % number for number in range(15_000)) + b"Disallow: /\n" * 20_000,
        b"User-agent: *\n" + b"".join(b"Allow: *%d*$\n" % number for number in range(50_000)),
        b"User-agent: *\nDisallow: " + b"*a" * 250_000,
        b"\xff" * 600_000,
        b"\n" * 600_000,
    ],
    ids=["one agent", "agents and rules", "wildcards", "one long rule", "not text", "empty lines"],
)
def test_a_hostile_file_takes_little_time_and_memory(content: bytes) -> None:
    began = time.process_time()
    robots_from(200, content).allow(PAGE)
    taken_s = time.process_time() - began
    tracemalloc.start()
    robots = robots_from(200, content)
    robots.allow(PAGE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken_s < 3
    assert peak < 32_000_000
    assert len(robots.text) <= 512_000


def test_rules_are_remembered_for_an_hour() -> None:
    now = [0.0]
    memory = RobotsMemory(lambda: now[0])
    memory.keep("a", Robots(b"x"))
    now[0] = KEPT_S - 1
    assert memory.of("a") == Robots(b"x")
    now[0] = KEPT_S
    assert memory.of("a") is None


def test_a_server_in_trouble_is_asked_again_sooner() -> None:
    now = [0.0]
    memory = RobotsMemory(lambda: now[0])
    memory.keep("a", Robots(closed=True))
    now[0] = KEPT_CLOSED_S
    assert memory.of("a") is None


def test_the_site_learnt_longest_ago_is_forgotten_first() -> None:
    memory = RobotsMemory(lambda: 0.0)
    for number in range(MOST_SITES + 1):
        memory.keep(str(number), Robots())
    assert memory.of("0") is None
    assert memory.of("1") == Robots()
