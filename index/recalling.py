"""Recall vectors that were made before, so that what is rehearsed and then done embeds no text twice."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from index.embeddings import Embeddings, Vectors


class RecallingEmbeddings:
    """Pass everything on to a model, and keep every vector that it makes: two kilobytes a text."""

    def __init__(self, model: Embeddings) -> None:
        self._model = model
        self._held: dict[bytes, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        """Return the model's."""
        return self._model.fingerprint

    @property
    def most_tokens(self) -> int:
        """Return the model's."""
        return self._model.most_tokens

    def token_starts(self, text: str) -> list[int]:
        """Return the model's."""
        return self._model.token_starts(text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, dimension); the model makes those that are new."""
        keys = [sha256(text.encode(errors="surrogatepass")).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._held}
        if new:
            self._held.update(zip(new, self._model.encode(list(new.values())), strict=True))
        return np.stack([self._held[key] for key in keys]) if keys else self._model.encode([])

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return the model's."""
        return self._model.word_vectors(words)

    def load(self) -> None:
        """Load the model."""
        self._model.load()
