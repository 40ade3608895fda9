"""Ask a desk from a terminal, and show there how the answer grows while a language model words it."""

from collections.abc import Callable

from rich.text import Text

from bot.answer import Answer
from bot.answerers import Answerer
from bot.console import growing
from bot.desk import Desk, Libraries
from bot.render import growing_view
from bot.render.typesetting import FAINT
from bot.request import Request


def ask_shown(
    desk: Desk, request: Request, libraries: Libraries, heard: Callable[[Answer], object] = lambda answer: None
) -> Answer:
    """Return the answer; on a terminal its statements are shown meanwhile, and gone when it is whole.

    `heard` is given what there is of it each time that it has grown.
    """
    if (request.answerer or desk.wording.usual) is Answerer.EXTRACTIVE:
        return desk.ask(request, libraries)
    with growing() as show:
        show(Text("The model is reading; Ctrl-C stops it.", style=FAINT))

        def grow(answer: Answer) -> None:
            heard(answer)
            show(growing_view(answer))

        return desk.ask(request, libraries, grow)
