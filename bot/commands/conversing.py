"""Converse: chat. Importing this loads nothing of the articles, so that the prompt is there at once."""

from typing import Annotated

import typer

from bot.commands.options import Library
from bot.libraries import DEFAULT


def chat(
    library: Library = DEFAULT,
    history: Annotated[
        bool, typer.Option("--history/--no-history", help="Keep what you type for the next time.")
    ] = True,
) -> None:
    """Ask one question after the other; follow-ups are understood. Enter sends, Alt-Enter makes a line, Ctrl-D ends.

    The prompt is there at once; the model is loaded behind it. Lines that begin with / are commands: /help lists them.
    What you type is kept for the arrow keys in chat-history of the data directory, but no line that begins with a
    blank. Where input or output is no terminal, every line of the input is a question or a command.

    \b
    Examples:
      newsdesk chat
      newsdesk chat --library sports --no-history
      printf '%s\\n' "what did the mayor say" "and the ferry company?" | newsdesk chat
    """
    from bot.chat.conversing import converse

    converse(library, remembering=history)
