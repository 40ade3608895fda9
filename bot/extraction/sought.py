"""How well a text holds the words of a question: by stem, else by what the words mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index import Term, content_terms, stem

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


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a question with their weights, to be looked for in texts.

    `rarity` says how much a stem tells passages apart; a stem it does not know counts as the rarest.
    """

    terms: tuple[Term, ...]
    rarity: Mapping[str, float]
    meanings: Meanings
    _seen: dict[str, Strengths] = field(default_factory=dict)  # by text
    _alike: dict[str, Strengths] = field(default_factory=dict)  # by word: the cosines with the distinct stems' words
    _own: list[Strengths] = field(default_factory=list)

    @property
    def stems(self) -> list[str]:
        """Return the distinct stems, in order."""
        return list(dict.fromkeys(term.stem for term in self.terms))

    @property
    def weights(self) -> Strengths:
        """Return the share of each distinct stem in the whole, shape (stems,)."""
        rarest = max(self.rarity.values(), default=1.0)
        raw = np.array([self.rarity.get(stem, rarest) for stem in self.stems], dtype=np.float32)
        return raw / raw.sum() if raw.any() else raw

    def compare(self, texts: Iterable[str]) -> None:
        """Find out, all at once, what the words of texts mean; text by text would take several times as long."""
        if self.terms:
            self._learn(term.word for text in texts for term in content_terms(text))

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
        words = {term.stem: term.word for term in content_terms(text)}
        if not words or not self.terms:
            return np.zeros(len(self.stems), dtype=np.float32)
        self._learn(words.values())
        related = np.max([self._alike[word] for word in words.values()], axis=0)
        related = np.where(related < ALIKE, 0.0, OF_A_SYNONYM * related)
        held = np.array([stem in words for stem in self.stems])
        shown = np.array([one in _SHOWN and bool(_SHOWN[one].search(text)) for one in self.stems])
        strengths: Strengths = np.where(held, 1.0, np.where(shown, OF_A_SYNONYM, related)).astype(np.float32)
        return strengths

    def _learn(self, words: Iterable[str]) -> None:
        """Compare words with the question's, those that were not yet."""
        new = [word for word in dict.fromkeys(words) if word not in self._alike]
        if new:
            self._alike.update(zip(new, self.meanings(new) @ self._own_meanings().T, strict=True))

    def _own_meanings(self) -> Strengths:
        """Return the vectors of the distinct stems' words, shape (stems, dimension); found out once."""
        if not self._own:
            words = {term.stem: term.word for term in reversed(self.terms)}
            self._own.append(self.meanings([words[stem] for stem in self.stems]))
        return self._own[0]
