"""Tell whether somebody's words give a reason."""

import re

_REASON = re.compile(
    r"\b(?:because|due to|owing to|on account of|thanks to|given that|in order to|so that|so as to|for fear|"
    r"as a result|result of|resulted from|in response to|therefore|thus|hence|"
    r"(?:that|this|which) (?:is|was) why|that[’']s why|reasons?|caused?|citing|cited|justif(?:y|ies|ied|ication)|"
    r"(?:started|began|broke out|erupted|happened|occurred) (?:when|after)|(?:sparked|triggered) by|"
    r"blam(?:e|es|ed|ing)|motivated by|prompted by|explain(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def gives_reason(text: str) -> bool:
    """Say whether a text says in so many words why something is, was or will be."""
    return _REASON.search(text) is not None
