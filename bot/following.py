"""Following: have Chroma follow the ledger, now and again, beside whatever else a process does."""

import threading
import time
from collections.abc import Callable

from index import Follower, IndexingError, Unreachable, VectorsError

EVERY_S = 5.0
LISTEN_S = 0.5  # at a time, so that an end is noticed
SELDOM_S = 300.0  # at most, between two tries while Chroma fails


class Following:
    """Open Chroma once no other process has it, and take over what others index, restore or erase.

    In a thread of its own: a rebuild takes minutes. The exact search answers meanwhile. `tell` hears of what fails,
    once as long as it fails alike, and `tell_of_return` of when it follows again. `beside` is called as often, before
    Chroma is looked at, and raises nothing.
    """

    def __init__(
        self,
        follower: Follower,
        tell: Callable[[IndexingError], None],
        tell_of_return: Callable[[], None] = lambda: None,
        beside: Callable[[], None] = lambda: None,
    ) -> None:
        self._follower = follower
        self._tell = tell
        self._tell_of_return = tell_of_return
        self._beside = beside
        self._told = ""
        self._pause_s = EVERY_S
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow_on, name="following", daemon=True)

    def begin(self) -> None:
        """Follow from now on."""
        self._thread.start()

    def close(self) -> None:
        """Follow no more; wait until what is being written is written."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _follow_on(self) -> None:
        self._follow()
        while not self._is_ended():
            self._follow()

    def _is_ended(self) -> bool:
        """Wait for the pause, or until a change is told of, and say whether it is to end."""
        if self._told or not self._follower.hears:
            return self._ended.wait(self._pause_s)
        give_up = time.monotonic() + self._pause_s
        while not self._ended.wait(LISTEN_S):  # many changes are taken over together
            left = give_up - time.monotonic()
            if left <= 0 or self._follower.wait_for_change(min(LISTEN_S, left)):
                return False
        return True

    def _follow(self) -> None:
        self._beside()
        try:
            followed = self._follower.prepare()
            self._pause_s = EVERY_S
            if followed and self._told:
                self._told = ""
                self._tell_of_return()
        except IndexingError as error:
            failing = isinstance(error, VectorsError) and not isinstance(error, Unreachable)
            self._pause_s = min(2 * self._pause_s, SELDOM_S) if failing else EVERY_S
            if str(error) != self._told:
                self._tell(error)
            self._told = str(error)
