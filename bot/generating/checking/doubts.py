"""Doubts: what may be, or is said to be, in the sentences of a claim, may not be so in the claim."""

from collections.abc import Sequence

from bot.generating.checking.denials import governed
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.support import Support
from bot.verification.wording import Word, words
from index import stem

_DOUBTING = frozenset(
    "may might could perhaps possibly probably likely allegedly reportedly apparently supposedly".split()
)
_OTHERWISE = _DOUBTING | frozenset(  # other words that leave it open
    """
    can would should if unless whether possible potential potentially probable maybe alleged suspected seem seems seemed
    appear appears appeared believe believes believed believing think thinks thought expect expects expected fear fears
    feared risk risks plan plans planned hope hopes hoped propose proposes proposed consider considers considered not
    suggest suggests suggested threaten threatens threatened warn warns warned
    """.split()
)


def made_certain(text: str, supports: Sequence[Support]) -> list[Fault]:
    """Return a fault if a claim states as a fact what its sentences only hold possible, and no other has as a fact."""
    claimed = words(text)
    if any(_is(word, _OTHERWISE) for word in claimed):
        return []
    own = {stem(word.text) for word in claimed}
    told = [_without_months(one.text) for one in supports]
    for sentence in told:
        for about in governed(sentence, _DOUBTING):
            stems = {stem(word.text) for word in about}
            if stems <= own and not any(_states(other, stems) for other in told):
                return [Fault(Kind.DOUBT, " ".join(word.text for word in about))]
    return []


def _states(sentence: Sequence[Word], stems: set[str]) -> bool:
    return stems <= {stem(word.text) for word in sentence} and not any(word.key in _DOUBTING for word in sentence)


def _without_months(text: str) -> list[Word]:
    return [word for word in words(text) if word.text != "May"]


def _is(word: Word, wanted: frozenset[str]) -> bool:
    return word.key in wanted and word.text != "May"
