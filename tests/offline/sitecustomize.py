"""Put on the path of processes under test: whoever reaches for the network ends with an error."""

import sys

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN and not any(isinstance(part, str) and part.startswith("/") for part in arguments):
        raise RuntimeError(f"{event} in a process that must stay offline: {arguments[1:]}")


sys.addaudithook(_refuse)
