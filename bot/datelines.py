"""Where an article was written, and by which agency, in front of its first sentence: "LONDON (AP) — "."""

import re

# "SEOUL (AP) — The …", "London (CNN) The …"; what goes on small is a sentence: "NATO — which met on Monday — agreed".
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’/ -]+(?:, [A-Z][^()—–]{1,30})?(?: ?\([A-Z][\w. ]{1,30}\))? ?(?:—|–|--?) "
    r"|(?:[A-Z][\w.'’ -]{1,30} )?\((?:AFP|AP|CNN|Reuters|UPI|Xinhua)\) ?(?:(?:—|–|--?) )?)(?=[\"'“‘]?[A-Z0-9])"
)


def dateline_of(opening: str) -> int:
    """Return how many characters of an article's opening are a dateline; 0 if it has none."""
    found = _DATELINE.match(opening)
    return found.end() if found else 0
