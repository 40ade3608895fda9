"""Call a chat model: its words as they arrive, and an end to the waiting at the deadline.

A call runs in a thread of its own, which no answer waits for: after the deadline it ends with the next piece that
arrives, or with the client's own timeout.
"""

import queue
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from bot.errors import ModelFailure
from bot.generating.asking import Asked, Tool
from bot.generating.notices import LATE

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

THREAD = "language model"
ENDS_WITHIN_S = 2.0  # a call that was broken off, if the model sends a piece a second


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what a model writes: text, or the JSON of the tool's call; `tokens` is the whole use, if it is told."""

    text: str = ""
    arguments: str = ""
    tokens: int = 0


class Caller:
    """A chat model, which is given a tool unless the settings or the model will not have it."""

    def __init__(self, model: "BaseChatModel", output: str = "auto") -> None:
        self._model = model
        self._output = output
        self._tooled = output != "text"
        self._calls: WeakSet[_Call] = WeakSet()

    def close(self) -> None:
        """Break off every call, and wait a moment for their ends.

        A thread that is in a client's native code when the interpreter ends takes the process down with it.
        """
        until = time.monotonic() + ENDS_WITHIN_S
        for call in list(self._calls):
            call.end(max(0.0, until - time.monotonic()))

    @property
    def tooled(self) -> bool:
        """Say whether the model is given tools."""
        return self._tooled

    def stream(self, asked: Asked, deadline: float, tool: Tool | None) -> Iterator[Piece]:
        """Yield what the model writes, until a moment of `time.monotonic`. Raise ModelFailure if it fails.

        A model that refuses the request with the tool is asked without it, and if that is better, from then on.
        """
        try:
            yield from self._call(asked, deadline, tool)
        except ModelFailure as error:
            if not (error.refused_request and tool and self._output == "auto"):
                raise
        else:
            return
        for piece in self._call(asked, deadline, None):
            self._tooled = False
            yield piece

    def _call(self, asked: Asked, deadline: float, tool: Tool | None) -> Iterator[Piece]:
        """Yield the pieces of one call; whoever stops iterating ends it."""
        call = _Call(asked.template | self._with(tool), asked, tool.name if tool else "")
        call.start()
        self._calls.add(call)
        try:
            while (left_s := deadline - time.monotonic()) > 0:
                if (piece := call.arrived.get(timeout=left_s)) is None:
                    break
                yield piece
            else:  # a model that sends without pause is late too
                raise ModelFailure(LATE)
        except queue.Empty as error:
            raise ModelFailure(LATE) from error
        finally:
            call.given_up = True
        if call.error:
            raise failure_of(call.error) from call.error

    def _with(self, tool: Tool | None) -> "Runnable[Any, Any]":
        try:
            return self._model.bind_tools([tool.schema], tool_choice=tool.name) if tool else self._model
        except NotImplementedError as error:  # LangChain's models without tools say so
            raise ModelFailure(
                "The language model has no tools; set NEWSDESK_MODEL__OUTPUT=auto.", refused_request=True
            ) from error


def failure_of(error: Exception) -> ModelFailure:
    """Return what stands for an error of a provider's client: passing if it may be gone in a moment.

    The clients share no class; those that were refused know the status, and those that reached nobody rest on an error
    of the system's.
    """
    status = getattr(error, "status_code", None)
    if not isinstance(status, int):
        causes = list(_causes(error))
        if any(isinstance(cause, TimeoutError) for cause in causes):
            return ModelFailure(LATE, passing=True)
        reached = not any(isinstance(cause, OSError) for cause in causes)
        what = "gave no answer that can be read" if reached else "cannot be reached"
        return ModelFailure(f"The language model {what} ({type(error).__name__}).", passing=True)
    passing = status in (408, 409, 425, 429) or status >= 500
    reason = {401: "refuses the key", 403: "refuses the key", 404: "is not known there", 429: "is overloaded"}
    return ModelFailure(
        f"The language model {reason.get(status, 'answers with an error')} ({status}).",
        passing=passing,
        refused=True,
        refused_request=status in (400, 422),
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


class _Call:
    """One call on its way: what arrived, an end to it, and the error that it ended with."""

    def __init__(self, chain: "Runnable[dict[str, str], Any]", asked: Asked, tool: str) -> None:
        self._chain = chain
        self._asked = asked
        self._tool = tool
        self.arrived: queue.SimpleQueue[Piece | None] = queue.SimpleQueue()
        self.given_up = False
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self, within_s: float) -> None:
        """Give it up, and wait so long for its end."""
        self.given_up = True
        self._thread.join(within_s)

    def _run(self) -> None:
        """Put every piece into the queue, and None behind the last.

        The pieces are read here and not by a step of the chain: closed early, such a step first reads its input to the
        end (`Runnable._transform_stream_with_config` of langchain-core), which a model may never come to.
        """
        try:
            for piece in _pieces(self._chain.stream(self._asked.values), self._tool):
                if self.given_up:
                    break
                self.arrived.put(piece)
        except Exception as error:  # noqa: BLE001 - the clients' errors share no class; it is raised to whoever waits
            self.error = error
        self.arrived.put(None)


def _pieces(chunks: Iterable[Any], tool: str) -> Iterator[Piece]:
    """Yield what LangChain's chunks bring: text, and what is said by our tool; other tools are passed over."""
    calls: dict[Any, str] = {}  # the names of the tools called, which only the first parts of calls have
    for chunk in chunks:
        arguments = ""
        for call in getattr(chunk, "tool_call_chunks", ()):
            name = calls.setdefault(call.get("index"), call.get("name") or tool)
            arguments += (call.get("args") or "") if name == tool else ""
        used = getattr(chunk, "usage_metadata", None) or {}
        yield Piece(str(chunk.text), arguments, int(used.get("total_tokens") or 0))
