"""Logs: lines for people or JSON for machines, with no secret, no interaction token and no words of people in them."""

import asyncio
import logging
import re
import traceback
from copy import copy
from typing import Any, Literal

import discord
from pythonjsonlogger.json import JsonFormatter

from bot.discord.sending import UNSENT

REDACTED = "[redacted]"
UNOFFERED = "What is offered while somebody types could not be given in %r"

_SECRETS = re.compile(
    r"(?<=/webhooks/)(\d+/)[\w.%-]+"  # an interaction's token is a webhook's: whoever has it can write
    r"|(?<=/interactions/)(\d+/)[\w.%-]+"
    r"|aW50ZXJhY3Rpb246[\w=-]+"  # such a token alone: "interaction:" in base64
    r"|\b[\w-]{18,}\.[\w-]{5,8}\.[\w-]{25,}"  # a bot's token
    r"|(?<=[?&])((?:ex|is|hm)=)[\w%-]+"  # by which an attachment can be had
    r"""|(\\?['"]token\\?['"]: ?\\?['"])[^'"\\]+"""
)
_PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_FIELDS = "%(levelname)s %(name)s %(message)s"


def log_to_stderr(form: Literal["plain", "json"], secret: str, *more: logging.Handler) -> None:
    """Log warnings, and discord.py's connections; its debug messages would hold the questions."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json(secret) if form == "json" else _Plain(secret))
    logging.basicConfig(level=logging.WARNING, handlers=[handler, *more], force=True)
    logging.getLogger("discord").setLevel(logging.INFO)
    logging.getLogger("discord.app_commands.tree").addFilter(_unoffered)


def log_unexpected(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the event loop could not hand to anybody; its own message would hold what the failed task was about."""
    error = context.get("exception")
    logging.getLogger(__name__).error("Something failed that nobody waited for.", exc_info=error)


def redacted(text: str, secret: str = "") -> str:
    """Return a text without tokens."""
    if secret:
        text = text.replace(secret, REDACTED)
    return _SECRETS.sub(lambda found: "".join(part or "" for part in found.groups()) + REDACTED, text)


def told(error: BaseException) -> str:
    """Return where an error comes from, without its message: that may hold a question, or words of an article."""
    lines: list[str] = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        lines = [told(before), "which led to:"]
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return "\n".join([*lines, *([frames] if frames else []), _named(error)])


def _unoffered(record: logging.LogRecord) -> bool:
    """Have discord.py's word of a failed completion name nobody; that Discord took none of it is only noted.

    It was late then, or another process of the bot gave one. Nobody can be told, and what is typed next is looked up.
    """
    if str(record.msg).startswith("Ignoring exception in autocomplete") and isinstance(record.args, tuple):
        record.msg, record.args = UNOFFERED, record.args[:1]
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, UNSENT):
            record.msg, record.args = f"{UNOFFERED}: %s", (*record.args, _named(error))
            record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
    return True


def _named(error: BaseException) -> str:
    name = type(error).__qualname__
    return f"{name}: {error.status} (code {error.code})" if isinstance(error, discord.HTTPException) else name


class _Plain(logging.Formatter):
    """A line for people."""

    def __init__(self, secret: str) -> None:
        super().__init__(_PLAIN)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        plain = copy(record)
        plain.exc_text = None  # what another handler made of the exception may hold its message
        return redacted(super().format(plain), self._secret)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return told(ei[1]) if ei[1] else ""


class _Json(JsonFormatter):
    """One JSON object."""

    def __init__(self, secret: str) -> None:
        super().__init__(_FIELDS, rename_fields={"levelname": "level", "name": "logger"}, timestamp="time")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._secret)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return told(ei[1]) if ei[1] else ""
