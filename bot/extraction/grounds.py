"""Grounds: the sentence near to one that tells what happened that says why: "It acted because …"."""

from collections.abc import Sequence, Set

from bot.extraction.candidates import Candidate
from bot.extraction.judging import Judged, behind
from bot.extraction.signals import Asked
from bot.speaking.reasons import gives_reason
from index import content_words_in, stem

FARTHEST = 3  # sentences behind; those that do not stand right behind must share a word with it
MOST_GROUNDS = 2


def grounds(question: Asked, best: Candidate, ranked: Sequence[Judged]) -> list[Candidate]:
    """Return the sentences behind the best one that give a reason for what it tells."""
    near = behind(best, ranked)[:FARTHEST]
    told = (_stems(best.text) | set(question.sought.stems)) - question.names
    return [one for at, one in enumerate(near) if gives_reason(one.text) and (at == 0 or told & _stems(one.text))][
        :MOST_GROUNDS
    ]


def _stems(text: str) -> Set[str]:
    return set(map(stem, content_words_in(text)))
