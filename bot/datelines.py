"""Where an article was written, and by which agency, in front of its first sentence: "LONDON (AP) — "."""

import re

_DATELINE = re.compile(  # "SEOUL (AP) —", "London (CNN)"
    r"[A-Z][A-Z.'’/ -]+(?:, [A-Z][^()—–]{1,30})?(?: ?\([A-Z][\w. ]{1,30}\))? ?(?:—|–|--?) (?=\S)"
    r"|(?:[A-Z][\w.'’ -]{1,30} )?\((?:AFP|AP|CNN|Reuters|UPI|Xinhua)\) ?(?:(?:—|–|--?) )?(?=\S)",
)


def dateline_of(opening: str) -> int:
    """Return how many characters of an article's opening are a dateline; 0 if it has none."""
    found = _DATELINE.match(opening)
    return found.end() if found else 0
