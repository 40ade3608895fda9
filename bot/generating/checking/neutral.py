"""Neutral text: what a model writes, without markup, and what in it would lead or call somewhere."""

import re
from collections.abc import Iterable

from bot.generating.checking.faults import Fault, Kind
from index import canonical, clean_line

REPLACED = "\ufffd"  # what stands for control characters
MOST_CHARACTERS = 1_000  # of one sentence; what is longer is none

_CODE = re.compile(r"`+([^`]+)`+")
_EMPHASIS = re.compile(r"\*\*|__|~~|\|\||`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LEAD = re.compile(r"^\s*(?:[-*•>]+|-?#{1,6})\s+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+|\b(?:mailto|javascript|data|tel):\S+", re.IGNORECASE)
_ENDING = ".,;:!?)]}'\"’”»"
# A host without a scheme: what common top-level domains end, or anything with a path behind it.
_HOST = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|biz|io|co|ai|app|dev|xyz|site|online|shop|ru|cn|uk|de|eu"
    r"|example|test|invalid|gg|me|ly|link|click|top|gov|edu)\b(?:/\S*)?|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/\S+"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"@everyone|@here|<[@#!&:/a-z][^>]*>?|@\w{2,}|\S+@\S+\.\w+|\]\s?\(|!\[|</?\w+|&\w{2,8};|\[\[|\|[^|]*\|",
    re.IGNORECASE,
)


def neutral(text: str) -> str:
    """Return a text on one line, without control characters and marks of emphasis; what is set as code is a quote."""
    quoted = _CODE.sub(r"“\1”", clean_line(text).replace(REPLACED, ""))
    return " ".join(_EMPHASIS.sub("", _LEAD.sub("", quoted)).split())


def carried(text: str, urls: Iterable[str | None], names: Iterable[str | None] = ()) -> list[Fault]:
    """Return what in a text is an address other than these, or would call somebody or be set as markup.

    `names` are those of publishers, who may be named by their host: "Mercury.com".
    """
    own = {canonical(url) for url in urls if url} - {None}
    faults: list[Fault] = []
    rest = text
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_ENDING)
        if canonical(address) not in own:
            faults.append(Fault(Kind.LINK, address))
        rest = rest.replace(address, " ")
    called = {name.lower() for name in names if name}
    hosts = [found.group() for found in _HOST.finditer(rest)]
    faults += [Fault(Kind.LINK, host) for host in hosts if host.rstrip(_ENDING).lower() not in called]
    return [*faults, *(Fault(Kind.MENTION, found.group()) for found in _CALL.finditer(rest))]
