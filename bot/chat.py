"""The conversation in a terminal: one question a line, the model loaded once."""

import sys
import threading
from collections.abc import Iterator

from rich.text import Text

from bot.console import print_view, say
from bot.desk import Desk
from bot.errors import NewsdeskError
from bot.render import answer_view
from index import IndexingError

GREETING = "Ask about the articles. Enter sends, Ctrl-D or /quit ends."
FOLLOW_EVERY_S = 10.0
ENDINGS = frozenset({"/quit", "/exit", "/q"})


def chat(desk: Desk, library: str) -> None:
    """Answer questions until the person ends the conversation."""
    # Chroma is checked, and mended if need be, beside the conversation; the exact search answers meanwhile.
    ended = threading.Event()
    threading.Thread(target=_follow, args=(desk, ended), daemon=True).start()
    desk.load()
    try:
        for question in _questions():
            if question.strip() in ENDINGS:
                return
            if question.strip():
                _reply(desk, library, question)
    finally:
        ended.set()


def _reply(desk: Desk, library: str, question: str) -> None:
    try:
        print_view(answer_view(desk.ask(question, library)))
    except (NewsdeskError, IndexingError) as error:
        print_view(Text(str(error), style="red"))


def _questions() -> Iterator[str]:
    """Yield what is typed; from a pipe, its lines."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory

    print_view(Text(GREETING, style="dim"))
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            yield session.prompt("> ")
        except KeyboardInterrupt:  # drops the line, as in a shell
            continue
        except EOFError:
            return


def _follow(desk: Desk, ended: threading.Event) -> None:
    """Have Chroma follow, now and again: another process may have it first, or restore a backup meanwhile."""
    failed = False
    while not ended.is_set():
        try:
            desk.follower.prepare()
        except IndexingError as error:
            if not failed:
                say(f"{error} Questions are answered by the exact search.")
            failed = True
        ended.wait(FOLLOW_EVERY_S)
