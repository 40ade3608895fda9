"""An OpenAI-compatible server on loopback that says what it is told to: statements, nonsense, errors, or nothing."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Conversation"], None]
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


class Conversation(BaseHTTPRequestHandler):
    """One request, and what goes back."""

    server: "ScriptedServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked: dict[str, Any] = json.loads(body)
        model = self.server.model
        with model.lock:
            number = len(model.requests)
            model.requests.append(self.asked)
        self.close_connection = True
        with contextlib.suppress(OSError):  # whoever asked may be gone
            model.replies[min(number, len(model.replies) - 1)](self)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    @property
    def prompt(self) -> str:
        return "\n".join(str(message.get("content")) for message in self.asked["messages"])

    def begin(self) -> None:
        self.wfile.write(HEADERS)
        self.wfile.flush()

    def send(self, delta: dict[str, Any] | None, **more: Any) -> None:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": None}]
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices} | more
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def finish(self, used: int = 0) -> None:
        if used:
            self.send(None, usage={"prompt_tokens": used - 1, "completion_tokens": 1, "total_tokens": used})
        self.wfile.write(b"data: [DONE]\n\n")

    def rest(self, seconds: float) -> bool:
        """Wait, and say whether the test has ended meanwhile."""
        return self.server.model.stopped.wait(seconds)


class ScriptedServer(ThreadingHTTPServer):
    """The server of one scripted model."""

    daemon_threads = True
    model: "ScriptedModel"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is no error here."""


@dataclass
class ScriptedModel:
    """The replies in order, the last one for good, and the requests that came."""

    replies: Sequence[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextlib.contextmanager
def scripted_model(*replies: Reply) -> Iterator[ScriptedModel]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    model = ScriptedModel(replies)
    with ScriptedServer(("127.0.0.1", 0), Conversation) as server:
        server.model = model
        model.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield model
        finally:
            model.stopped.set()
            server.shutdown()
            thread.join(5)


def arguments(text: str, *, name: str = "answer", parts: int = 4, used: int = 0) -> Reply:
    """Call a tool with these arguments, in parts."""

    def reply(to: Conversation) -> None:
        to.begin()
        step = max(1, -(-len(text) // parts))
        for at in range(0, max(1, len(text)), step):
            call: dict[str, Any] = {"index": 0, "function": {"arguments": text[at : at + step]}}
            if at == 0:
                call |= {"id": "c1", "type": "function"}
                call["function"]["name"] = name
            to.send({"role": "assistant", "tool_calls": [call]})
        to.finish(used)

    return reply


def statements(*texts: str, passages: Sequence[int] = (1,), used: int = 0) -> Reply:
    """State sentences, all of which cite the same passages."""
    stated = [{"text": text, "passages": list(passages)} for text in texts]
    return arguments(json.dumps({"statements": stated}), used=used)


def text(content: str, parts: int = 4) -> Reply:
    """Write text, in parts, whatever tools there are."""

    def reply(to: Conversation) -> None:
        to.begin()
        step = max(1, -(-len(content) // parts))
        for at in range(0, len(content), step):
            to.send({"role": "assistant", "content": content[at : at + step]})
        to.finish()

    return reply


def status(code: int, message: str = "no") -> Reply:
    """Answer with an error."""

    def reply(to: Conversation) -> None:
        body = json.dumps({"error": {"message": message, "type": "error"}}).encode()
        to.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)

    return reply


def without_tools(reply: Reply) -> Reply:
    """Refuse requests that bring tools, as servers do that know none; else reply."""

    def choose(to: Conversation) -> None:
        (status(400, "tools are not supported") if "tools" in to.asked else reply)(to)

    return choose


def raw(content: bytes) -> Reply:
    """Send bytes in place of a stream."""
    return lambda to: to.wfile.write(content) and None


def silent(to: Conversation) -> None:
    """Hang before the headers."""
    to.rest(60)


def hanging(to: Conversation) -> None:
    """Hang behind the headers."""
    to.begin()
    to.rest(60)


def dripping(to: Conversation) -> None:
    """Send a token every so often, and never end."""
    to.begin()
    while not to.rest(0.05):
        to.send({"content": "word "})


def cut(content: str) -> Reply:
    """Break off in the middle of a chunked stream."""

    def reply(to: Conversation) -> None:
        to.wfile.write(HEADERS.replace(b"Connection: close", b"Transfer-Encoding: chunked"))
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
                 "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": None}]}  # fmt: skip
        data = f"data: {json.dumps(chunk)}\n\n".encode()
        to.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\nffff\r\ndata: {")
        to.wfile.flush()
        time.sleep(0.05)

    return reply
