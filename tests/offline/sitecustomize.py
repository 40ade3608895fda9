"""Put on the path of processes under test: whoever reaches for the network ends with an error.

LOOPBACK_PORT names the one port of 127.0.0.1 that a test serves on, if it does; the port at which the bot is to tell of
its health is its own.
"""

import os
import sys

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


_OWN = ("127.0.0.1", int(os.environ.get("NEWSDESK_DISCORD__HEALTH_PORT", "0")))
_LOOPBACK = ("127.0.0.1", int(os.environ.get("LOOPBACK_PORT", "0")))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.bind" and arguments[1:2] == (_OWN,) and _OWN[1]:
        return
    asked = arguments[1:2] if event == "socket.connect" else (arguments[:2],)
    if asked[:1] == (_LOOPBACK,) and _LOOPBACK[1]:
        return
    if event in _FORBIDDEN and not any(isinstance(part, str) and part.startswith("/") for part in arguments):
        raise RuntimeError(f"{event} in a process that must stay offline: {arguments[1:]}")


sys.addaudithook(_refuse)
