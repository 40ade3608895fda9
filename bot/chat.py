"""The conversation in a terminal: one question a line, the model loaded once."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from bot.console import print_view, say
from bot.desk import Desk
from bot.errors import NewsdeskError
from bot.following import Following
from bot.growing import ask_shown
from bot.render import answer_view
from bot.request import Request, Turn
from index import IndexingError

GREETING = "Ask about the articles. Enter sends, Ctrl-D or /quit ends."
MOST_TURNS = 12  # of the conversation that a follow-up is understood by
ENDINGS = frozenset({"/quit", "/exit", "/q"})


def chat(desk: Desk, libraries: tuple[str, ...]) -> None:
    """Answer questions until the person ends the conversation."""
    # Chroma is checked, and mended if need be, beside the conversation; the exact search answers meanwhile.
    following = Following(desk.follower, lambda error: say(f"{error} Questions are answered by the exact search."))
    following.begin()
    desk.load()
    history: list[Turn] = []
    try:
        for question in _questions():
            if question.strip() in ENDINGS:
                return
            if question.strip():
                history += _reply(desk, libraries, question, history[-MOST_TURNS:])
    finally:
        following.close()


def _reply(desk: Desk, libraries: tuple[str, ...], question: str, history: Sequence[Turn]) -> list[Turn]:
    """Answer a question, and return what the conversation gained."""
    try:
        request = Request(question, tuple(history), now=datetime.now().astimezone())
        answer = ask_shown(desk, request, libraries)
    except (NewsdeskError, IndexingError) as error:
        print_view(Text(str(error), style="red"))
        return []
    print_view(answer_view(answer))
    return [Turn("user", answer.understood), Turn("assistant", answer.text)]


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
