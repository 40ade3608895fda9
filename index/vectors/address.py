"""Where a Chroma server is, and whether it may be spoken to as it is: a public address only by https."""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from index.errors import FetchError, VectorsError
from index.fetching.addresses import Place, place_of
from index.vectors.patience import within

Resolve = Callable[[str, int], Sequence[str]]
KNOCK_S = 1.0  # how long somebody who only looks waits for an answer


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
        if _is_number(place.host):
            address._refuse_public([place.host])
        return address

    @property
    def url(self) -> str:
        """Return the address without a path."""
        return self.place.url.removesuffix("/")

    def check(self, resolve: Resolve = system_addresses) -> None:
        """Raise VectorsError if what is to be spoken to in plain text is public; OSError if its host is not known."""
        if self.place.scheme != "https" and not _is_number(self.place.host):
            self._refuse_public(resolve(self.place.host, self.place.port))

    def refuse_public(self) -> None:
        """Raise VectorsError if this is known to be a public address without https. A server may be away: not now."""
        with suppress(OSError, UnicodeError):
            within(KNOCK_S, self.check)

    def answers(self) -> bool:
        """Say whether anything listens there; what it is is not asked."""

        def knock() -> bool:
            self.check()
            with socket.create_connection((self.place.host, self.place.port), KNOCK_S):
                return True

        try:
            return within(KNOCK_S, knock)
        except (VectorsError, OSError, UnicodeError):
            return False

    def _refuse_public(self, addresses: Sequence[str]) -> None:
        if self.place.scheme != "https" and not all(map(_is_private, addresses)):
            raise VectorsError(
                f"{self.place.host} is a public address, and what is sent there by http can be read and changed on the "
                "way; write https://, or keep the server in a private network"
            )


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _is_private(address: str) -> bool:
    read = ip_address(address.partition("%")[0])
    inner = read.ipv4_mapped if isinstance(read, IPv6Address) else None  # which would count as private itself
    return (inner or read).is_private
