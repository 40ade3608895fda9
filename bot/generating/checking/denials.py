"""Denials: a claim may not deny what its sentences affirm, nor affirm what they deny."""

from collections.abc import Sequence

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.support import Support
from bot.verification.wording import Word, words
from index import is_function_word, stem

GOVERNED = 2  # words of content behind a denial that it is about

DENIALS = frozenset("not no never nor neither hardly scarcely barely without nobody nothing none cannot".split())
_OTHERWISE = DENIALS | frozenset(  # other words that deny
    """
    deny denies denied denying refuse refuses refused refusing reject rejects rejected rejecting decline declines
    declined fail fails failed failing lack lacks lacked unable false untrue wrong against oppose opposes opposed avoid
    avoids avoided prevent prevents prevented unlikely rule ruled stop stopped stops halt halted ban banned bans few
    little rarely seldom dismiss dismissed dismisses dispute disputed disputes doubt doubts doubted impossible unclear
    unwilling unnecessary ceased ended end lost loses refutes refuted unknown absent only
    """.split()
)
_LIGHT = frozenset("longer more yet even ever just really very only less than later least most".split())


def denied_otherwise(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return a fault if a claim denies and no sentence does, or if they deny words of it and it denies nothing."""
    claimed = words(text)
    told = [word for one in supports for word in words(one.text)]
    denies, denied = _has(claimed, DENIALS), _has(told, _OTHERWISE)
    if denies and not denied:
        return [Fault(Kind.DENIAL, next(word.text for word in claimed if word.key in DENIALS))]
    if _has(claimed, _OTHERWISE):
        return []
    own = {stem(word.text) for word in claimed}
    for one in supports:
        for governed in _governed(words(one.text)):
            if governed and all(stem(word.text) in own for word in governed):
                return [Fault(Kind.DENIAL, " ".join(word.text for word in governed))]
    return []


def _has(found: Sequence[Word], wanted: frozenset[str]) -> bool:
    return any(word.key in wanted for word in found)


def _governed(found: Sequence[Word]) -> list[list[Word]]:
    """Return for each denial the words of content right behind it."""
    governed = []
    for at, word in enumerate(found):
        if word.key in DENIALS:
            behind = [
                other for other in found[at + 1 : at + 6] if not (is_function_word(other.text) or other.key in _LIGHT)
            ]
            governed.append(behind[:GOVERNED])
    return governed
