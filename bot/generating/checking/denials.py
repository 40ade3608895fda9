"""Denials: a claim may not deny what its sentences affirm, nor affirm what they deny, nor turn it into its opposite."""

from collections.abc import Sequence

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.opposites import opposites
from bot.generating.checking.support import Support
from bot.verification.wording import Word, words
from index import content_terms, is_function_word, stem

GOVERNED = 2  # words of content behind a denial that it is about

DENIALS = frozenset("not no never nor neither hardly scarcely barely without nobody nothing none cannot".split())
DENYING = DENIALS | frozenset(  # verbs that deny what stands behind them, and words that are against something
    """
    deny denies denied denying refuse refuses refused refusing reject rejects rejected rejecting decline declines
    declined declining fail fails failed failing lack lacks lacked oppose opposes opposed opposing against refute
    refutes refuted
    """.split()
)
_OTHERWISE = DENYING | frozenset(  # other words that may deny
    """
    unable false untrue wrong avoid avoids avoided prevent prevents prevented unlikely rule ruled stop stopped stops
    halt halted ban banned bans few little rarely seldom dismiss dismissed dismisses dispute disputed disputes doubt
    doubts doubted impossible unclear unwilling unnecessary ceased ended end lost loses unknown absent only
    """.split()
)
_LIGHT = frozenset("longer more yet even ever just really very only less than later least most".split())


def denied_otherwise(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return a fault if a claim denies and no sentence does, or if they deny words of it and it denies nothing."""
    claimed = words(text)
    told = [word for one in supports for word in words(one.text)]
    denying = next((word.text for word in claimed if word.key in DENYING), None)
    if denying and not _has(told, _OTHERWISE):
        return [Fault(Kind.DENIAL, denying)]
    if _has(claimed, _OTHERWISE):
        return []
    own = {stem(word.text) for word in claimed}
    for one in supports:
        for about in governed(words(one.text), DENYING):
            if all(stem(word.text) in own for word in about):
                return [Fault(Kind.DENIAL, " ".join(word.text for word in about))]
    return []


def _has(found: Sequence[Word], wanted: frozenset[str]) -> bool:
    return any(word.key in wanted for word in found)


def opposed(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return the words of a claim that no sentence has, where one has the opposite and the claim has not."""
    claimed = content_terms(text)
    told = {term.stem for one in supports for term in content_terms(one.text)}
    others = told - {term.stem for term in claimed}
    strange = [term.word for term in claimed if term.stem not in told and opposites(term.stem) & others]
    return [Fault(Kind.DENIAL, word) for word in strange if word.lower() not in DENYING]


def governed(found: Sequence[Word], words: frozenset[str]) -> list[list[Word]]:
    """Return for each of some words the words of content right behind it that it is about, if there are any."""
    about = []
    for at, word in enumerate(found):
        if word.key in words:
            behind = [
                other for other in found[at + 1 : at + 6] if not (is_function_word(other.text) or other.key in _LIGHT)
            ]
            if len(behind) >= (1 if word.key in DENIALS else GOVERNED):
                about.append(behind[:GOVERNED])
    return about
