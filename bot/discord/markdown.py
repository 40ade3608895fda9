"""Discord's Markdown: make text from outside plain, and mark up text of our own.

discord.py's `escape_markdown` is not used: it leaves links, `<…>` and the inside of masked links as they are.
"""

import re
from urllib.parse import urlsplit

import idna

BREAK = "\u200b"  # zero-width space: keeps "@everyone" or "https://" readable, and nothing for Discord to act upon

_MARKUP = re.compile(r"[\\*_~|`\[\]<>]")
_LINE_START = re.compile(r"^([^\S\n]*)([-+#])", re.MULTILINE)  # lists, headings, small print
_LINE_NUMBER = re.compile(r"^([^\S\n]*\d+)([.)])", re.MULTILINE)  # numbered lists
_BARE_HOST = re.compile(r"(?<=\w)\.(?=[^\W_]{2,}/)")  # invitations are unfurled without https:// too
# An address means the same with these percent-encoded (RFC 3986), and can neither mention anybody nor end the link.
_IN_LINKS = {ord(character): f"%{ord(character):02X}" for character in "@`*|<>() "}
_INSIDE = re.compile(r"(\s*)(.*\S)(\s*)", re.DOTALL)


def escape(text: str) -> str:
    """Return `text` so that Discord shows its characters and does nothing else: no markup, mention, link or emoji."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _LINE_NUMBER.sub(r"\1\\\2", text)
    text = _BARE_HOST.sub(f".{BREAK}", text)
    return text.replace("@", f"@{BREAK}").replace("<", f"<{BREAK}").replace("://", f":{BREAK}//")


def bold(text: str) -> str:
    """Return escaped text in bold, white space at its ends left out of it."""
    inside = _INSIDE.fullmatch(text)
    return f"{inside[1]}**{inside[2]}**{inside[3]}" if inside else text


def struck(text: str) -> str:
    """Return escaped text struck through, white space at its ends left out of it."""
    inside = _INSIDE.fullmatch(text)
    return f"{inside[1]}~~{inside[2]}~~{inside[3]}" if inside else text


def block_quote(text: str) -> str:
    """Return marked-up text as a block quote."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def small_print(text: str) -> str:
    """Return one line of marked-up text in small print."""
    return f"-# {text}"


def link(url: str) -> str:
    """Return a link that shows its address and is not unfurled."""
    return f"<{url.translate(_IN_LINKS)}>"


def host_link(url: str) -> str:
    """Return a link that shows the host it leads to, in the characters that tell hosts apart; else nothing."""
    try:
        host = urlsplit(url).hostname or ""
        shown = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except ValueError:  # of idna too
        return ""
    return f"[{escape(shown.removeprefix('www.'))}]({link(url)})" if shown else ""
