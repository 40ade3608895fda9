"""Stand-ins around an embedding model that note, or spare, what indexing has it do; and the seconds noted."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from fake_embeddings import FakeEmbeddings

from index import Embeddings
from index.embeddings import Vectors


@dataclass(slots=True)
class Watched:
    """Pass everything on to a model, and note what it was asked to encode and how long that took."""

    model: Embeddings
    texts: list[str] = field(default_factory=list)
    encoding_s: float = 0.0
    cutting_s: float = 0.0

    @property
    def fingerprint(self) -> str:
        """Return the model's."""
        return self.model.fingerprint

    @property
    def most_tokens(self) -> int:
        """Return the model's."""
        return self.model.most_tokens

    def token_starts(self, text: str) -> list[int]:
        """Return the model's."""
        started = time.perf_counter()
        found = self.model.token_starts(text)
        self.cutting_s += time.perf_counter() - started
        return found

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the model's."""
        started = time.perf_counter()
        vectors = self.model.encode(texts)
        self.encoding_s += time.perf_counter() - started
        self.texts += texts
        return vectors

    def load(self) -> None:
        """Load the model."""
        self.model.load()


class MadeUp:
    """Make up vectors in the real model's name: what is not embedded again is not looked at."""

    def __init__(self, model: Embeddings) -> None:
        self.fingerprint, self.most_tokens, self.token_starts = model.fingerprint, model.most_tokens, model.token_starts
        self._fake = FakeEmbeddings()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text."""
        return self._fake.encode(texts)

    def load(self) -> None:
        """Load nothing: there is nothing to load."""


@dataclass(slots=True)
class Timings:
    """Seconds by what was done, one for each repetition."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        """Take a measurement."""
        self.seconds.setdefault(name, []).append(seconds)

    def least(self, name: str) -> float:
        """Return the shortest."""
        return min(self.seconds[name])

    def show(self) -> None:
        """Print the least and the median of each."""
        for name, found in self.seconds.items():
            print(f"  {name:42} {min(found):8.2f} s {statistics.median(found):8.2f} s")
