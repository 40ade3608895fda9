"""Opposites: words of which one denies the other."""

from functools import cache

from index import stem

_PAIRS = """
    largest smallest, biggest smallest, highest lowest, most least, most fewest, more less, more fewer, longest
    shortest, oldest newest, oldest youngest, fastest slowest, richest poorest, nearest farthest, closest farthest,
    best worst, larger smaller, greater smaller, greater lesser, higher lower, older younger, maximum minimum, majority
    minority, first last, earliest latest, earlier later, early late, before after, begin end, start end, above below,
    increase decrease, increase reduce, rise fall, rose fell, raise lower, win lose, won lost, victory defeat, buy
    sell, bought sold, import export, enter leave, entered left, birth death, born died, open close, accept reject,
    approve reject, agree disagree, support oppose, allow forbid, legal illegal, possible impossible, likely unlikely,
    able unable, public private, internal external, inside outside, inner outer, upper lower, indoor outdoor, male
    female, man woman, men women, husband wife, son daughter, brother sister, north south, east west, north east, north
    west, south east, south west, northern southern, eastern western, northern eastern, northern western, southern
    eastern, southern western, summer winter, same different, similar different, finite infinite, dependent
    independent, direct indirect, domestic foreign, permanent temporary, positive negative, always never, fast slow,
    hot cold, rich poor
"""


@cache
def opposites(word: str) -> frozenset[str]:
    """Return the stems of the words that deny a word, given by its stem."""
    pairs = [[stem(one) for one in pair.split()] for pair in _PAIRS.split(",")]
    return frozenset(other for pair in pairs if word in pair for other in pair if other != word)
