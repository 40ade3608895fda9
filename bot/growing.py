"""Ask a desk from a terminal, and show there how the answer grows while a language model words it."""

from rich.text import Text

from bot.answer import Answer
from bot.answerers import Answerer
from bot.console import growing
from bot.desk import Desk, Libraries
from bot.render import growing_view
from bot.request import Request


def ask_shown(desk: Desk, request: Request, libraries: Libraries) -> Answer:
    """Return the answer; on a terminal its statements are shown meanwhile, and gone when it is whole."""
    if (request.answerer or desk.wording.usual) is Answerer.EXTRACTIVE:
        return desk.ask(request, libraries)
    with growing() as show:
        show(Text("The model is reading; Ctrl-C stops it.", style="dim"))
        return desk.ask(request, libraries, lambda answer: show(growing_view(answer)))
