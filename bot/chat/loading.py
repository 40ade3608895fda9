"""Open the desk and load its model in a thread, while what is asked can be typed already."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.following import Following
    from bot.settings import Settings


class Loader:
    """A desk on its way: opened first (a second), then with its model (several), then Chroma follows now and again.

    `changed` is called, from the thread, whenever one of these is done or has failed.
    """

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self._settings: Future[Settings] = Future()
        self._desk: Future[Desk] = Future()
        self._model: Future[None] = Future()
        self._following: Following | None = None
        self._closing = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="loader", daemon=True)

    def begin(self) -> None:
        """Begin, once; what is imported now would have kept the prompt waiting."""
        if self._thread.ident is None:
            self._thread.start()

    def settings(self) -> "Settings":
        """Return the settings, waiting for them."""
        return self._settings.result()

    def desk(self) -> "Desk":
        """Return the desk, waiting until it is open. Raise what kept it from being opened."""
        return self._desk.result()

    def whole(self) -> "Desk":
        """Return the desk, waiting for its model. Raise what kept it from being loaded."""
        self._model.result()
        return self.desk()

    @property
    def opened(self) -> "Desk | None":
        """Return the desk if it is open already."""
        return self._desk.result() if self._desk.done() and not self._desk.exception() else None

    @property
    def failure(self) -> BaseException | None:
        """Return what kept the desk from being opened, if that is known."""
        return self._desk.exception() if self._desk.done() else None

    @property
    def state(self) -> str:
        """Say what is not there yet, "" if all is."""
        if not self._desk.done():
            return "opening"
        if not self._model.done():
            return "the model is loading"
        return "the model cannot be loaded" if self._model.exception() else ""

    @property
    def loading(self) -> bool:
        """Say whether the thread is still at work: libraries that it loads take an orderly end of Python badly."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Wait until there is nothing more to load."""
        if self.loading:
            self._thread.join()

    def close(self) -> None:
        """Close the desk; what is loading just now is not waited for."""
        with self._closing:
            self._ended = True
        if self._following:
            self._following.close()
        if desk := self.opened:
            desk.close()

    def _run(self) -> None:
        with _Outcome(self._settings, self._desk, self._model):
            from bot.desk import Desk
            from bot.settings import load_settings

            self._settings.set_result(load_settings())
            self._desk.set_result(Desk(self._settings.result()))
            self._changed()
            if not self._ended:
                self._desk.result().load()
                self._model.set_result(None)
        self._changed()
        if self.opened:
            self._follow(self.opened)

    def _follow(self, desk: "Desk") -> None:
        """Have Chroma checked, and mended if need be, beside the conversation."""
        from bot.console import say
        from bot.following import Following

        with self._closing:
            if not self._ended:
                tell = "{} Questions are answered by the exact search.".format
                self._following = Following(desk.follower, lambda error: say(tell(error)))
                self._following.begin()


class _Outcome:
    """Put what a block fails with where it is waited for: whoever waits raises it, of whatever class it is."""

    def __init__(self, *awaited: "Future[Settings] | Future[Desk] | Future[None]") -> None:
        self._awaited = awaited

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        for future in self._awaited:
            if error is not None and not future.done():
                future.set_exception(error)
        return True
