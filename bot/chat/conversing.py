"""Converse: take what is typed, answer questions, carry out commands, until the person ends it.

Importing this loads nothing of the articles; what does is imported behind the prompt, or when a line is taken.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.history import History
from bot.chat.loading import Loader
from bot.chat.verbs import ENDINGS

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

    from bot.chat.prompt import Prompt
    from bot.chat.talk import Talk

GREETING = "Ask about the articles. Enter sends, /help lists commands, Ctrl-D ends.\n"
LOADING = "The model is loading; the first answer takes some seconds.\n"
STOPPED = "Stopped.\n"
DUMB = ("", "dumb", "unknown")


def converse(library: str, *, remembering: bool) -> None:
    """Hold a conversation about a library, at a terminal or line by line from a pipe."""
    chat = Chat(library, remembering=remembering)
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            chat.at_terminal(simple=os.environ.get("TERM", "") in DUMB)
        else:
            chat.from_pipe()
    finally:
        chat.close()
    chat.leave()


class Chat:
    """A conversation from its first line to its last. `remembering`: what is typed is kept for the next one."""

    def __init__(self, library: str, *, remembering: bool) -> None:
        self._loader = Loader(self._look_again)
        self._library = library
        self._remembering = remembering
        self._talk: Talk | None = None
        self._prompt: Prompt | None = None
        self._told = f"{library} · opening"

    def at_terminal(self, *, simple: bool) -> None:
        """Take what is typed; at a terminal that can do nothing but lines, line by line."""
        sys.stdout.write(GREETING)
        if simple:
            sys.stdout.write(LOADING)
            self._loader.begin()
            self._take(_typed_lines())
            return
        from bot.chat.holding import ended, keys_held

        keyboard = sys.stdin.fileno()
        if ended(keyboard):
            return
        with keys_held(keyboard):
            from bot.chat.prompt import Prompt

            self._prompt = Prompt(self._loader, self._history, lambda: self._told, self._completer)
            self._take(self._prompt.lines())

    def from_pipe(self) -> None:
        """Take line after line. Raise what keeps them from being answered: nobody is there to try again."""
        self._loader.begin()
        desk = self._loader.desk()
        from bot.commands.opening import holds_articles

        holds_articles(desk, self._library)
        try:
            self._loader.whole()
        except KeyboardInterrupt:
            self._loader.wait()
            raise
        for typed in sys.stdin:
            if typed.strip().lower() in ENDINGS:
                return
            self._respond(typed)

    def close(self) -> None:
        """Close what was opened."""
        self._loader.close()

    def leave(self) -> None:
        """End the process at once if the model is still loading: everything of ours is closed."""
        if self._loader.loading:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)

    def _take(self, lines: Iterable[str]) -> None:
        """Answer what is typed; Ctrl-C stops the answer, not the conversation."""
        for typed in lines:
            if typed.strip().lower() in ENDINGS:
                return
            try:
                self._respond(typed)
                self._keep(typed)
            except KeyboardInterrupt:
                sys.stdout.write(f"\n{STOPPED}")
            self._look_again()

    def _respond(self, typed: str) -> None:
        if not typed.strip():
            return
        self._loader.desk()  # what keeps it from being opened ends the chat
        from bot.chat.replying import respond
        from bot.chat.talk import Talk

        self._talk = self._talk or Talk(self._loader, self._library)
        respond(self._talk, typed.strip("\r\n"))

    def _history(self) -> History | None:
        """Return the history, waiting until the data directory is known; None if none is kept."""
        if not self._remembering:
            return None
        settings = self._loader.settings()
        return History(settings.home.expanduser(), timedelta(days=settings.records.retention_days))

    def _keep(self, typed: str) -> None:
        """Keep what was typed; a disk that is full, or cannot be written, keeps nobody from asking."""
        try:
            if self._remembering and (history := self._history()):
                history.keep(typed)
        except OSError as error:
            self._remembering = False
            sys.stderr.write(f"newsdesk: What you type cannot be kept for the next time: {error.strerror or error}.\n")

    def _completer(self) -> "Completer":
        from bot.chat.completing import TypedCompleter

        return TypedCompleter(
            lambda: self._loader.opened, lambda: (self._talk.library if self._talk else self._library,)
        )

    def _look_again(self) -> None:
        """Tell below the prompt what is there by now; called from the loader too."""
        if desk := self._loader.opened:
            library = self._talk.library if self._talk else self._library
            count = desk.freshness((library,)).articles
            articles = f"{count:,} article{'' if count == 1 else 's'}" if count else "no articles yet: /index FOLDER"
            limits = self._talk.limits.told if self._talk else ""
            self._told = " · ".join(part for part in (library, articles, limits, self._loader.state) if part)
        if self._prompt:
            self._prompt.look_again()


def _typed_lines() -> Iterator[str]:
    while True:
        try:
            sys.stdout.write("> ")
            sys.stdout.flush()
            typed = sys.stdin.readline()
        except KeyboardInterrupt:  # drops the line
            sys.stdout.write("\n")
            continue
        if not typed:
            return
        yield typed
