"""How long is waited for a server: names are looked up and answers come in threads that are left behind if late."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

Given = TypeVar("Given")

PROMPT_S = 0.05  # within which an answer is not late
REGAINED = 0.1  # seconds of a second


class Allowance:
    """What late answers may take in all: what they took comes back slowly.

    A question makes several searches, each of which may be in time and all of them together late.
    """

    def __init__(self, most_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_s = most_s
        self._clock = clock
        self._left_s = most_s
        self._at = clock()

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Give how long an answer may take, and take from it how late it is. Raise TimeoutError if nothing is left."""
        began = self._clock()
        self._left_s = min(self._most_s, self._left_s + REGAINED * (began - self._at))
        self._at = began
        if self._left_s < PROMPT_S:
            raise TimeoutError("it is late again and again")
        try:
            yield self._left_s
        finally:
            self._left_s -= max(0.0, self._clock() - began - PROMPT_S)


def within(seconds: float, work: Callable[[], Given], late: Callable[[Given], object] | None = None) -> Given:
    """Return what the work returns, or raise what it raises; TimeoutError if it takes longer.

    What comes too late is handed to `late`. A time limit of the connection's own would be begun anew by every byte,
    and does not count the look-up of a name, which cannot be stopped.
    """
    result: Future[Given] = Future()

    def done() -> None:
        try:
            given = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            if result.set_running_or_notify_cancel():
                result.set_exception(error)
            return
        if result.set_running_or_notify_cancel():
            result.set_result(given)
        elif late is not None:
            late(given)

    threading.Thread(target=done, name="server", daemon=True).start()
    try:
        return result.result(seconds)
    except TimeoutError:
        if result.cancel():
            raise TimeoutError(f"no answer within {seconds:g} s") from None
        return result.result()  # it came in the last moment, or is what the work raised
