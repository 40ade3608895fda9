"""The text of a page's bytes: byte order mark, stated charset, the page's own declaration, in this order (WHATWG)."""

import codecs
import re

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_DECLARED_WITHIN = 4096  # bytes
# What the web calls Latin-1 is Windows-1252; a page that could declare UTF-16 in ASCII is not in UTF-16.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_NOT_FOR_PAGES = {"idna", "punycode", "undefined", "utf-7", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}


def decoded(content: bytes, charset: str | None = None) -> str:
    """Return bytes as text, replacing what does not fit the charset. Without any charset: UTF-8, else Windows-1252."""
    for mark, unicode_form in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(unicode_form, "replace")
    if encoding := known_charset(charset or ""):
        return content.decode(encoding, "replace")
    declaration = _DECLARED.search(content, 0, _DECLARED_WITHIN)
    if declaration and (encoding := known_charset((declaration[1] or declaration[2]).decode("ascii", "replace"))):
        return content.decode(_MEANT.get(encoding, encoding), "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def known_charset(charset: str) -> str | None:
    """Return the codec of a charset's name; None for one that is unknown, no charset, or too slow for strangers."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
        "".encode(name)  # codecs that are no charsets (zlib, rot13) are refused here
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_FOR_PAGES else {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
