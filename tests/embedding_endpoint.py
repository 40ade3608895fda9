"""A loopback endpoint that embeds as OpenAI's /v1/embeddings, by any encoder; it can be told to fail."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fake_embeddings import FakeEmbeddings

from index.embeddings import Vectors

MOST_INPUTS = 32  # as text-embeddings-inference has it


@dataclass
class PlayedEndpoint:
    """What an endpoint serves, what it was sent, and the status of the next answers, 200 where none is set."""

    encode: Callable[[Sequence[str]], Vectors] = field(default_factory=lambda: FakeEmbeddings().encode)
    port: int = 0
    requests: list[dict] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def answer(self, request: BaseHTTPRequestHandler) -> tuple[int, dict]:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        self.requests.append(body)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        if self.failing:
            return self.failing.pop(0), {"error": {"message": "no: very-secret"}}
        if request.path != "/v1/embeddings":
            return 404, {}
        if len(body["input"]) > MOST_INPUTS:
            return 422, {}
        vectors = [[2.0 * float(number) for number in vector] for vector in self.encode(body["input"])]
        data = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]
        return 200, {"object": "list", "data": data, "model": body["model"], "usage": {"prompt_tokens": 1}}


@contextmanager
def endpoint(played: PlayedEndpoint) -> Iterator[PlayedEndpoint]:
    """Serve on loopback, at the port that the endpoint had before, if any."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, answer = played.answer(self)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # who asked was killed
                self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", played.port), Handler) as httpd:
        played.port = httpd.server_port
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        try:
            yield played
        finally:
            httpd.shutdown()
