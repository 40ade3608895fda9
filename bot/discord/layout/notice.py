"""Notices: plain words of the bot's own, of errors, quotas and what was done."""

from collections.abc import Iterable
from enum import Enum
from itertools import islice

from bot.discord.languages import say
from bot.discord.layout.describing import shortened
from bot.discord.layout.paging import MOST_CHARACTERS, one_page
from bot.discord.layout.parts import Accent, Page, Text
from bot.discord.markdown import escape
from index import clean

MOST_CHANNELS = 50  # named in one notice
LONGEST_NOTICE = MOST_CHARACTERS // 3  # escaping makes three characters of one at most


class Tone(Enum):
    """What kind of notice it is."""

    INFORMING = Accent.PLAIN
    WAITING = Accent.WORKING
    DONE = Accent.DONE
    WARNING = Accent.IN_PART
    FAILED = Accent.WRONG


def notice_page(text: str, tone: Tone = Tone.INFORMING) -> Page:
    """Return plain text, which may hold names from outside, as a page; words of the bot's own are translated."""
    return one_page([Text(escape(shortened(clean(say(text)).strip(), LONGEST_NOTICE)) or "…")], tone.value)


def elsewhere_page(channels: Iterable[int]) -> Page:
    """Return what is said in a channel where the server does not want the bot to answer."""
    named = ", ".join(f"<#{channel}>" for channel in islice(channels, MOST_CHANNELS))
    return one_page([Text(say("In this server I answer elsewhere: {}", named))], Accent.PLAIN)
