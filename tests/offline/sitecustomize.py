"""Put on the path of processes under test: whoever reaches for the network ends with an error.

LOOPBACK_PORT names the one port of 127.0.0.1 that a test serves on, if it does; the port at which the bot is to tell of
its health is its own.
"""

import os
import sys

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


def _loopback(variable: str) -> tuple[str, int] | None:
    port = int(os.environ.get(variable, "0"))
    return ("127.0.0.1", port) if port else None


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _FORBIDDEN:
        return
    if event == "socket.bind" and arguments[1] == _loopback("NEWSDESK_DISCORD__HEALTH_PORT"):
        return
    asked = arguments[1] if event == "socket.connect" else arguments[:2]
    if asked == _loopback("LOOPBACK_PORT"):
        return
    if not any(isinstance(part, str) and part.startswith("/") for part in arguments):
        raise RuntimeError(f"{event} in a process that must stay offline: {arguments[1:]}")


sys.addaudithook(_refuse)
