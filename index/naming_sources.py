"""Tell whether, and where, a text names the source of an article."""

import re
from functools import lru_cache

from index.article import Span

# What stands behind "the" may be the short name of a paper: "the Herald", but not "the Herald Building".
_CALLED = re.compile(r"\b[Tt]he (?P<name>[A-Z][a-z][\w-]*)\b(?! [A-Z])")
_LEADING = re.compile(r"^[Tt]he\s+")
_TRAILING = re.compile(r"\s+(?:\||[–—-])\s.*$")


def names_source(text: str, source: str | None) -> bool:
    """Say whether a text holds a source's name as it is written, but for a leading "The" and what follows a bar.

    "TechCrunch | Startup News" is named by "TechCrunch". Case counts: "time" does not name "Time".
    """
    return bool(source_named(text, source))


def source_named(text: str, source: str | None) -> list[Span]:
    """Return where a text names a source, in order."""
    pattern = _pattern(source or "")
    return [Span(found.start(), found.end()) for found in pattern.finditer(text)] if pattern else []


def short_names(text: str) -> list[Span]:
    """Return where a text may call sources by a short name, in order: "Herald" in "the Herald"."""
    return [Span(found.start("name"), found.end("name")) for found in _CALLED.finditer(text)]


def is_called(source: str | None, name: str) -> bool:
    """Say whether a short name is the last word of a source's name of several: "the Herald" for "Alden Herald"."""
    first, _, last = _name(source or "").rpartition(" ")
    return bool(first) and last == name


@lru_cache(maxsize=4096)
def _pattern(source: str) -> re.Pattern[str] | None:
    name = _name(source)
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None


def _name(source: str) -> str:
    """Return a source's name without a leading "The" and what follows a bar."""
    return _LEADING.sub("", _TRAILING.sub("", source)).strip()
