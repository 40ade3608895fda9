"""Trim a sentence that is too long to some of its clauses, where what is left out does not bear on what is shown."""

import re
from collections.abc import Sequence

from bot.extraction.expectation import EXPLAINED, offered
from bot.extraction.signals import Asked
from bot.verification.ellipses import qualifies
from index import Span, reports, terms

MOST_WORDS = 60  # of a sentence that stays whole
MOST_LOOKED_AT = 2_000  # characters of a sentence that may be trimmed
MOST_STARTS, MOST_ENDS = 8, 20  # of clauses that are looked at

_ON_ITS_OWN = r"(?:and|but|so) (?:he|she|it|they|we|I|you|this|that|there)\b"
_START = re.compile(rf";\s+|,\s+(?={_ON_ITS_OWN})")  # behind it begins a clause that can stand alone
_END = re.compile(rf"\s*[;—]|\s+[–-]+\s|,(?=\s+(?:{_ON_ITS_OWN}|which\b|whom?\b|whose\b|where\b|\w{{3,}}ing\b))")
_HARD = re.compile(r"[;—]|\s[–-]+\s")  # parts what need not be whole clauses, as in a list
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|might|must|should|shall|said|\w{2,}ed)\b"
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))


def trimmed(question: Asked, text: str, marked: Sequence[Span]) -> Span:
    """Return what to show of a sentence: all of it, or of one with more than MOST_WORDS words the clauses that answer.

    They hold what is marked, and each word of the question that the sentence holds. What is left out denies, limits and
    attributes nothing, and is not what is asked for. Of such parts the longest is taken, at the beginning if there is
    one there. If there is none, and of an explanation, all is shown.
    """
    whole = Span(0, len(text))
    if question.kind in EXPLAINED or len(text) > MOST_LOOKED_AT or len(text.split()) <= MOST_WORDS:
        return whole
    starts = [0, *(match.end() for match in _START.finditer(text))][:MOST_STARTS]
    ends = [*(match.start() for match in _END.finditer(text)), len(text)][-MOST_ENDS:]
    parts = [Span(start, end) for start in starts for end in ends if start < end]
    sound = [
        part
        for part in parts
        if all(part.start <= span.start and span.end <= part.end for span in marked)
        and _is_sound(text, part)
        and _holds_the_answer(question, text, part, known=bool(marked))
    ]
    return max(sound, key=lambda part: (part.start == 0, part.end - part.start), default=whole)


def _is_sound(text: str, part: Span) -> bool:
    """Say whether a part is short enough, reads well, and says the same without the rest."""
    shown = part.of(text)
    clause = _HARD.split(shown)[-1]
    return (
        len(shown.split()) <= MOST_WORDS
        and all(shown.count(opening) == shown.count(closing) for opening, closing in _PAIRS)
        and shown.count('"') % 2 == 0
        and bool(_HARD.match(text, part.end) or _FINITE.search(clause))
        and not any(qualifies(lost) or reports(lost) for lost in _left_out(text, part))
    )


def _holds_the_answer(question: Asked, text: str, part: Span, *, known: bool) -> bool:
    """Say whether a part holds the question's words that the whole holds, and what is asked for if any part does."""
    shown = part.of(text)
    if set(question.sought.stems) & _stems(text) - _stems(shown):
        return False
    if known:
        return True
    offers = [offered(question.kind, f". {lost}", question.stems) > 0 for lost in _left_out(text, part)]
    return offered(question.kind, shown, question.stems) > 0 or not any(offers)


def _left_out(text: str, part: Span) -> tuple[str, str]:
    return text[: part.start], text[part.end :]


def _stems(text: str) -> set[str]:
    return {term.stem for term in terms(text)}
