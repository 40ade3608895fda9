"""Have documents read by a child process: whatever they do to it, this process lives and the next one is read."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, Self

from index.errors import ParseError
from index.kinds import Kind
from index.parsing.document import Entry, Parsed, unpacked_entries, unpacked_parsed
from index.parsing.frames import read_frame, write_frame
from index.parsing.limits import Limits, bare_environment

WORKER = (sys.executable, "-P", "-m", "index.parsing.worker")
GRACE_S = 15.0  # for starting the child, and for handing a document over
MOST_ANSWER_BYTES = 33 * 1024 * 1024

_GONE = "its reader ended unexpectedly; try again, and save it in another form if that does not help"
_GARBAGE = "its reader answered with garbage; save it anew, or in another form"


class Parser:
    """Read pages, PDF, Word documents and feeds, one at a time; the child starts at first use and ends with this."""

    def __init__(self, *, command: Sequence[str] = WORKER, limits: Limits | None = None) -> None:
        self._command = tuple(command)
        self._limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(self, kind: Kind, content: bytes, *, url: str | None = None, charset: str | None = None) -> Parsed:
        """Return the article in a page, PDF or Word document. Raise ParseError with the reason if there is none."""
        answer = self._answer(kind, content, url, charset)
        try:
            return unpacked_parsed(answer)
        except ValueError as error:
            raise ParseError(_GARBAGE) from error

    def entries(self, content: bytes, *, url: str | None = None, charset: str | None = None) -> tuple[Entry, ...]:
        """Return a feed's entries in its order, one more than MOST_ENTRIES if there are more than that.

        Raise ParseError with the reason if it cannot be read.
        """
        answer = self._answer(Kind.FEED, content, url, charset)
        try:
            return unpacked_entries(answer)
        except ValueError as error:
            raise ParseError(_GARBAGE) from error

    def close(self) -> None:
        """End the child, and what it is reading."""
        with self._turn:
            self._stop()

    def _answer(self, kind: Kind, content: bytes, url: str | None, charset: str | None) -> dict[str, Any]:
        request = json.dumps({"kind": kind, "url": url, "charset": charset}).encode()
        try:
            with self._turn:
                answer = json.loads(self._exchanged(request, content))
        except TimeoutError as error:
            raise ParseError(self._limits.time_reason) from error
        except OSError as error:
            raise ParseError(_GONE) from error
        except (ValueError, RecursionError) as error:
            raise ParseError(_GARBAGE) from error
        if not isinstance(answer, dict):
            raise ParseError(_GARBAGE)
        if isinstance(reason := answer.get("refused"), str):
            raise ParseError(reason)
        return answer

    def _exchanged(self, request: bytes, content: bytes) -> bytes:
        """Return the child's answer. Raise OSError, TimeoutError or ValueError; the next request gets a new child."""
        stdin, stdout = self._pipes()
        deadline = time.monotonic() + self._limits.wall_s + GRACE_S
        answer = None
        try:
            write_frame(stdin, request, deadline)
            write_frame(stdin, content, deadline)
            answer = read_frame(stdout, deadline, MOST_ANSWER_BYTES)
            if answer is None:
                raise BrokenPipeError
            return answer
        finally:
            if answer is None:  # interruptions too: half an exchange must not meet the next one
                self._stop()

    def _pipes(self) -> tuple[int, int]:
        """Return the child's standard input and output, of a new child if there is none."""
        if self._child and self._child.poll() is not None:
            self._stop()
        if not self._child:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=bare_environment(os.environ),
                start_new_session=True,  # a group of its own, so that it is killed with what it forked
            )
        if not (self._child.stdin and self._child.stdout):
            raise BrokenPipeError
        return self._child.stdin.fileno(), self._child.stdout.fileno()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child:
            if child.returncode is None:  # else its number may be another process's by now
                with contextlib.suppress(ProcessLookupError, PermissionError):  # gone, or a zombie on macOS
                    os.killpg(child.pid, signal.SIGKILL)
            with child:  # closes the pipes and waits
                pass
