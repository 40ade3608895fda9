"""Measure what hostile servers can make a fetch cost, at the real limits, each in a process of its own.

Prints a table of seconds and memory, and how many of the attack URLs (if given) stayed outside. Exits 1 over a limit.
    python tests/fetching_limits.py [ssrf_vectors.tsv]
"""

import contextlib
import gzip
import json
import resource
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from loopback_web import Answer, answer, bomb, dripping, endless, loopback_web, redirect  # noqa: E402 - needs the path

MOST_S = 31.0
MOST_MB = 64.0
OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OPEN + b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = OPEN + b"Content-Encoding: gzip\r\n\r\n"


def words(megabytes: int) -> bytes:
    """Return text that packs less than 200 times."""
    return b"".join(b"%d words " % number for number in range(megabytes * 75_000))


def packed_block() -> bytes:
    """Return packed text that can be repeated without an end: gzip's header of 10 bytes, then the block."""
    machine = zlib.compressobj(1, wbits=31)
    return machine.compress(words(1)) + machine.flush(zlib.Z_FULL_FLUSH)


def slow_answers() -> dict[str, Answer]:
    return {
        "silence": dripping(b"", b"", 1),
        "slow headers": dripping(OPEN, b"X-A: b\r\n", 0.2),
        "slow interim answers": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.2),
        "slow drip": dripping(OPEN + b"\r\n", b"a", 0.2),
        "slow chunks": dripping(CHUNKED, b"1\r\na\r\n", 0.2),
        "slow packed drip": dripping(PACKED + packed_block()[:100], b"", 0.2),
    }


def quick_answers() -> dict[str, Answer]:
    bomb_of_1_gb = bomb(1000)
    return {
        "a page of 9 MB": answer(bytes(9_000_000)),
        "packed page of 19 MB": answer(zlib.compress(words(19), 1, 31), Content_Encoding="gzip"),
        "endless body": endless(OPEN + b"\r\n", bytes(65536)),
        "endless chunks of 1 byte": endless(CHUNKED, b"1\r\na\r\n" * 10_000),
        "endless headers": endless(OPEN, b"X-A: b\r\n" * 8192),
        "endless header": endless(OPEN + b"X-A: ", b"a" * 65536),
        "endless interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
        "endless trailers": endless(CHUNKED + b"0\r\n", b"X-A: b\r\n" * 8192),
        "endless packed text": endless(PACKED + packed_block()[:10], packed_block()[10:]),
        "length: 10^18": OPEN + b"Content-Length: 1000000000000000000\r\n\r\nshort",
        "length: too large": answer(b"short", Content_Length="9000000"),
        "length: too small": answer(bytes(30_000_000), Content_Length="10"),
        "chunk of 2^64 bytes": endless(CHUNKED + b"FFFFFFFFFFFFFFFF\r\n", bytes(65536)),
        "bomb of 1 GB": answer(bomb_of_1_gb, Content_Encoding="gzip"),
        "bomb in a bomb": answer(gzip.compress(bomb_of_1_gb), Content_Encoding="gzip, gzip"),
        "not HTTP": endless(b"", b"\x00\xff" * 4096),
        "redirects without an end": redirect("/page"),
        "redirect with a bomb": endless(
            b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Encoding: gzip\r\n\r\n", bomb_of_1_gb
        ),
    }


def measured(name: str, told: Answer, path: str = "/page", mode: str = "fetch") -> dict[str, Any]:
    """Return what a child process says about fetching from a server that answers so."""
    with loopback_web({path: told}) as web:
        command = [sys.executable, __file__, f"--{mode}", web.name]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return {"name": name} | json.loads(done.stdout)


class ResidentMemory(threading.Thread):
    """The most memory that was resident, looked at every millisecond: ru_maxrss begins with the parent's (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.first = self.most = self._now()
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.001):
            self.most = max(self.most, self._now())

    def above_start_mb(self) -> float:
        self._done.set()
        return (max(self.most, self._now()) - self.first) / 1_000_000

    @staticmethod
    def _now() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def fetch_in_this_process(name: str, mode: str) -> None:
    """Fetch once and print seconds, megabytes above the start, and the end."""
    from index.errors import FetchError, Gone
    from index.fetching import Fetcher

    def sleepy(*_: object) -> list[str]:
        time.sleep(90)
        return ["8.8.8.8"]

    fetcher = Fetcher([name], spacing_s=0.0)
    if mode != "--robots":
        with contextlib.suppress(FetchError, Gone):
            fetcher.fetch(f"http://{name}/nothing")  # so that all is loaded
    if mode == "--look-up":
        fetcher = Fetcher([name], resolve=sleepy)
    memory = ResidentMemory()
    memory.start()
    began = time.monotonic()
    try:
        page = fetcher.fetch(f"http://{name}/page")
        end = f"taken, {len(page.content):,} bytes"
    except (FetchError, Gone) as error:
        end = str(error)
    seconds = time.monotonic() - began
    print(json.dumps({"seconds": seconds, "megabytes": memory.above_start_mb(), "end": end}))


def vectors_outside(file: Path) -> tuple[int, int]:
    """Return how many attack URLs made no connection to an address inside, and how many there are."""
    from ssrf_vectors import outcome_of, vectors

    urls = vectors(file)
    return sum(outcome_of(url).safe for url in urls), len(urls)


def main(arguments: list[str]) -> int:
    """Print the table; return 1 if anything was over its limit."""
    slow: list[Callable[[], dict[str, Any]]] = [partial(measured, name, told) for name, told in slow_answers().items()]
    slow += [partial(measured, "slow look-up", b"", mode="look-up")]
    slow += [partial(measured, "slow robots.txt", dripping(OPEN, b"X-A: b\r\n", 0.2), "/robots.txt", "robots")]
    with ThreadPoolExecutor(len(slow)) as threads:
        rows = list(threads.map(lambda measure: measure(), slow))
    rows += [measured(name, told) for name, told in quick_answers().items()]
    rows += [measured("endless robots.txt", endless(OPEN + b"\r\n", b"Allow: *a*\n" * 5000), "/robots.txt", "robots")]
    print(f"{'':28}{'seconds':>8}{'MB above start':>16}  end")
    for row in rows:
        print(f"{row['name']:28}{row['seconds']:8.2f}{row['megabytes']:16.1f}  {row['end']}")
    within = all(row["seconds"] <= MOST_S and row["megabytes"] <= MOST_MB for row in rows)
    print(f"limits: {MOST_S:g} s, {MOST_MB:g} MB above the start: {'kept' if within else 'BROKEN'}")
    for file in arguments:
        safe, count = vectors_outside(Path(file))
        print(f"attack URLs that made no connection to an address inside: {safe} of {count}")
        within = within and safe == count
    return 0 if within else 1


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1].startswith("--"):
        fetch_in_this_process(sys.argv[2], sys.argv[1])
    else:
        sys.exit(main(sys.argv[1:]))
