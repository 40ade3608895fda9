"""How well a text holds the words of a question: by stem, else by what the words mean."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index import Term, content_terms, content_words_in, stem

Strengths = npt.NDArray[np.float32]
Meanings = Callable[[Sequence[str]], Strengths]  # words → unit vectors, shape (words, dimension)

ALIKE = 0.3  # cosine of two words from which they are taken for related: "begin" and "started" have .49
OF_A_SYNONYM = 0.8  # what a related word counts, times its cosine, beside 1 for the word itself
# Words that frame a question and need not stand in its answer.
FRAME = frozenset(
    """
    name named mention mentioned list listed call called describe described give given tell know known happen
    happened article articles text say says said mean means meant kind type many long old far please exactly
    """.split()
)
# What a text shows without its word: a score.
_SHOWN = {stem("score"): re.compile(r"(?<![\d–-])\d{1,3}\s?[–-]\s?\d{1,3}(?![\d–-])")}


def asked_words(question: str) -> tuple[Term, ...]:
    """Return the words that an answer should hold, in order: no function words, and no frame ("named")."""
    found = content_terms(question)
    return tuple([term for term in found if term.word.lower() not in FRAME] or found)


@dataclass(frozen=True)
class Sought:
    """The words of a question with their weights, to be looked for in texts.

    `rarity` says how much a stem tells passages apart; a stem it does not know counts as the rarest.
    """

    terms: tuple[Term, ...]
    rarity: Mapping[str, float]
    meanings: Meanings
    _seen: dict[str, Strengths] = field(default_factory=dict)  # by text
    _compared: set[str] = field(default_factory=set)  # words
    _related: dict[str, Strengths] = field(default_factory=dict)  # of these, by word: what it counts for each stem

    @cached_property
    def stems_in_order(self) -> tuple[str, ...]:
        """Return the stems, each as often as it is asked."""
        return tuple(term.stem for term in self.terms)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Return the distinct stems, in order."""
        return tuple(dict.fromkeys(self.stems_in_order))

    @cached_property
    def weights(self) -> Strengths:
        """Return the share of each distinct stem in the whole, shape (stems,)."""
        rarest = max(self.rarity.values(), default=1.0)
        raw = np.array([self.rarity.get(stem, rarest) for stem in self.stems], dtype=np.float32)
        return raw / raw.sum() if raw.any() else raw

    def compare(self, texts: Iterable[str]) -> None:
        """Find out, all at once, what the words of texts mean; text by text would take several times as long."""
        if self.terms:
            self._learn(dict.fromkeys(word for text in texts for word in content_words_in(text)))

    def strengths(self, text: str) -> Strengths:
        """Return how far a text holds each distinct stem, 0 to 1, shape (stems,); 1 is the word itself."""
        if text not in self._seen:
            self._seen[text] = self._strengths(text)
        return self._seen[text]

    def held(self, part: str, *texts: str) -> float:
        """Return how far texts together hold the words of a part of the question, 0 to 1; 1 if the part has none."""
        own = {term.stem for term in content_terms(part)}
        weights = self.weights * np.array([stem in own for stem in self.stems], dtype=np.float32)
        strengths = np.max([self.strengths(text) for text in texts], axis=0)
        total = float(weights.sum())
        return float(weights @ strengths) / total if total else 1.0

    def _strengths(self, text: str) -> Strengths:
        words = {stem(word): word for word in content_words_in(text)}
        strengths = np.zeros(len(self.stems), dtype=np.float32)
        if not words or not self.terms:
            return strengths
        self._learn(words.values())
        for word in self._related.keys() & words.values():
            np.maximum(strengths, self._related[word], out=strengths)
        for at, one in enumerate(self.stems):
            if one in words:
                strengths[at] = 1.0
            elif one in _SHOWN and _SHOWN[one].search(text):
                strengths[at] = OF_A_SYNONYM
        return strengths

    def _learn(self, words: Collection[str]) -> None:
        """Compare words with the question's, those that were not yet; most are related to none of them."""
        new = [] if self._compared.issuperset(words) else [one for one in words if one not in self._compared]
        if new:
            alike = self.meanings(new) @ self._own_meanings.T
            related = np.where(alike < ALIKE, 0.0, OF_A_SYNONYM * alike).astype(np.float32)
            self._related.update((new[at], related[at]) for at in np.flatnonzero(related.any(axis=1)))
            self._compared.update(new)

    @cached_property
    def _own_meanings(self) -> Strengths:
        """The vectors of the distinct stems' words, shape (stems, dimension)."""
        words = {term.stem: term.word for term in reversed(self.terms)}
        return self.meanings([words[stem] for stem in self.stems])
