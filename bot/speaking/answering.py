"""Find what words answer that stands right before them: what "I never said those words" denies, or a question."""

import re

from index import Utterance

_CLAIM = r"the (?:claims?|allegations?|accusations?|charges?|reports?|rumou?rs?|words|quotes?|remarks?|statement|story)"
_BACK = rf"(?:(?:that|this|those|these|such|it|so|any of (?:this|that|it))\b|{_CLAIM}\b)"
_UNTRUE = (
    r"(?:false|untrue|fake|an? (?:\w+ )?lie|lies|nonsense|rubbish|invented|fabricated|forged|made[- ]up|absurd|slander|"
    r"(?:not|never) (?:true|so|right|the case|what happened|what (?:I|he|she) said))"
)
_DENIAL = re.compile(
    rf"(?:\b(?:never|not)|n[’']t)\s+(?:\w+\s+)?(?:said|say|did|do|done|made|make|wrote|write|uttered|used)\s+{_BACK}|"
    rf"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|dispute[sd]?)\s+(?:all\s+|both\s+)?{_BACK}|"
    rf"\b{_BACK}\s+(?:is|was|are|were)n[’']t (?:true|so|right|the case)\b|"
    rf"\b(?:they|all|{_BACK})(?:[’'](?:s|re)|\s+(?:is|was|are|were))\s+"
    rf"(?:all |just |simply |completely |an? )*{_UNTRUE}\b",
    re.IGNORECASE,
)
LONGEST = 25  # words; a longer one says more than that


def denies_what_stands_before(text: str) -> bool:
    """Say whether somebody's words do nothing but deny what they only point back to."""
    return len(text.split()) <= LONGEST and _DENIAL.search(text) is not None


def before(text: str, said: Utterance, most: int) -> str:
    """Return what stands before an utterance in its paragraph, or in the one before if it opens its own."""
    return text[max(0, said.start - most) : said.start].rstrip().rpartition("\n")[2]


def question_before(text: str, said: Utterance, most: int) -> str:
    """Return the question that the line before asks, where an interview stands line by line, else nothing."""
    line = before(text, said, most)
    return line if line.endswith("?") and text[: said.start].endswith("\n") else ""
