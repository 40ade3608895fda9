"""Ellipses: marks that say that words were left out, and whether what was left out bears on the meaning."""

import re

from bot.verification.wording import words

_MARK = re.compile(r"\.{3,}|…|\. \. \.")
_BORDER = re.compile(r"[,;:()–—]|--| - ")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")
MOST_LOOKED_AT = 1_000  # characters of a sentence

# Without these a sentence says something else: it is denied, limited, doubted, or said by nobody.
_QUALIFYING = frozenset(
    """
    not no never nor none nobody nothing neither nowhere without hardly barely scarcely rarely seldom few little
    if unless until except but only provided providing although though however despite whether when while because
    or instead rather than unlike
    may might can could would should must shall will ought perhaps maybe possibly probably likely unlikely potentially
    allegedly reportedly supposedly apparently seemingly alleged supposed so-called almost nearly partly mostly
    some most many several all every any both less more least
    deny denies denied denying refuse refuses refused reject rejects rejected fail fails failed failing lack lacks
    lacked false falsely wrong wrongly untrue doubt doubts doubted prevent prevents prevented stop stops stopped avoid
    avoids avoided oppose opposes opposed against ban banned end ended cease ceased
    said says say claim claims claimed believe believes believed think thinks thought suggest suggests suggested
    """.split()
)
_LINKS = frozenset("and a an the of that which also then".split())


def is_marked(between: str) -> bool:
    """Say whether an ellipsis stands in what lies between two words."""
    return bool(_MARK.search(between))


def keeps_meaning(text: str, start: int, end: int) -> bool:
    """Say whether what stands in `text` between two kept words may be left out.

    It may if it is set off by punctuation on both sides or made of mere links, lies within one sentence, and
    qualifies nothing.
    """
    removed = text[start:end]
    if len(removed) > MOST_LOOKED_AT or _SENTENCE_END.search(removed):
        return False
    if qualifies(removed):
        return False
    stripped = removed.strip()
    set_off = _BORDER.match(stripped) and _BORDER.match(stripped[-1])
    return bool(set_off) or _LINKS.issuperset(word.key for word in words(removed))


def qualifies(removed: str) -> bool:
    """Say whether words, left out, would change what the rest says: they deny, limit, doubt or attribute it."""
    return not _QUALIFYING.isdisjoint(word.key for word in words(removed))
