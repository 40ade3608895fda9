"""Align a quote with a text: find the words they share, in order, where most of them stand together.

Local alignment of words (Smith and Waterman 1981), row by row with numpy: time and memory grow with the product of
the lengths, which is bounded.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from bot.verification.wording import Word
from index import is_function_word

MOST_CELLS = 24_000_000  # 96 MB
_CONTENT, _FUNCTION = 200, 100  # what a shared word is worth
_OTHER, _GAP, _JUMP = -120, -80, -1  # a word for another, a word too many, a word left out at a marked ellipsis

Scores = npt.NDArray[np.int32]
Pairs = list[tuple[int, int]]  # positions of the same word in the text and in the quote


def align(text: Sequence[Word], quote: Sequence[Word], jumps: AbstractSet[int] = frozenset()) -> Pairs:
    """Return the shared words of the best alignment. `jumps` are the words of the quote that follow an ellipsis."""
    if not text or not quote:
        return []
    numbers = {word.key: number for number, word in enumerate(quote)}
    theirs = np.array([numbers.get(word.key, -1) for word in text], dtype=np.int32)
    ours = [numbers[word.key] for word in quote]
    worth = [weight(word) for word in quote]
    first, last = _window(theirs, worth, max(1, MOST_CELLS // (len(quote) + 1)))
    gaps = [_JUMP if at + 1 in jumps else _GAP for at in range(len(quote))]
    scores = _scores(theirs[first:last], ours, worth, gaps)
    return [(first + there, here) for there, here in _path(scores, theirs[first:last], ours, worth, gaps)]


def weight(word: Word) -> int:
    """Return what it is worth that a word is shared."""
    return _FUNCTION if is_function_word(word.key) else _CONTENT


def _window(theirs: npt.NDArray[np.int32], worth: Sequence[int], width: int) -> tuple[int, int]:
    """Return the part of the text, at most `width` words, that holds most of the quote's words."""
    if len(theirs) <= width:
        return 0, len(theirs)
    values = np.where(theirs >= 0, np.array(worth, dtype=np.int64)[theirs], 0)
    sums = np.concatenate(([0], np.cumsum(values)))
    first = int(np.argmax(sums[width:] - sums[:-width]))
    return first, first + width


def _scores(theirs: Scores, ours: Sequence[int], worth: Sequence[int], gaps: Sequence[int]) -> Scores:
    """Return the best score of an alignment that ends at each pair, one row more and one column more than words."""
    scores = np.zeros((len(ours) + 1, len(theirs) + 1), dtype=np.int32)
    steps = np.arange(len(theirs) + 1, dtype=np.int32)
    for at, number in enumerate(ours):
        row = scores[at + 1]
        row[1:] = scores[at, :-1] + np.where(theirs == number, worth[at], _OTHER)
        np.maximum(row, scores[at] + _GAP, out=row)
        np.maximum(row, 0, out=row)
        ramp = steps * -gaps[at]
        row[:] = np.maximum.accumulate(row + ramp) - ramp
    return scores


def _path(scores: Scores, theirs: Scores, ours: Sequence[int], worth: Sequence[int], gaps: Sequence[int]) -> Pairs:
    """Walk back from the best score; of equal ways the one that shares a word."""
    row, column = divmod(int(np.argmax(scores)), scores.shape[1])
    pairs: Pairs = []
    while row and column and scores[row, column] > 0:
        score = scores[row, column]
        same = theirs[column - 1] == ours[row - 1]
        if score == scores[row - 1, column - 1] + (worth[row - 1] if same else _OTHER):
            row, column = row - 1, column - 1
            if same:
                pairs.append((column, row))
        elif score == scores[row, column - 1] + gaps[row - 1]:
            column -= 1
        else:
            row -= 1
    return pairs[::-1]
