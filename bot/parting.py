"""Part a request that asks for somebody's words and for something else too: each is answered by itself."""

from dataclasses import replace

from bot.errors import UsageProblem
from bot.extraction.parts import parts
from bot.question import understand
from bot.request import Request, Turn


def questions_in(request: Request) -> tuple[Request, ...]:
    """Return the questions of a request, each asked after those before it; the request itself if it asks one thing.

    Several facts that are asked at once are one question: a sentence may hold them all.
    """
    found = parts(understand(request.question).text)
    try:
        if not any(understand(part).speech for part in found):
            return (request,)
    except UsageProblem:  # "and why did he?" is no question without the other
        return (request,)
    asked = [Turn("user", part) for part in found]
    return tuple(
        replace(request, question=part, history=(*request.history, *asked[:at])) for at, part in enumerate(found)
    )
