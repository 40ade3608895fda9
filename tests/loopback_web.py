"""A web server on loopback that answers as it is told: well, badly, slowly or without an end."""

import contextlib
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket, threading.Event], None]


def answer(content: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole answer; `content_type=…` becomes Content-Type."""
    named = {"Content_Length": str(len(content)), "content_type": "text/html"} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + content


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"do not read me", status, Location=location)


def dripping(start: bytes, drop: bytes, every_s: float) -> Answer:
    """Send a start, then a drop every so often, without an end."""

    def send(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(start)
        while not stopped.wait(every_s):
            connection.sendall(drop)

    return send


def endless(start: bytes, block: bytes) -> Answer:
    """Send a start, then the same block as fast as it is taken."""

    def send(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(start)
        while not stopped.is_set():
            connection.sendall(block)

    return send


def bomb(megabytes: int) -> bytes:
    """Return zeros, packed, without ever holding them all."""
    machine = zlib.compressobj(9, wbits=31)
    million = bytes(1_000_000)
    return b"".join(machine.compress(million) for _ in range(megabytes)) + machine.flush()


@dataclass
class LoopbackWeb:
    """The answers by path (404 for the rest), and the requests that came."""

    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    port: int = 0
    secure: ssl.SSLContext | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        return [request.split(" ", 2)[1] for request in self.requests]

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.name}{path}"

    def serve(self, listener: socket.socket) -> None:
        threads = []
        while not self.stopped.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            threads.append(threading.Thread(target=self._answer, args=[connection], daemon=True))
            threads[-1].start()
        for thread in threads:
            thread.join(5)

    def _answer(self, accepted: socket.socket) -> None:
        with accepted, contextlib.suppress(OSError):
            accepted.settimeout(5)
            if self.secure:
                with self.secure.wrap_socket(accepted, server_side=True) as connection:
                    self._converse(connection)
            else:
                self._converse(accepted)

    def _converse(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            if not (part := connection.recv(65536)):
                self.requests.append("? ? " + request.decode("latin-1"))
                return
            request += part
            if request[0] == 0x16:  # a TLS handshake: nothing here speaks it
                self.requests.append("TLS ? " + request.decode("latin-1"))
                return
        self.times.append(time.monotonic())
        self.requests.append(request.decode("latin-1"))
        told = self.pages.get(self.paths[-1], answer(status="404 Not Found"))
        if callable(told):
            told(connection, self.stopped)
        else:
            connection.sendall(told)
        connection.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def loopback_web(pages: dict[str, Answer] | None = None, secure: ssl.SSLContext | None = None) -> Iterator[LoopbackWeb]:
    """Serve on a free port of 127.0.0.1 until the block ends, with TLS if there is a context for it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.01)
        web = LoopbackWeb(pages or {}, port=listener.getsockname()[1], secure=secure)
        thread = threading.Thread(target=web.serve, args=[listener], daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.stopped.set()
            thread.join(10)
