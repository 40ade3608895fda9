"""A stand-in for the embedding model: fast, deterministic, without torch."""

import re
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from index.embeddings import Vectors

DIMENSION = 384
_WORD = re.compile(r"\S+")


class FakeEmbeddings:
    """Give each text a unit vector that its digest decides; only equal texts are alike. Tokens are words."""

    def __init__(self, *, most_tokens: int = 254, name: str = "fake") -> None:
        self.most_tokens = most_tokens
        self.fingerprint = f"{name} {most_tokens}"

    def token_starts(self, text: str) -> list[int]:
        """Return the code point at which each word of `text` begins."""
        return [word.start() for word in _WORD.finditer(text)]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, DIMENSION)."""
        if not texts:
            return np.empty((0, DIMENSION), dtype=np.float32)
        return np.stack([vector_of(text) for text in texts])

    def load(self) -> None:
        """Load nothing: there is nothing to load."""


def vector_of(text: str) -> Vectors:
    """Return the unit vector that stands for `text`."""
    seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(DIMENSION, dtype=np.float32)
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit
