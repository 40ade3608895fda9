"""Choose the words of a query that can be afforded: the rarest."""

from collections.abc import Sequence

from index.ledger.counting import Counts
from index.ledger.expressions import Wanted, wanted_words

# An OR over common words costs as much as their postings: 196 ms at 100,000 passages against 25 ms when only the
# rarest words are kept, by which 90 % of the full query's ten best stay the ten best. What is above is weighed.
POSTING_BUDGET = 20_000


def counted(counts: Counts, query: str) -> list[tuple[int, Wanted]]:
    """Return the query's words, rarest first, each with how many passages hold it."""
    counted = ((frequency(counts, word), word) for word in wanted_words(query))
    return sorted(counted, key=lambda each: (each[0], each[1].forms))


def affordable(counted: Sequence[tuple[int, Wanted]]) -> list[Wanted]:
    """Return words, rarest first, until the budget of postings is spent."""
    kept: list[Wanted] = []
    spent = 0
    for frequency, word in counted:
        spent += frequency
        if kept and spent > POSTING_BUDGET:
            break
        kept.append(word)
    return kept


def frequency(counts: Counts, word: Wanted) -> int:
    """Return how many passages hold a word, at most: of a phrase as many as hold its rarest token."""
    return sum(min((counts.holding(token) for token in tokens), default=0) for tokens in word.counted)
