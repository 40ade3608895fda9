"""Read the entries of a feed by feedparser: RSS, Atom and RDF, from bytes only."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser

from index.dates import iso_date
from index.errors import ParseError
from index.parsing.blocks import plain
from index.parsing.document import MOST_ENTRIES, Entry

_CHARSET = re.compile(r"[\w.:-]{1,40}")


def read(content: bytes, url: str | None = None, charset: str | None = None) -> tuple[Entry, ...]:
    """Return a feed's entries in its order, at most MOST_ENTRIES and one: that one tells that there are more.

    Raise ParseError if it is no feed.
    """
    headers = {}
    if charset and _CHARSET.fullmatch(charset):
        headers["content-type"] = f"application/xml; charset={charset}"
    # Never a string: feedparser would open it as a link or a file. Only plain text leaves here: nothing is sanitised.
    feed = feedparser.parse(
        BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version") and not feed.entries:
        raise ParseError("it is not a feed that can be read; give the address of an RSS or Atom feed")
    return tuple(_entry(entry, url or "") for entry in feed.entries[: MOST_ENTRIES + 1])


def _entry(entry: Any, url: str) -> Entry:
    content = max((_text(part) for part in entry.get("content") or ()), key=len, default="")
    return Entry(
        url=_link(entry.get("link"), url),
        title=_line(_text(entry.get("title_detail"))),
        author=_line(entry.get("author") or ""),
        published=_utc(entry.get("published") or ""),
        text=content or _text(entry.get("summary_detail")),
        text_from="content" if content else "summary",
    )


def _link(link: object, url: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        return urljoin(url, link.strip())
    except ValueError:  # brackets that hold no address
        return None


def _text(detail: Any) -> str:
    """Return a title, summary or content as plain text."""
    value = (detail or {}).get("value") or ""
    if "html" in (detail or {}).get("type", ""):
        return plain(value)
    return str(value).strip()


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _utc(written: str) -> str | None:
    """Return a stated moment in UTC; only its day where it states no zone."""
    found = iso_date(written)
    if found is None or "T" not in found:
        return found
    moment = datetime.fromisoformat(found)
    return found[:10] if moment.tzinfo is None else moment.astimezone(UTC).isoformat()
