"""Sides: a text and its words, as one of two that are laid beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.verification.wording import Word
from index import Span


@dataclass(frozen=True, slots=True)
class Side:
    """A text and its words."""

    text: str
    words: Sequence[Word]

    def span(self, first: int, after: int) -> Span:
        """Return where some words stand, of none the place where they would."""
        if first < after:
            return Span(self.words[first].start, self.words[after - 1].end)
        at = self.words[first - 1].end if first else self.words[0].start
        return Span(at, at)

    def gap(self, at: int) -> Span:
        """Return what lies before the word at a position."""
        start = self.words[at - 1].end if at else 0
        return Span(start, self.words[at].start if at < len(self.words) else len(self.text))
