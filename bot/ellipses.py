"""Ellipses: marks that say that words were left out, and whether what was left out bears on the meaning."""

import re

from bot.wording import words

_MARK = re.compile(r"\.{3,}|…|\. \. \.")
_BORDER = re.compile(r"[,;:()–—]|--| - ")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")
_COORDINATION = re.compile(r"[,;]\s+(?:and|but|so|or|yet)\b|;|\s[–—-]+\s|[:]\s")
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
# In what stands outside a quote that is cut short, only these turn its sense.
_TURNING = frozenset(
    """
    not no never nor if unless until except but only provided providing although though however despite without whether
    deny denies denied refuse refuses refused reject rejects rejected false wrong untrue doubt doubts doubted hardly
    nobody nothing neither
    """.split()
)
_LINKS = frozenset("and a an the of that which also then".split())


def is_marked(between: str) -> bool:
    """Say whether an ellipsis stands in what lies between two words."""
    return bool(_MARK.search(between))


def keeps_meaning(text: str, start: int, end: int) -> bool:
    """Say whether what stands in `text` between two kept words may be left out.

    It may if it is set off by punctuation or made of mere links, lies within one sentence, and qualifies nothing.
    """
    removed = text[start:end]
    if len(removed) > MOST_LOOKED_AT or _SENTENCE_END.search(removed):
        return False
    keys = [word.key for word in words(removed)]
    if not _QUALIFYING.isdisjoint(keys):
        return False
    stripped = removed.strip()
    set_off = bool(_BORDER.match(stripped) or _BORDER.search(stripped[-1:]))
    return set_off or _LINKS.issuperset(keys)


def may_end(text: str, at: int) -> bool:
    """Say whether a sentence may be cut short here: the rest of its clause neither denies nor limits it."""
    rest = text[at : at + MOST_LOOKED_AT]
    sentence = rest[: end.start() + 1] if (end := _SENTENCE_END.search(rest)) else rest
    clause = sentence[: link.start()] if (link := _COORDINATION.search(sentence)) else sentence
    following = sentence[link.start() :] if link else ""
    limited = following.lstrip(" ,;").startswith(("but", "yet", "or"))
    return not limited and _TURNING.isdisjoint(word.key for word in words(clause))


def may_begin(text: str, at: int) -> bool:
    """Say whether a sentence may begin only here: what its clause begins with neither denies nor limits it."""
    before = text[max(0, at - MOST_LOOKED_AT) : at]
    ends = [end.end() for pattern in (_SENTENCE_END, _COORDINATION) for end in pattern.finditer(before)]
    clause = before[max(ends, default=0) :]
    return _TURNING.isdisjoint(word.key for word in words(clause))
