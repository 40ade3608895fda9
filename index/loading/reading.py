"""Read articles from documents of any kind. Everything read is untrusted."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from index.article import Article
from index.cleaning import clean, clean_line, safe_url
from index.dates import iso_date, stated_in
from index.errors import SourceError
from index.kinds import Kind, kind_of
from index.loading.bounds import MOST_LANGUAGE, MOST_NAME, MOST_TITLE, shortened
from index.loading.documents import MOST_BYTES, Announcement, Document, Unread
from index.loading.urls import MOST_ID_CHARACTERS, id_of, stated_or_own
from index.parsing import Parsed, Parser, known_charset

MOST_CHARACTERS = 5_000_000  # in one article
MOST_IN_LIST = 20  # authors
MOST_FRONT_MATTER = 20_000  # characters; YAML is slow to read
_FENCE = re.compile(r"\s*---\s*\n")
WANTED = ("title", "date", "url", "source", "author", "lang")  # of front matter

Fields = dict[str, Any]


def articles_in(document: Document, kind: Kind | None, library: str, parser: Parser) -> Iterator[Article | Unread]:
    """Yield the articles of a document, each with the id it asks for; what cannot be read is yielded as Unread."""
    try:
        if kind is Kind.JSON_LINES:
            with document.opened() as stream:
                yield from _json_lines(stream, document, library)
        elif kind in (Kind.TEXT, Kind.MARKDOWN):
            yield _plain(document, library, markdown=kind is Kind.MARKDOWN)
        elif kind in (Kind.HTML, Kind.PDF, Kind.DOCX):
            parsed = parser.parse(kind, document.whole(), url=document.url, charset=document.charset)
            yield _parsed(parsed, document, library)
        elif kind is Kind.FEED:
            raise SourceError("it is a feed; name it as a source by itself")
        else:
            raise SourceError("it is a binary file of an unknown kind; give text, HTML, PDF or DOCX")
    except SourceError as error:
        yield Unread(document.location, str(error))


def count_in(document: Document | None) -> int:
    """Return how many articles a document seems to hold by its name, for the progress bar; None: not had yet."""
    if document is None or kind_of(b"", document.name) is not Kind.JSON_LINES:
        return 1
    try:
        with document.opened() as stream:
            blocks = iter(lambda: stream.read(1 << 20), b"")
            return sum(block.count(b"\n") for block in blocks) or 1
    except SourceError:
        return 1


def _plain(document: Document, library: str, *, markdown: bool) -> Article:
    text = _decoded(document.whole(), document.charset)
    if "PRIVATE KEY-----" in text[:1_000]:
        raise SourceError("it holds a private key; take it out of the articles")
    fields: Fields = {"id": _stem(document)}
    if markdown:
        found, text = _front_matter(text)
        fields |= found | ({"dated by": "front matter"} if "date" in found else {})
    title, text = _titled(clean(text), markdown=markdown)
    if "date" not in fields and (stated := stated_in(text)):
        fields |= {"date": stated, "dated by": "text"}
    fields = _announced(document.announcement) | fields
    fields["title"] = fields.get("title") or title or fields["id"]
    if document.url:
        fields = {"source": urlsplit(document.url).hostname} | fields | _address(document.url)
    return _article(fields | {"text": text}, document.url or document.location, library)


def _parsed(parsed: Parsed, document: Document, library: str) -> Article:
    fields: Fields = {
        "id": _stem(document),
        "title": parsed.title,
        "author": parsed.author,
        "source": parsed.site or (urlsplit(document.url).hostname if document.url else None),
        "lang": parsed.language,
        "url": parsed.url,
        "text": parsed.text,
        "date": parsed.published,
        "dated by": parsed.published_from,
    }
    if not parsed.published and (stated := stated_in(parsed.text)):
        fields |= {"date": stated, "dated by": "text"}
    fields = _announced(document.announcement) | {name: value for name, value in fields.items() if value}
    if document.url:
        fields |= _address(stated_or_own(parsed.url, document.url))
    fields["title"] = fields.get("title") or fields["id"]
    return _article(fields, fields["url"] if document.url else document.location, library)


def _announced(announcement: Announcement | None) -> Fields:
    if announcement is None:
        return {}
    fields: Fields = {"title": announcement.title, "author": announcement.author, "source": announcement.site}
    if announcement.published:
        fields |= {"date": announcement.published, "dated by": "feed"}
    return {name: value for name, value in fields.items() if value}


def _address(url: str) -> Fields:
    return {"url": url, "id": id_of(url)}


def _json_lines(stream: BinaryIO, document: Document, library: str) -> Iterator[Article | Unread]:
    seen: set[str] = set()
    for number, line in enumerate(iter(lambda: stream.readline(MOST_BYTES + 1), b""), 1):
        if len(line) > MOST_BYTES:
            yield Unread(document.location, f"line {number} is longer than {MOST_BYTES:,} bytes; the rest is not read")
            return
        if not line.strip():
            continue
        try:
            article = _json_article(line, document, library)
            if article.id in seen:
                raise SourceError(f"the id {article.id!r} stands in an earlier line; ids must differ")
            seen.add(article.id)
            yield article
        except SourceError as error:
            yield Unread(f"{document.location} line {number}", str(error))


def _json_article(line: bytes, document: Document, library: str) -> Article:
    try:
        fields = json.loads(_decoded(line, None))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"it is not valid JSON ({error}); mend the line") from error
    if not isinstance(fields, dict):
        raise SourceError("it is not a JSON object; write one article a line, in braces")
    for name in ("id", "title", "text"):
        if not isinstance(fields.get(name), str):
            raise SourceError(f"the text field {name!r} is missing; add it")
    given = clean_line(fields["id"])
    if not given:
        raise SourceError("its id is empty; give each article one")
    if len(given) > MOST_ID_CHARACTERS:
        raise SourceError(f"its id has more than {MOST_ID_CHARACTERS} characters; give it a shorter one")
    return _article(fields | {"id": given, "dated by": "record"}, document.location, library)


def _article(fields: Fields, location: str, library: str) -> Article:
    text = clean(fields["text"])
    if not text.strip():
        raise SourceError("the article is empty; put its text into it")
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"the article has more than {MOST_CHARACTERS:,} characters; split it")
    published = iso_date(_line_or_none(fields.get("date")) or "")
    return Article(
        library=library,
        id=fields["id"],
        title=shortened(_line_or_none(fields["title"]) or fields["id"], MOST_TITLE),
        text=text,
        url=safe_url(_line_or_none(fields.get("url")) or ""),
        source=shortened(_line_or_none(fields.get("source")) or "", MOST_NAME) or None,
        author=shortened(_line_or_none(fields.get("author")) or "", MOST_NAME) or None,
        published=published,
        published_from=fields.get("dated by") if published else None,
        language=_line_or_none(fields.get("lang"), most=MOST_LANGUAGE),
        location=location,
    )


def _decoded(content: bytes, charset: str | None) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else known_charset(charset or "") or "utf-8-sig"
    if b"\0" in content and not wide:
        raise SourceError("it is a binary file; give a text file in UTF-8")
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        at = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise SourceError(f"it is not {encoding.upper().removesuffix('-SIG')}{at}; save it as UTF-8") from error


class _PlainYaml(YAMLHandler):
    """Read every value as text: what YAML makes of "date: 2020-10-21" or a tag is for nobody to choose but us."""

    def load(self, fm: str, **_: object) -> Any:
        """Return what front matter says, its scalars as strings."""
        return yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings, lists and dicts


def _front_matter(text: str) -> tuple[Fields, str]:
    fence = _FENCE.match(text)
    if fence and text.find("\n---", fence.end(), fence.end() + MOST_FRONT_MATTER) < 0 <= text.find(
        "\n---", fence.end()
    ):
        raise SourceError(f"its front matter has more than {MOST_FRONT_MATTER:,} characters; shorten it")
    try:
        metadata, body = frontmatter.parse(text, handler=_PlainYaml())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = clean_line(str(error))
        raise SourceError(f"its front matter is not valid YAML ({reason}); mend it") from error
    if not isinstance(metadata, dict):
        raise SourceError("its front matter is not a list of names and values; write 'title: …' lines")
    return {name: metadata[name] for name in WANTED if metadata.get(name) not in ("", "null", "~", None)}, body


def _titled(text: str, *, markdown: bool) -> tuple[str | None, str]:
    """Part a title from the text: a first line followed by an empty line, or in Markdown a first heading.

    A line too long for a title is text.
    """
    first, _, rest = text.partition("\n")
    if len(first) > MOST_TITLE:
        return None, text
    if markdown:
        heading = first.removeprefix("# ").strip()
        return (heading, rest) if first.startswith("# ") and rest.strip() else (None, text)
    empty, newline, body = rest.partition("\n")
    if first.strip() and newline and not empty.strip() and body.strip():
        return clean_line(first), body
    return None, text


def _stem(document: Document) -> str:
    stem, dot, _ = clean_line(document.name).rpartition(".")
    return (stem if dot and stem else clean_line(document.name))[:MOST_ID_CHARACTERS] or "article"


def _line_or_none(value: object, most: int = MOST_CHARACTERS) -> str | None:
    """Return a value from outside as one line: text, or a list of texts; anything else is unknown, or too long."""
    if isinstance(value, list):
        value = ", ".join(part for part in value[:MOST_IN_LIST] if isinstance(part, str))
    line = clean_line(value) if isinstance(value, str) else ""
    return line if 0 < len(line) <= most else None
