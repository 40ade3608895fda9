"""How far an answer agrees with right ones: exact match, token F1, containment, as SQuAD defines them.

Rajpurkar et al. 2016: case, punctuation, English articles and runs of white space do not count.
"""

import string
from collections import Counter
from collections.abc import Iterable, Sequence

MOST = 0.8  # of the words of one sentence must stand in the other for the two to be the same
LEAST_WORDS = 4  # that these must be if the quote is only a part of the sentence

_PUNCTUATION = dict.fromkeys(map(ord, string.punctuation + "‘’“”–—"))
_ARTICLES = frozenset({"a", "an", "the"})


def normalised(text: str) -> str:
    """Return a text in the form in which answers are compared."""
    bare = text.lower().translate(_PUNCTUATION)
    return " ".join(word for word in bare.split() if word not in _ARTICLES)


def exact_match(answer: str, golds: Iterable[str]) -> float:
    """Return 1 if the answer is one of the right ones."""
    return float(normalised(answer) in {normalised(gold) for gold in golds})


def token_f1(one: str, other: str) -> float:
    """Return the harmonic mean of the shares of tokens that two texts have in common."""
    these, those = normalised(one).split(), normalised(other).split()
    if not these or not those:
        return float(these == those)
    common = (Counter(these) & Counter(those)).total()
    return 2 * common / (len(these) + len(those))


def best_f1(answer: str, golds: Iterable[str]) -> float:
    """Return the F1 with the right answer that it agrees best with."""
    return max((token_f1(answer, gold) for gold in golds), default=0.0)


def contains(answer: str, golds: Iterable[str]) -> float:
    """Return 1 if one of the right answers stands in the answer as whole words."""
    inside = f" {normalised(answer)} "
    wanted = (normalised(gold) for gold in golds)
    return float(any(f" {gold} " in inside for gold in wanted if gold))


def contains_all(answer: str, parts: Iterable[Sequence[str] | str]) -> float:
    """Return 1 if every part stands in the answer, each in one of its spellings."""
    return float(all(contains(answer, [part] if isinstance(part, str) else part) for part in parts))


def is_same_sentence(quote: str, golds: Iterable[str]) -> bool:
    """Say whether most words of a quote stand in one of the right sentences, or most of its words in the quote."""
    words = Counter(normalised(quote).split())
    for gold in (Counter(normalised(gold).split()) for gold in golds):
        common = (words & gold).total()
        if common and (common >= MOST * gold.total() or common >= MOST * words.total() >= LEAST_WORDS):
            return True
    return False


def overlap(cited: Sequence[str], evidence: Sequence[str]) -> float:
    """Return the mean, over the quotes of the evidence, of the best F1 with a cited quote."""
    return sum(best_f1(quote, cited) for quote in evidence) / len(evidence) if evidence else 0.0
