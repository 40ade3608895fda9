"""Where a Chroma server is, and whether it may be spoken to as it is: in plain text in private networks only."""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from index.errors import FetchError, VectorsError
from index.fetching.addresses import Place, place_of
from index.vectors.patience import within

Resolve = Callable[[str, int], Sequence[str]]
KNOCK_S = 1.0  # how long somebody who only looks waits for an answer
MOST_ADDRESSES = 4  # of a host that are tried in turn
# This machine, networks of one's own (RFC 1918 and 4193), one link, and what Tailscale and providers give out inside
# (RFC 6598). `is_private` of Python counts documentation, test networks and 169.254.169.254, a cloud's own, as well.
_PRIVATE = (
    *map(ip_network, ("127.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")),
    *map(ip_network, ("::1/128", "::/128", "fc00::/7", "fe80::/10")),
)


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses that the machine's own resolver has for a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A server's place, and the token that a proxy before it wants, "" for none."""

    place: Place
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, token: str = "") -> "ServerAddress":
        """Read a URL. Raise VectorsError, with what is wrong, if it names no server or one on the public internet."""
        try:
            place = place_of(url)
        except FetchError as error:
            raise VectorsError(str(error)) from error
        if place.target != "/" or "#" in url:
            raise VectorsError("its address has more than a host and a port; write it as http://127.0.0.1:8000")
        if not (token.isascii() and token.isprintable()):
            raise VectorsError("the token has characters that no header may have; copy it anew")
        address = cls(place, token)
        if is_number(place.host):
            address._refuse_public([place.host])
        return address

    @property
    def url(self) -> str:
        """Return the address without a path."""
        return self.place.url.removesuffix("/")

    def check(self, resolve: Resolve = system_addresses) -> tuple[str, ...]:
        """Return what to connect to: by https the host, whose certificate is checked; else addresses that are private.

        Who looked the host up again could be led elsewhere. Raise VectorsError if one of the addresses is not private;
        OSError if the host is not known.
        """
        if self.place.scheme == "https" or is_number(self.place.host):
            return (self.place.host,)
        addresses = tuple(dict.fromkeys(resolve(self.place.host, self.place.port)))[:MOST_ADDRESSES]
        self._refuse_public(addresses)
        return addresses

    def refuse_public(self) -> None:
        """Raise VectorsError if this is known to be a public address without https. A server may be away: not now."""
        with suppress(OSError, UnicodeError):
            within(KNOCK_S, self.check)

    def _refuse_public(self, addresses: Sequence[str]) -> None:
        if self.place.scheme != "https" and not all(map(is_private, addresses)):
            raise VectorsError(
                f"{self.place.host} is not in a private network, and what is sent there by http can be read and "
                "changed on the way; write https://, or keep the server in a private network"
            )


def is_number(host: str) -> bool:
    """Say whether a host is told by its number."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def is_private(address: str) -> bool:
    """Say whether an address is this machine's, or of a network of one's own."""
    read = ip_address(address.partition("%")[0])
    inner = read.ipv4_mapped if isinstance(read, IPv6Address) else None  # which would count as private itself
    return any((inner or read) in network for network in _PRIVATE)
