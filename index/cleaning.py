"""Make text from outside safe to store and show, without moving a character.

Every replacement is one code point for one, so that offsets into the stored text stay true.
"""

import re

REPLACEMENT = "\ufffd"
MOST_URL_BYTES = 2048  # in UTF-8: a key of an index on a server has room for 2,700

_LINE_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)]
_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]  # embeddings, overrides, isolates (UAX #9)
_TAGS = [*range(0xE0000, 0xE0080)]  # invisible ASCII, a known carrier of hidden instructions
_SURROGATES = [*range(0xD800, 0xE000)]  # JSON can smuggle them in; UTF-8 cannot hold them
_TABLE = {**dict.fromkeys([*_CONTROLS, *_BIDI, *_TAGS, *_SURROGATES], REPLACEMENT), **_LINE_BREAKS}
# What chat models take for the borders of a conversation: an article must not be able to draw one.
_TEMPLATE = re.compile(
    r"<[|｜][^|｜<>\n]{1,60}[|｜]>"
    r"|</?(?:s|bos|eos|unk|pad|think|tool_call|tool_response|start_of_turn|end_of_turn|start_header_id|end_header_id)>"
    r"|<<?/?SYS>>?"
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYS)\]",
    re.IGNORECASE,
)
_TEMPLATE_LOOKALIKES = str.maketrans("<>|｜[]", "‹›¦¦⟦⟧")
_URL = re.compile(r"https?://[^\s/?#@\\<>\"']+(?:[/?#][^\s\\<>\"']*)?", re.IGNORECASE)


def clean(text: str) -> str:
    """Return `text` as it is stored: CRLF to LF, no BOM, unsafe characters and chat marks replaced one for one."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").translate(_TABLE)
    return _TEMPLATE.sub(lambda mark: mark.group().translate(_TEMPLATE_LOOKALIKES), plain)


def clean_line(text: str) -> str:
    """Return `text` as one line, for titles and names."""
    return " ".join(clean(text).split())


def safe_url(url: str) -> str | None:
    """Return `url` if it is http(s) without userinfo or control characters, and not too long, else None."""
    url = url.strip()
    fits = len(url) <= MOST_URL_BYTES and len(url.encode("utf-8", "replace")) <= MOST_URL_BYTES
    return url if fits and clean(url) == url and _URL.fullmatch(url) else None
