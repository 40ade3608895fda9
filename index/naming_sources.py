"""Tell whether a text names the source of an article."""

import re
from functools import lru_cache

_LEADING = re.compile(r"^[Tt]he\s+")
_TRAILING = re.compile(r"\s+(?:\||[–—-])\s.*$")


def names_source(text: str, source: str | None) -> bool:
    """Say whether a text holds a source's name as it is written, but for a leading "The" and what follows a bar.

    "TechCrunch | Startup News" is named by "TechCrunch". Case counts: "time" does not name "Time".
    """
    pattern = _pattern(source or "")
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=4096)
def _pattern(source: str) -> re.Pattern[str] | None:
    name = _LEADING.sub("", _TRAILING.sub("", source)).strip()
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None
