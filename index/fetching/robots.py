"""What a site's robots.txt says to us (RFC 9309), and remembering it for a while."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "newsdesk"
MOST_BYTES = 500 * 1024  # what RFC 9309 asks a crawler to read; the rest is passed over
MOST_LINES = 10_000  # 500 KiB of the shortest rules would take 50 MB to hold
MOST_DELAY_S = 10.0
KEPT_S = 3600.0
KEPT_CLOSED_S = 300.0  # a server in trouble is asked again sooner
MOST_SITES = 128

_AGENT_LINE = re.compile(r"\s*user(?:-|\s*)agent\b[\s:]*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules as text: parsed when asked, since parsed rules are many times larger. Closed: nothing goes."""

    text: bytes = b""
    closed: bool = False

    def allow(self, url: str) -> bool:
        """Say whether a page may be read."""
        return not self.closed and self._rules().can_fetch(url, AGENT)

    @property
    def delay_s(self) -> float:
        """Return the pause that is asked for between two pages, at most MOST_DELAY_S."""
        return min(self._rules().crawl_delay(AGENT) or 0.0, MOST_DELAY_S)

    def _rules(self) -> "Protego":
        from protego import Protego

        return Protego.parse(self.text.decode(errors="ignore"))


def robots_from(status: int, content: bytes) -> Robots:
    """Return what an answer for robots.txt means: no such file, all goes; a server in trouble, nothing goes."""
    if status in (200, 203):
        return Robots(_without_other_agents(content[:MOST_BYTES]))
    return Robots(closed=not 400 <= status < 500 or status == 429)


class RobotsMemory:
    """The robots.txt of the sites seen lately, for an hour each. For several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Robots]] = OrderedDict()

    def of(self, site: str) -> Robots | None:
        """Return what is remembered of a site, None if nothing or if it is too old."""
        with self._lock:
            until, robots = self._kept.get(site, (0.0, None))
            return robots if self._clock() < until else None

    def keep(self, site: str, robots: Robots) -> None:
        """Remember a site's rules, and forget the site that was learnt longest ago if there are too many."""
        with self._lock:
            self._kept[site] = (self._clock() + (KEPT_CLOSED_S if robots.closed else KEPT_S), robots)
            self._kept.move_to_end(site)
            if len(self._kept) > MOST_SITES:
                self._kept.popitem(last=False)


def _without_other_agents(content: bytes) -> bytes:
    """Give all agents but ourselves and "*" one name.

    The parser holds every rule once for each agent of its group: a hostile file of 500 KiB would make it hold
    hundreds of millions. With this, it also takes our name only where it is ours, not as the beginning of another.
    """
    text = content.decode("utf-8-sig", "replace")
    return "\n".join(map(_one_agent, islice(text.splitlines(), MOST_LINES))).encode()[:MOST_BYTES]


def _one_agent(line: str) -> str:
    found = _AGENT_LINE.match(line)
    if not found:
        return line
    name = found[1].strip().lower()
    token = name.rstrip("*").partition("/")[0].strip()
    return f"User-agent: {'*' if name == '*' else AGENT if token == AGENT else 'another'}"
