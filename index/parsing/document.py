"""What comes out of parsing: plain text and what the document says of itself. All of it is untrusted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from index.errors import ParseError

MOST_CHARACTERS = 5_000_000  # of one document, all its parts together
MOST_ENTRIES = 500  # of a feed


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article: its text, paragraphs parted by blank lines, and what its markup states.

    `url` is the canonical link as stated. `published` is in ISO 8601, and `published_from` says where it stood: in
    the "markup" or on a line of the "text".
    """

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `text` is its full content if the feed carries it ("content"), else its summary."""

    url: str | None
    title: str | None
    author: str | None
    published: str | None
    text: str
    text_from: str


Fields = Mapping[str, Any]
Part = TypeVar("Part", Parsed, Entry)


def packed(document: Parsed | tuple[Entry, ...]) -> dict[str, Any]:
    """Return a document as JSON can carry it. Raise ParseError if it is too long."""
    parts: tuple[Parsed | Entry, ...] = document if isinstance(document, tuple) else (document,)
    given = [asdict(part) for part in parts]
    if sum(len(value) for part in given for value in part.values() if value) > MOST_CHARACTERS:
        raise ParseError(f"it holds more than {MOST_CHARACTERS:,} characters; split it")
    return {"entries": given} if isinstance(document, tuple) else {"parsed": given[0]}


def unpacked_parsed(answer: Fields) -> Parsed:
    """Return the document of an answer. Raise ValueError if the answer holds anything else."""
    return _made(Parsed, answer.get("parsed"))


def unpacked_entries(answer: Fields) -> tuple[Entry, ...]:
    """Return the entries of an answer. Raise ValueError if the answer holds anything else."""
    entries = answer.get("entries")
    if not isinstance(entries, list):
        raise ValueError("the answer holds no entries")
    return tuple(_made(Entry, given) for given in entries)


def _made(part: type[Part], given: object) -> Part:
    names = {field.name for field in fields(part)}
    if not isinstance(given, dict) or given.keys() != names or not isinstance(given["text"], str):
        raise ValueError("the answer holds other fields than a document has")
    if not all(value is None or isinstance(value, str) for value in given.values()):
        raise ValueError("the answer holds values that are no text")
    return part(**given)
