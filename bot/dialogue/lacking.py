"""Whether a question leaves something to the conversation before it."""

import re

from bot.dialogue.anaphora import dangling
from bot.dialogue.ellipsis import is_fragment

_POINTING = re.compile(
    r"\b(?:this|these|those)\b(?!\s+(?:who|year|month|week|season|summer|winter|spring|autumn|fall|time|days|morning|evening)\b)"
    r"|\b(?:that|those|there)(?=\s*(?:$|[?.,!]))|\bthat\s+[a-z]+(?=\s*[?.!]?$)",
    re.IGNORECASE,
)


def lacks(question: str) -> bool:
    """Say whether a question points out of itself: with a pronoun, with "this" or "there", or as a mere fragment."""
    return bool(dangling(question)) or is_fragment(question) or _POINTING.search(question) is not None
