"""Which URLs may be fetched, and which addresses may be reached: the public web, on its own two ports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import FetchError

MOST_CHARACTERS = 2048
WEB_PORTS = {"http": 80, "https": 443}

_ODD = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")  # urlsplit drops some silently, browsers turn "\"
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*")
_BRACKET = re.compile(r"[\[\]]")
_LITERAL = re.compile(r"\[[0-9a-fA-F.]*:[0-9a-fA-F:.]*\](?::\d*)?", re.ASCII)  # urlsplit passes over what is around it
_KEPT_IN_PATH = "/%:@!$&()*+,;=~"  # what RFC 3986 allows there, but for the apostrophe
_CLOSED_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("168.63.129.16/32"))  # Azure's
_OPEN_V6 = IPv6Network("2000::/3")  # all that IANA has ever given out for unicast
_CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: an IPv4 address follows


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: scheme, host (ASCII, lower case, no brackets), port, and the path with its query."""

    scheme: str
    host: str
    port: int
    target: str = "/"

    @property
    def authority(self) -> str:
        """Return the host, and the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == WEB_PORTS.get(self.scheme) else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the URL in one spelling, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def robots(self) -> "Place":
        """Return the place of the robots.txt that speaks for this place."""
        return replace(self, target="/robots.txt")


NOWHERE = Place("", "", 0)  # stands for a referrer that is no place on the web


def place_of(url: str) -> Place:
    """Return the place that a URL names. Raise FetchError if it is not a plain http(s) URL."""
    url = url.strip(" ")
    if len(url) > MOST_CHARACTERS:
        raise FetchError(f"its address has more than {MOST_CHARACTERS:,} characters; give a shorter one")
    if _ODD.search(url):
        raise FetchError("its address has a backslash or a control character; copy it anew")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError("its address cannot be read; check its spelling") from error
    if parts.scheme not in WEB_PORTS:
        raise FetchError("its address is not one of the web; give one that begins with https:// or http://")
    if "@" in parts.netloc:
        raise FetchError("its address has a user name in it; give it without")
    if _BRACKET.search(parts.netloc) and not _LITERAL.fullmatch(parts.netloc):
        _not_a_host()
    return Place(parts.scheme, _host(parts.hostname), WEB_PORTS[parts.scheme] if port is None else port, _target(parts))


def place_after(place: Place, location: str) -> Place:
    """Return where a redirect from a place leads. Raise FetchError if that is not a plain http(s) URL."""
    if len(location) > MOST_CHARACTERS or _ODD.search(location):
        raise FetchError("it sends on to an address that is not allowed; give the page's own address")
    try:
        return place_of(urljoin(place.url, location))
    except ValueError as error:
        raise FetchError("it sends on to an address that cannot be read; give the page's own address") from error


@dataclass(frozen=True, slots=True)
class PrivateHosts:
    """The hosts of intranets that the operator allows: names, each with the one port it is allowed at or None."""

    names: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "PrivateHosts":
        """Read `name` and `name:port` entries. Raise FetchError if one is something else."""
        return cls(frozenset(map(_private_host, entries)))

    def hold(self, place: Place) -> bool:
        """Say whether a place is on one of them: at the port that is named, else at the web's own."""
        named = (place.host, place.port) in self.names
        return named or ((place.host, None) in self.names and place.port in WEB_PORTS.values())

    def check(self, place: Place, previous: Place | None) -> bool:
        """Say whether a place is exempt from the check of its addresses.

        `previous` is what led there, None if a person did. Raise FetchError if it may not be visited at all:
        a page outside must not lead inside, and elsewhere only the web's own ports are open.
        """
        if self.hold(place):
            if previous is not None and not self.hold(previous):
                raise FetchError("a page outside leads to it, and it is inside; give its address yourself")
            return True
        if place.port not in WEB_PORTS.values():
            raise FetchError("its port is not one of the web; only 80 and 443 are open")
        return False


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet, by IANA's special-purpose registries.

    `is_global` of Python 3.11 passes NAT64, 6to4, site-local and multicast addresses, so it is not enough.
    """
    try:
        read = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(read) if isinstance(read, IPv4Address) else _is_public_v6(read)


def _is_public_v4(address: IPv4Address) -> bool:
    closed = address.is_multicast or any(address in network for network in _CLOSED_V4)
    return address.is_global and not closed


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in _OPEN_V6 or any(address in network for network in _CLOSED_V6):
        return False
    embeds = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    return not embeds or _is_public_v4(IPv4Address(int(address) & 0xFFFFFFFF))


def _host(name: str | None) -> str:
    """Return a host as it is looked up and shown to the server: ASCII, lower case, without a last dot."""
    if not name:
        raise FetchError("its address names no host; check its spelling")
    host = (name if name.isascii() else _ascii(name)).lower().removesuffix(".")
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except ValueError:
            return _not_a_host()
    return host if _HOST.fullmatch(host) else _not_a_host()


def _not_a_host() -> str:
    raise FetchError("its host is not a proper name; check its spelling")


def _ascii(name: str) -> str:
    import idna

    if len(name) > 253:
        return _not_a_host()
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchError("its host is not a proper name; check its spelling") from error


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_KEPT_IN_PATH)
    return f"{path}?{quote(parts.query, safe=_KEPT_IN_PATH + '?')}" if parts.query else path


def _private_host(entry: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{entry.strip()}")
        port = parts.port
    except ValueError as error:
        raise FetchError(f"the private host {entry!r} cannot be read; write name or name:port") from error
    if _ODD.search(entry) or "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        raise FetchError(f"the private host {entry!r} is not a host; write name or name:port")
    return _host(parts.hostname), port
