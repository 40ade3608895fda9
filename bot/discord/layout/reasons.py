"""Reasons why a source was not taken in, in the words of who reads them."""

from bot.discord.languages import say
from bot.discord.layout.describing import line

# What is said to who runs the bot helps nobody who runs a server.
_OF_THE_OPERATOR = "its address is not public; allow an intranet host in NEWSDESK_FETCH__PRIVATE_HOSTS"
OF_A_SERVER = "its address is not public; give a page that everybody can open"


def reason_line(reason: str, longest: int) -> str:
    """Return a reason for those who keep the articles of a server, on one line."""
    return line(say(OF_A_SERVER if reason == _OF_THE_OPERATOR else reason), longest)
