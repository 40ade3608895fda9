"""Rejoinders: the sentence by which an article takes back what it has just reported: "The claim is false."

Who is shown the claim alone is misled; so it never stands without what is said of it.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.extraction.candidates import Candidate
from bot.extraction.denials import is_taken_back
from bot.extraction.expectation import asks_whether
from bot.extraction.judging import Judged, behind
from bot.extraction.signals import Asked
from index import stems_in

MOST_BEHIND = 3  # sentences behind a report in which it is taken back
MOST_BEFORE_A_TURN = 6

_CLAIMED = (
    r"(?:claims?|statements?|rumou?rs?|allegations?|accusations?|reports?|quot(?:e|ation)s?|messages?|posts?|story"
    r"|stories|assertions?|remarks?|suggestions?|charges?|theory|theories)"
)
_FALSE = (
    r"(?:\w+ly\s+)?(?:not\s+true|untrue|false|fake|baseless|unfounded|fabricated|made[\s-]up|groundless|debunked|bogus"
    r"|an?\s+(?:\w+\s+)?(?:hoax|fake|lie|forgery|fabrication|invention))\b(?!\s+that\b)"
)
_WRONG = (
    rf"(?:{_FALSE}|(?:\w+ly\s+)?"
    r"(?:wrong|incorrect|inaccurate|misleading|denied|rejected|retracted|withdrawn|disputed)\b)"
)
_IS = r"(?:is|was|are|were|has\s+been|have\s+been|had\s+been|turned\s+out\s+to\s+be|proved(?:\s+to\s+be)?)"
_THIS = r"(?:the|this|that|these|those|both|all|any|such)"
_REPORTS = re.compile(
    rf"\b{_CLAIMED}\b|\b(?:claim|alleg|accus|purport|suggest|quot)\w*"
    r"|\b(?:says?|said|saying|told|according|shared|posted|wrote|writes|reportedly)\b|[\"“]",
    re.IGNORECASE,
)
_IS_FALSE = re.compile(
    rf"^(?:(?:but|however|yet|in\s+fact)[,\s]+)?"
    rf"(?:{_THIS}\s+(?:\w+\s+)?{_CLAIMED}\s+{_IS}\s+{_WRONG}|(?:it|this|that|they)\s+{_IS}\s+{_FALSE})",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disputes?|disputed|refute[sd]?)\s+"
    rf"(?:this|that|it|them|{_THIS}\s+(?:\w+\s+)?{_CLAIMED})(?=\s*(?:$|[.,;])|\s+(?:as|on|in|and)\b)",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:retract(?:s|ed)?|withdrew|withdrawn|took\s+back|corrected|walked\s+back|apologi[sz]ed\s+for)\s+"
    rf"(?:{_THIS}|his|her|its|their)\s+(?:\w+\s+)?(?:{_CLAIMED}|comments?|article|words)\b",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:said|says|told|found|concluded|confirmed|insisted|ruled|called)\b[^.;\"“]{0,80}?"
    rf"\b{_THIS}\s+(?:\w+\s+)?(?!{_IS}\b)(?P<noun>\w+)\s+(?:{_IS}\s+)?{_FALSE}",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\bhowever\b|\bbut\s+(?:later|now)\b|\b(?:has|have)\s+since\b|\bsince\s+then\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """A sentence that takes back another one; `denies`: by saying that it is false, or by denying it."""

    candidate: Candidate
    denies: bool


def rejoinder(question: Asked, one: Candidate, ranked: Sequence[Judged]) -> Rejoinder | None:
    """Return the sentence behind a report in which its article takes it back, the first one; None if there is none."""
    if not _REPORTS.search(one.text):
        return None
    later = behind(one, ranked)
    for other in later[:MOST_BEHIND]:
        if (denies := _denies(one, other.text)) or _TAKEN_BACK.search(other.text):
            return Rejoinder(other, denies)
        if _REPORTS.search(other.text):
            break  # what follows is said of this
    if asks_whether(question.text):
        own = _stems(one.text) & set(question.sought.stems) - question.names
        turns = (
            other for other in later[:MOST_BEFORE_A_TURN] if _TURNS.search(other.text) and own & _stems(other.text)
        )
        return next((Rejoinder(other, denies=False) for other in turns), None)
    return None


def _denies(one: Candidate, text: str) -> bool:
    if _IS_FALSE.search(text):
        return True
    if (found := _DENIED.search(text)) and not is_taken_back(text, found.start()):
        return True
    called = _CALLED_FALSE.search(text)
    if not called or is_taken_back(text, called.start()):
        return False
    return bool(re.fullmatch(_CLAIMED, called["noun"], re.IGNORECASE)) or bool(
        _stems(called["noun"]) & _stems(one.text)
    )


def _stems(text: str) -> Set[str]:
    return set(stems_in(text))
