"""Ages: whether a question asks how old somebody or something is, and whether a text tells it."""

import re

_ASKED = re.compile(r"\bhow old\b|\bwhat (?:is|was) (?:the )?(?:[\w'’]+ )?age\b", re.IGNORECASE)
_TOLD = re.compile(
    r"(?<!\d)[,(]\s?(?:aged\s)?\d{1,3}(?=\s?[,.;)](?!\d))"  # "Lee, 58, had been mayor"
    r"|\b[\w-]+[-\s]years?[-\s]old\b"
    r"|\b(?:aged?|turned|turns)(?:\sof)?\s\d"
    r"|\b(?:is|was|were|are)\s(?:[\w-]+\s)?\d{1,3}(?=\s?[,.;](?!\d)|\sand\b)"
    r"|\bborn\b[^.;]{0,40}\d{4}"
)
_BEGUN = re.compile(r"\b\d{4}\b|\b(?:century|centuries|years?|decades?)\b", re.IGNORECASE)


def asks_for_age(question: str) -> bool:
    """Say whether a question asks how old somebody or something is."""
    return _ASKED.search(question) is not None


def tells_age(text: str) -> bool:
    """Say whether a text tells how old somebody is, or when he or she was born."""
    return _TOLD.search(text) is not None


def may_tell_age(text: str) -> bool:
    """Say whether a text may tell how old a thing is: since which year, or for how long."""
    return tells_age(text) or _BEGUN.search(text) is not None
