"""How long is waited for a server: names are looked up and answers come in threads that are left behind if late."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Given = TypeVar("Given")


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
