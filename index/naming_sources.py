"""Tell whether, and where, a text names the source of an article."""

import re
from functools import lru_cache

from index.article import Span

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


@lru_cache(maxsize=4096)
def _pattern(source: str) -> re.Pattern[str] | None:
    name = _LEADING.sub("", _TRAILING.sub("", source)).strip()
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None
