"""Failures in plain words: what a person is told, and what the operator finds in the log."""

import logging
import traceback
from collections.abc import Awaitable

from bot.discord.languages import say
from bot.discord.layout import Reply, Tone, notice_page
from bot.errors import NewsdeskError, UsageProblem
from index import IndexingError

APOLOGY = "Sorry, something went wrong. Try again; if it stays, tell the bot's operator."
OUT_OF_ORDER = (
    "The articles cannot be searched at the moment. Ask again later; the operator finds the reason in the log."
)

_log = logging.getLogger(__name__)


async def attempted(made: Awaitable[Reply]) -> Reply:
    """Return the reply that is being made, or what to say because it cannot be; raise nothing."""
    try:
        return await made
    except Exception as error:  # noqa: BLE001 - whatever happens, the person gets a reply
        return failure(error)


def failure(error: Exception) -> Reply:
    """Return what to say of an error; whatever is not for the person goes into the log."""
    if isinstance(error, UsageProblem):
        return notice(say(error.words, *error.given), Tone.WARNING)
    if isinstance(error, NewsdeskError | IndexingError):
        _log.error("A question could not be answered: %s", error)  # it tells the operator what to do, by local names
        return notice(OUT_OF_ORDER, Tone.FAILED)
    # The message of a foreign error may hold the question, which is nobody else's business.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("Unexpected %s while answering:\n%s", type(error).__name__, frames)
    return notice(APOLOGY, Tone.FAILED)


def notice(text: str, tone: Tone = Tone.INFORMING) -> Reply:
    """Return a reply of plain words."""
    return Reply((notice_page(text, tone),))
