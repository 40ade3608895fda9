"""Slips: of the pen, a letter left out or struck twice, and of the scanner, a letter read for one that looks alike."""

from index import is_english, stem

_LOOKALIKES = [tuple(pair.split()) for pair in "l i|l 1|i 1|o 0|s 5|n u|c e|h b|rn m|vv w|cl d".split("|")]
_LEAST_LOOKALIKE, _LEAST_SLIP, _LEAST_LEFT_OUT = 3, 5, 7  # letters


def is_slip(theirs: str, ours: str, is_word: bool) -> bool:
    """Say whether the quote's word is one slip from the article's; if it is a word, only by a letter struck twice."""
    if is_word or is_english(ours):
        return _doubles(theirs, ours) and stem(theirs) == stem(ours)
    if len(theirs) >= _LEAST_LOOKALIKE and looks_alike(theirs, ours):
        return True
    return len(theirs) >= _LEAST_SLIP and _is_one_letter_off(theirs, ours)


def looks_alike(theirs: str, ours: str) -> bool:
    """Say whether a scanner may have read one word as the other: "legaI", "centirneters", "patri0ts"."""
    return any(
        ours.startswith(wrong, at) and ours[:at] + right + ours[at + len(wrong) :] == theirs
        for pair in _LOOKALIKES
        for wrong, right in (pair, pair[::-1])
        for at in range(len(ours))
    )


def _is_one_letter_off(theirs: str, ours: str) -> bool:
    """Say whether a letter was left out, struck twice, or exchanged with its neighbour, but not the first."""
    start, theirs_rest, ours_rest = _differing(theirs, ours)
    left_out = len(theirs_rest) == 1 and not ours_rest and len(theirs) >= _LEAST_LEFT_OUT
    exchanged = len(theirs_rest) == 2 and ours_rest == theirs_rest[::-1]
    return start > 0 and (left_out or exchanged or _doubles(theirs, ours))


def _doubles(theirs: str, ours: str) -> bool:
    """Say whether the words differ in one letter that stands once in one and twice in the other."""
    start, theirs_rest, ours_rest = _differing(theirs, ours)
    more = theirs_rest + ours_rest
    return len(more) == 1 and start > 0 and (theirs if theirs_rest else ours)[start - 1] == more


def _differing(theirs: str, ours: str) -> tuple[int, str, str]:
    """Return where two words part, and what of each differs from there until they meet again."""
    start = 0
    while start < min(len(theirs), len(ours)) and theirs[start] == ours[start]:
        start += 1
    end = 0
    while end < min(len(theirs), len(ours)) - start and theirs[-1 - end] == ours[-1 - end]:
        end += 1
    return start, theirs[start : len(theirs) - end], ours[start : len(ours) - end]
