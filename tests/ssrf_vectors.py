"""Fetch the URLs of a list of attacks (server-side request forgery), and see at the socket what is connected to."""

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from loopback_web import LoopbackWeb, answer, loopback_web, redirect

from index.errors import FetchError, Gone
from index.fetching import Fetcher

PUBLIC = "93.184.216.34"
PAGES = {
    "/": answer(b"a page"),
    "/plain": answer(b"a page"),
    "/302-to-169.254.169.254": redirect("http://169.254.169.254/latest/meta-data/"),
    "/loop": redirect("/loop"),
    "/file": redirect("file:///etc/passwd"),
    "/https-downgrade": redirect("http://redirect.test/plain"),
}


@dataclass(frozen=True)
class Outcome:
    """What a URL led to: the addresses that connections were asked for, what was sent, how it ended."""

    url: str
    connections: tuple[str, ...]
    requests: tuple[str, ...]
    error: str | None

    @property
    def safe(self) -> bool:
        return all(address == PUBLIC for address in self.connections)


class Resolver:
    """The machine's own look-up for numbers and localhost; made-up answers for names, inside unless told otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host == "localhost" or not any(letter in "ghijklmnopqrstuvwyz" for letter in host):
            return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        return {
            "redirect.test": [PUBLIC],
            "public.test": [PUBLIC],
            "rebind.test": [PUBLIC if self.asked.count("rebind.test") == 1 else "127.0.0.1"],
            "multi-a.test": [PUBLIC, "10.0.0.5"],
            "cname-internal.test": ["10.0.0.7"],
            "169.254.169.254.nip.io": ["169.254.169.254"],
            "metadata.google.internal": ["169.254.169.254"],
        }.get(host, ["127.0.0.1"])


@contextlib.contextmanager
def watched_connections(web: LoopbackWeb) -> Iterator[list[str]]:
    """List every address that a connection is asked for; the public one leads to `web`, no other gets through."""
    seen: list[str] = []
    true_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        seen.append(str(ip_address(address[0])))
        if seen[-1] != PUBLIC:
            raise ConnectionRefusedError
        true_connect(self, ("127.0.0.1", web.port))

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]
    try:
        yield seen
    finally:
        socket.socket.connect = true_connect  # type: ignore[method-assign]


def vectors(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


def outcome_of(url: str, times: int = 1) -> Outcome:
    """Fetch a URL as often as asked, with one fetcher, and tell how the last one ended."""
    error = None
    with loopback_web(PAGES) as web, watched_connections(web) as seen:
        fetcher = Fetcher(resolve=Resolver(), sleep=lambda _: None, limit_s=5)
        for _ in range(times):
            try:
                fetcher.fetch(url)
                error = None
            except (FetchError, Gone) as raised:
                error = str(raised)
        return Outcome(url, tuple(seen), tuple(web.requests), error)
