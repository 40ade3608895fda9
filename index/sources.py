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
MOST_IN_LIST = 20  # authors


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be taken in: which, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The article files of a source, sorted, and the subfolders that could not be looked into."""

    files: tuple[Path, ...]
    unread: tuple[Unread, ...] = ()


def listing_of(source: Path) -> Listing:
    """Return the article files of a file or folder. Raise SourceError if there are none.

    Folders are read with their subfolders; hidden files and symbolic links in them are passed over.
    """
    if source.is_file():
        return Listing((source,))
    if not source.exists():
        raise SourceError("there is no such file or folder; check the path")
    if not source.is_dir():
        raise SourceError("it is neither a file nor a folder; name one of these")
    failures: list[OSError] = []
    found: list[Path] = []
    for folder, subfolders, names in os.walk(source, onerror=failures.append):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [path for name in names if _is_article_file(path := Path(folder, name))]
    unread = tuple(Unread(location_of(Path(error.filename)), _unreadable(error)) for error in failures)
    if not found and not unread:
        raise SourceError(f"the folder has no articles; put {', '.join(SUFFIXES)} files into it")
    return Listing(tuple(sorted(found)), unread)


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
        yield Unread(location_of(file), _unreadable(error))


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


def _is_article_file(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return path.suffix.lower() in SUFFIXES and not hidden and not path.is_symlink() and path.is_file()


def _unreadable(error: OSError) -> str:
    return f"it cannot be read ({error.strerror}); check its permissions"


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
    given = clean_line(fields["id"])
    if not given:
        raise SourceError("its id is empty; give each article one")
    if len(given) > MOST_ID_CHARACTERS:
        raise SourceError(f"its id has more than {MOST_ID_CHARACTERS} characters; give it a shorter one")
    return _article(fields | {"id": given}, library, file)


def _article(fields: dict[str, Any], library: str, file: Path) -> Article:
    text = clean(fields["text"])
    if not text.strip():
        raise SourceError("the article is empty; put its text into it")
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"the article has more than {MOST_CHARACTERS:,} characters; split it")
    return Article(
        library=library,
        id=fields["id"],
        title=_line_or_none(fields["title"]) or fields["id"],
        text=text,
        url=safe_url(_line_or_none(fields.get("url")) or ""),
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


class _PlainYaml(YAMLHandler):
    """Read every value as text: what YAML makes of "date: 2020-10-21" or a tag is for nobody to choose but us."""

    def load(self, fm: str, **_: object) -> Any:
        """Return what front matter says, its scalars as strings."""
        return yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings, lists and dicts


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    try:
        metadata, body = frontmatter.parse(text, handler=_PlainYaml())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = clean_line(str(error))
        raise SourceError(f"its front matter is not valid YAML ({reason}); mend it") from error
    if not isinstance(metadata, dict):
        raise SourceError("its front matter is not a list of names and values; write 'title: …' lines")
    wanted = ("title", "date", "url", "source", "author", "lang")
    return {name: metadata[name] for name in wanted if metadata.get(name) not in ("", "null", "~", None)}, body


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
    """Return a date or time in the extended format of ISO 8601; None if it is not one."""
    written = _line_or_none(value) or ""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(written).isoformat()
        except ValueError:
            continue
    return None


def _line_or_none(value: object) -> str | None:
    """Return a value from outside as one line: text, or a list of texts; anything else is unknown."""
    if isinstance(value, list):
        value = ", ".join(part for part in value[:MOST_IN_LIST] if isinstance(part, str))
    return clean_line(value) or None if isinstance(value, str) else None
