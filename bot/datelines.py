"""What in an article tells nothing of its own: where and by which agency it was written, and who took its pictures."""

import re

# "SEOUL (AP) — The …", "London (CNN) The …"; what goes on small is a sentence: "NATO — which met on Monday — agreed".
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’/ -]+(?:, [A-Z][^()—–]{1,30})?(?: ?\([A-Z][\w. ]{1,30}\))? ?(?:—|–|--?) "
    r"|(?:[A-Z][\w.'’ -]{1,30} )?\((?:AFP|AP|CNN|Reuters|UPI|Xinhua)\) ?(?:(?:—|–|--?) )?)(?=[\"'“‘]?[A-Z0-9])"
)
# "Photo: Jane Roe/Getty Images.", "(AP Photo/John Roe)", "Image courtesy of NASA", "(Jane Roe/Herald)".
_CREDIT = re.compile(
    r"\W{0,3}(?i:(?:(?:AP|AFP|EPA|Reuters|File|Cover|Handout) )?(?:Photo|Photograph|Picture|Image)s?"
    r"(?: ?[:/|]| (?:by|credit|courtesy|via)\b)):?"
    r"(?:\s?(?:[A-Z@][\w.'’@-]*|of|for|the|and|via|[/|,&.()-])){1,20}\W{0,3}"
    r"|\((?:[A-Z][\w.'’-]* ?){1,4}/ ?(?:[A-Z][\w.'’-]* ?){1,4}\)"
)
# "2026-12-04", "Published: 2026-12-04".
_STAMP = re.compile(r"(?:[A-Z][a-z]+(?: [a-z]+)?: ?)?\d{4}-\d\d-\d\d\b[\d:,. TZ+-]{0,20}")


def dateline_of(opening: str) -> int:
    """Return how many characters of an article's opening are a dateline; 0 if it has none."""
    found = _DATELINE.match(opening)
    return found.end() if found else 0


def tells_nothing(sentence: str) -> bool:
    """Say whether a sentence is the credit of a picture, or the day of publication, and nothing else."""
    return any(form.fullmatch(sentence.strip()) for form in (_CREDIT, _STAMP))
