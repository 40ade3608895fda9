"""Fetch pages and feeds from the web: checked, bounded, and with good manners.

Every hop, be it the first, a redirect's or that of robots.txt, goes the same way: is the place allowed, are all
addresses of its host public, then one request to one of these very addresses. A host is looked up once a fetch.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from index.errors import FetchError, Gone
from index.fetching.addresses import NOWHERE, Place, PrivateHosts, is_public, place_after, place_of
from index.fetching.deadline import Deadline
from index.fetching.pace import Pace
from index.fetching.robots import AGENT, MOST_BYTES, Robots, RobotsMemory, robots_from

if TYPE_CHECKING:
    import ssl

    from index.fetching.wire import Connect, Reply, Resolve

LIMIT_S = 30.0
MOST_CONTENT = 20_000_000  # bytes, unpacked
MOST_REDIRECTS = 5
SPACING_S = 1.0  # between two requests to one host

_REDIRECTS = (301, 302, 303, 307, 308)
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1024}")  # an ETag or a date that can stand in a header
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page or feed as it came, unpacked; `url` is where redirects led. Not modified: the content is empty."""

    url: str
    content: bytes
    media_type: str  # lower case, "" if none was given
    charset: str | None
    etag: str | None
    last_modified: str | None
    not_modified: bool = False


class Fetcher:
    """Fetches what may be fetched. For several threads."""

    def __init__(
        self,
        private_hosts: Sequence[str] = (),
        *,
        resolve: "Resolve | None" = None,
        connect: "Connect | None" = None,
        limit_s: float = LIMIT_S,
        spacing_s: float = SPACING_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the operator's private hosts: `name` or `name:port`. Raise FetchError if one cannot be read.

        `resolve` and `connect` are the machine's own unless given.
        """
        self._private = PrivateHosts.of(private_hosts)
        self._resolve = resolve
        self._connect = connect
        self._limit_s = limit_s
        self._spacing_s = spacing_s
        self._clock = clock
        self._memory = RobotsMemory(clock)
        self._pace = Pace(clock, sleep)
        self._context: ssl.SSLContext | None = None
        self._agent = f"{AGENT}/{version('newsdesk')} (answers questions about articles; robots.txt: {AGENT})"

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what is remembered of sites; no connection outlives its request."""
        self._memory = RobotsMemory(self._clock)

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        referrer: str | None = None,
    ) -> Fetched:
        """Return what is at a URL, or that it is not modified since `etag` and `last_modified` were given.

        `referrer` is the page or feed that named the URL, None if a person did. Raise FetchError if it cannot be
        had, Gone if it is no more.
        """
        wanted = _conditions(etag, last_modified)
        trip = _Trip(Deadline(self._limit_s, self._clock))
        place, reply = self._follow(trip, place_of(url), _referring(referrer), wanted)
        if reply.status in (404, 410):
            raise Gone(f"it is no longer there (the server answered {reply.status}); check the address")
        if reply.status == 304 and wanted:
            return Fetched(place.url, b"", "", None, etag, last_modified, not_modified=True)
        if reply.status not in (200, 203):
            raise FetchError(f"it answered {reply.status}; check the address, or try again later")
        return Fetched(
            url=place.url,
            content=reply.content,
            media_type=reply.media_type,
            charset=reply.charset,
            etag=_validator(reply.headers.get("etag")),
            last_modified=_validator(reply.headers.get("last-modified")),
        )

    def _follow(
        self, trip: "_Trip", place: Place, previous: Place | None, wanted: Mapping[str, str], *, robots: bool = True
    ) -> tuple[Place, "Reply"]:
        """Return where a place leads, and the answer there. `robots`: ask each site's robots.txt, keep the pace."""
        for _ in range(MOST_REDIRECTS + 1):
            addresses = self._checked(trip, place, previous)
            if robots:
                self._behave(trip, place, previous)
            reply = self._ask(trip, place, addresses, wanted, page=robots)
            if reply.status not in _REDIRECTS:
                return place, reply
            if not (location := reply.headers.get("location", "").strip(" ")):
                raise FetchError("it sends on without saying where; check the address")
            previous, place = place, place_after(place, location)
        raise FetchError(f"it sends on more than {MOST_REDIRECTS} times; give the page's own address")

    def _checked(self, trip: "_Trip", place: Place, previous: Place | None) -> tuple[str, ...]:
        """Return the addresses of a place that may be visited; raise FetchError for any other."""
        from index.fetching.wire import addresses_of, system_addresses

        exempt = self._private.check(place, previous)
        site = (place.host, place.port)
        if site not in trip.addresses:
            found = addresses_of(place, self._resolve or system_addresses, trip.deadline)
            if not exempt and not all(map(is_public, found)):
                raise FetchError("its address is not public; allow an intranet host in NEWSDESK_FETCH__PRIVATE_HOSTS")
            trip.addresses[site] = found
        return trip.addresses[site]

    def _behave(self, trip: "_Trip", place: Place, previous: Place | None) -> None:
        """Wait for the site's turn. Raise FetchError if its robots.txt closes the page."""
        rules = self._memory.of(place.robots.url)
        if rules is None:
            rules = self._robots(trip, place, previous)
            self._memory.keep(place.robots.url, rules)
        if rules.closed:
            raise FetchError("its robots.txt cannot be had, so its pages are not read; try again later")
        if not rules.allow(place.url):
            raise FetchError("its robots.txt does not allow it; ask the publisher, or save the page yourself")
        trip.deadline.put_off(self._pace.wait(place.host, max(self._spacing_s, rules.delay_s)))

    def _robots(self, trip: "_Trip", place: Place, previous: Place | None) -> Robots:
        try:
            _, reply = self._follow(trip, place.robots, previous, {}, robots=False)
        except FetchError as error:
            self._memory.keep(place.robots.url, Robots(closed=True))  # else each of its pages would be waited for
            raise FetchError(f"its robots.txt cannot be had: {error}") from error
        return robots_from(reply.status, reply.content)

    def _ask(
        self, trip: "_Trip", place: Place, addresses: Sequence[str], wanted: Mapping[str, str], *, page: bool
    ) -> "Reply":
        from index.fetching.wire import connected, exchange, ssl_context

        if self._context is None and place.scheme == "https":
            self._context = ssl_context()
        return exchange(
            place,
            addresses,
            {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **wanted},
            context=self._context,
            connect=self._connect or connected,
            deadline=trip.deadline,
            most_bytes=MOST_CONTENT if page else MOST_BYTES,
            cut=not page,
        )


@dataclass(frozen=True, slots=True)
class _Trip:
    """One fetch under way: its deadline, and the checked addresses of each host (and port) it has met."""

    deadline: Deadline
    addresses: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)


def _referring(referrer: str | None) -> Place | None:
    """Return the place of a referrer; one that is no URL counts as a page outside."""
    if referrer is None:
        return None
    try:
        return place_of(referrer)
    except FetchError:
        return NOWHERE


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    given = {"If-None-Match": _validator(etag), "If-Modified-Since": _validator(last_modified)}
    return {name: value for name, value in given.items() if value}


def _validator(value: str | None) -> str | None:
    """Return a validator that can be sent back; it comes from a server, and could hold a header of its own."""
    return value if value and _VALIDATOR.fullmatch(value) else None
