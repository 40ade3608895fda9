"""Read articles from files: text, Markdown with front matter, JSON lines. Everything read is untrusted."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from index.article import Article
from index.cleaning import clean, clean_line, safe_url
from index.errors import SourceError

SUFFIXES = (".txt", ".md", ".jsonl")
MOST_CHARACTERS = 5_000_000  # in one article
MOST_ID_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be taken in: which, and why."""

    source: str
    reason: str


def files_of(source: Path) -> list[Path]:
    """Return the article files of a file or folder, sorted. Raise SourceError if there are none.

    Folders are read with their subfolders; hidden files and symbolic links in them are passed over.
    """
    if source.is_file():
        return [source]
    if not source.exists():
        raise SourceError("there is no such file or folder; check the path")
    if not source.is_dir():
        raise SourceError("it is neither a file nor a folder; name one of these")
    found = sorted(path for path in source.rglob("*") if _is_article_file(path, source))
    if not found:
        raise SourceError(f"the folder has no articles; put {', '.join(SUFFIXES)} files into it")
    return found


def articles_in(file: Path, library: str) -> Iterator[Article | Unread]:
    """Yield the articles of a file, each with the id it asks for; what cannot be read is yielded as Unread."""
    try:
        if file.suffix.lower() == ".jsonl":
            yield from _json_lines(file, library)
        else:
            yield _document(file, library)
    except SourceError as error:
        yield Unread(location_of(file), str(error))
    except OSError as error:
        yield Unread(location_of(file), f"it cannot be read ({error.strerror}); check its permissions")


def location_of(path: Path) -> str:
    """Return a path as text that can be stored and shown, even where its bytes are not UTF-8."""
    return clean(os.fsencode(path).decode("utf-8", "backslashreplace"))


def count_in(file: Path) -> int:
    """Return how many articles a file seems to hold, for the progress bar."""
    if file.suffix.lower() != ".jsonl":
        return 1
    try:
        with file.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 1


def _is_article_file(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    linked = any(step.is_symlink() for step in [path, *path.parents[: len(path.relative_to(folder).parts) - 1]])
    return path.suffix.lower() in SUFFIXES and not hidden and not linked and path.is_file()


def _document(file: Path, library: str) -> Article:
    if file.stat().st_size > 4 * MOST_CHARACTERS:
        raise SourceError(f"it is larger than {4 * MOST_CHARACTERS:,} bytes; split it")
    text = _decoded(file.read_bytes())
    fields: dict[str, Any] = {"id": clean_line(file.stem)[:MOST_ID_CHARACTERS] or "article"}
    if file.suffix.lower() == ".md":
        found, text = _front_matter(text)
        fields |= found
    title, text = _titled(clean(text), markdown=file.suffix.lower() == ".md")
    fields["title"] = fields.get("title") or title or fields["id"]
    return _article(fields | {"text": text}, library, file)


def _json_lines(file: Path, library: str) -> Iterator[Article | Unread]:
    seen: set[str] = set()
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                article = _json_article(line, library, file)
                if article.id in seen:
                    raise SourceError(f"the id {article.id!r} stands in an earlier line; ids must differ")
                seen.add(article.id)
                yield article
            except SourceError as error:
                yield Unread(f"{location_of(file)} line {number}", str(error))


def _json_article(line: bytes, library: str, file: Path) -> Article:
    try:
        fields = json.loads(_decoded(line))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"it is not valid JSON ({error}); mend the line") from error
    if not isinstance(fields, dict):
        raise SourceError("it is not a JSON object; write one article a line, in braces")
    for name in ("id", "title", "text"):
        if not isinstance(fields.get(name), str):
            raise SourceError(f"the text field {name!r} is missing; add it")
    if not clean_line(fields["id"]):
        raise SourceError("its id is empty; give each article one")
    return _article(fields | {"id": clean_line(fields["id"])[:MOST_ID_CHARACTERS]}, library, file)


def _article(fields: dict[str, Any], library: str, file: Path) -> Article:
    text = clean(fields["text"])
    if not text.strip():
        raise SourceError("the article is empty; put its text into it")
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"the article has more than {MOST_CHARACTERS:,} characters; split it")
    return Article(
        library=library,
        id=fields["id"],
        title=clean_line(str(fields["title"])) or fields["id"],
        text=text,
        url=safe_url(str(fields.get("url") or "")),
        source=_line_or_none(fields.get("source")),
        author=_line_or_none(fields.get("author")),
        published=_iso_date(fields.get("date")),
        language=_line_or_none(fields.get("lang")),
        location=location_of(file),
    )


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise SourceError("it is a binary file; give a text file in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"it is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    try:
        metadata, body = frontmatter.parse(text, handler=YAMLHandler())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).replace("\n", " ")
        raise SourceError(f"its front matter is not valid YAML ({reason}); mend it") from error
    if not isinstance(metadata, dict):
        raise SourceError("its front matter is not a list of names and values; write 'title: …' lines")
    wanted = ("title", "date", "url", "source", "author", "lang")
    return {name: metadata[name] for name in wanted if metadata.get(name)}, body


def _titled(text: str, *, markdown: bool) -> tuple[str | None, str]:
    """Part a title from the text: a first line followed by an empty line, or in Markdown a first heading."""
    first, _, rest = text.partition("\n")
    if markdown:
        heading = first.removeprefix("# ").strip()
        return (heading, rest) if first.startswith("# ") and rest.strip() else (None, text)
    empty, newline, body = rest.partition("\n")
    if first.strip() and newline and not empty.strip() and body.strip():
        return clean_line(first), body
    return None, text


def _iso_date(value: object) -> str | None:
    """Return a date or time as ISO 8601; None if it is not one."""
    if isinstance(value, date):  # YAML reads dates by itself
        return value.isoformat()
    try:
        written = clean_line(str(value))
        return written if value and datetime.fromisoformat(written) else None
    except ValueError:
        return None


def _line_or_none(value: object) -> str | None:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return clean_line(str(value)) or None if value else None
