"""The kinds of documents that articles come in, told by their content; names decide only among plain texts."""

import codecs
import json
import re
from enum import StrEnum

HEAD_BYTES = 8192  # what is looked at

_BYTE_ORDERS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP_ENTRY = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)  # a local file header up to its name (APPNOTE 4.3.7)
_PRELUDE = re.compile(
    r"(?:\s+|<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!(?!doctype\s+html|--)[^>\[]*(?:\[[^\]]*\]\s*)?>)+", re.DOTALL | re.I
)
_FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>/]", re.I)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_HTML_BLOCK = re.compile(r"<(?:title|meta|link|script|style|div|p|h1|article|main|section|table|header|nav)[\s>]", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # ESC apart: terminals' colours are text


class Kind(StrEnum):
    """A form that an article, or a list of articles, can have."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON_LINES = "json-lines"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    FEED = "feed"


def kind_of(head: bytes, name: str = "", media_type: str = "") -> Kind | None:
    """Return the kind of a document by its first 8 KiB; None for a binary that is none of ours."""
    head = head[:HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCX if _is_word(head, name, media_type) else None
    text = _as_text(head)
    if text is None:
        return None
    return _marked_up(text) or _plain(text, name.lower())


def _is_word(head: bytes, name: str, media_type: str) -> bool:
    """Say whether a ZIP holds a Word document; where its folder `word/` comes late, the name or media type decides."""
    names = [
        head[entry.end() : entry.end() + int.from_bytes(entry[1], "little")] for entry in _ZIP_ENTRY.finditer(head)
    ]
    if any(made.startswith(b"word/") for made in names):
        return True
    office = any(made in (b"[Content_Types].xml", b"_rels/.rels") for made in names[:1])
    return office and (name.lower().endswith(".docx") or media_type.partition(";")[0].strip().lower() == _WORD)


def _as_text(head: bytes) -> str | None:
    """Return the beginning as text, read by its byte order mark, else as UTF-8 or Latin-1; None for a binary."""
    for mark, encoding in _BYTE_ORDERS.items():
        if head.startswith(mark):
            text = head[len(mark) :].decode(encoding, "replace")
            break
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(head)  # it may end within a character
        except UnicodeDecodeError:
            text = head.decode("latin-1")
            return None if _CONTROLS.search(text) else text
    return None if "\0" in text else text  # other control characters in text are made harmless when it is stored


def _marked_up(text: str) -> Kind | None:
    prelude = _PRELUDE.match(text)
    start = text[prelude.end() if prelude else 0 :]
    if _FEED.match(start):
        return Kind.FEED
    if _HTML_START.match(start) or _HTML_BLOCK.match(start):
        return Kind.HTML
    return None


def _plain(text: str, name: str) -> Kind:
    if name.endswith((".md", ".markdown")):
        return Kind.MARKDOWN
    if name.endswith(".jsonl") or _starts_with_an_object(text):
        return Kind.JSON_LINES
    return Kind.TEXT


def _starts_with_an_object(text: str) -> bool:
    """Say whether the first line is a JSON object; of one longer than the beginning, only how it opens is seen."""
    line, newline, _ = text.lstrip().partition("\n")
    if not newline and len(text) >= HEAD_BYTES // 4:
        return bool(re.match(r'\{\s*"(?:id|title|text|date|url|source|author|lang)"\s*:', line))
    try:
        return line.startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
