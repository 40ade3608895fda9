"""Read untrusted documents, each in a process of its own: `python -m index.parsing.worker`.

This process imports the readers once, stays small and single-threaded, and forks for every document. It never looks
into a document itself. It ends when its standard input does, also in the middle of a document.
"""

import gc
import json
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from index.errors import ParseError
from index.kinds import Kind
from index.parsing.confinement import confine
from index.parsing.document import Entry, Parsed, packed
from index.parsing.frames import read_frame, write_frame
from index.parsing.limits import Limits

MOST_ANSWER_BYTES = 32 * 1024 * 1024  # five million characters, each of up to six bytes in JSON
# Read once before the first document: what libraries make at their first use is then made before the forks.
SPECIMEN = (
    b"<html><head><title>A page</title></head><body><article><h1>A page</h1><p>Nothing happened.</p></article></body>"
)
DAMAGED = "it is damaged, or of a form that cannot be read here; open it, save it anew and try again"

Reader = Callable[[bytes, str | None, str | None], Parsed | tuple[Entry, ...]]  # content, url, charset


def serve(readers: Mapping[str, Reader], limits: Limits, requests: int = 0, answers: int = 1) -> None:
    """Answer requests until they end: a frame of JSON (kind, url, charset), then one of the document's bytes."""
    gc.freeze()
    while (head := read_frame(requests)) is not None and (content := read_frame(requests)) is not None:
        answer = _answer(readers, json.loads(head), content, limits, (requests, answers))
        write_frame(answers, answer)


def _answer(
    readers: Mapping[str, Reader], request: Any, content: bytes, limits: Limits, pipes: tuple[int, int]
) -> bytes:
    """Return a reader's answer, or the reason why there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            for pipe in (reading, *pipes):  # what it does must reach nobody but this process
                os.close(pipe)
            gc.set_threshold(100_000)  # each collection touches memory that is shared until then
            confine(limits)
            _write(writing, _payload(readers, request, content, limits))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    refusal = None
    try:
        payload = _collected(reading, pipes[0], time.monotonic() + limits.wall_s)
    except TimeoutError:
        refusal = limits.time_reason
    except ValueError as error:
        refusal = str(error)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if refusal is None and status:
        refusal = _refusal(status, limits)
    return payload if refusal is None else json.dumps({"refused": refusal}).encode()


def _payload(readers: Mapping[str, Reader], request: Any, content: bytes, limits: Limits) -> bytes:
    """Read the document, in the process made for it; whatever is not foreseen ends that process."""
    try:
        answer = packed(readers[request["kind"]](content, request["url"], request["charset"]))
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except ParseError as error:
        reason = str(error)
    except MemoryError:
        reason = limits.memory_reason
    except RecursionError:
        reason = "it is nested too deeply; save it in a simpler form"
    return json.dumps({"refused": reason}).encode()


def _collected(reading: int, requests: int, deadline: float) -> bytes:
    """Return all that the reading process writes; exit if whoever asked is gone meanwhile."""
    waiting = select.poll()
    waiting.register(reading, select.POLLIN)
    waiting.register(requests, 0)  # hang-ups are reported unasked
    parts: list[bytes] = []
    while True:
        ready = dict(waiting.poll(max(0.0, deadline - time.monotonic()) * 1000))
        if requests in ready:
            sys.exit()
        if not ready:
            raise TimeoutError
        part = os.read(reading, 1024 * 1024)
        if not part:
            return b"".join(parts)
        parts.append(part)
        if sum(map(len, parts)) > MOST_ANSWER_BYTES:
            raise ValueError(DAMAGED)


def _refusal(status: int, limits: Limits) -> str:
    """Return why a process ended without an answer; negative statuses are signals."""
    if status == -signal.SIGXCPU:
        return f"it took more than {limits.cpu_s} s of computing to read; split it, or save it in a simpler form"
    if status < 0:
        return f"its reader crashed on it ({signal.Signals(-status).name}); save it anew, or in another form"
    return DAMAGED


def _write(pipe: int, payload: bytes) -> None:
    view = memoryview(payload)
    while view:
        view = view[os.write(pipe, view) :]


def main() -> None:
    """Serve the readers of all kinds; what libraries print goes nowhere."""
    from index.parsing import docx, feed, html, pdf

    answers, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    logging.disable()
    html.read(SPECIMEN)
    readers: dict[str, Reader] = {
        Kind.HTML: html.read,
        Kind.PDF: pdf.read,
        Kind.DOCX: docx.read,
        Kind.FEED: feed.read,
    }
    serve(readers, Limits(), answers=answers)


if __name__ == "__main__":
    main()
