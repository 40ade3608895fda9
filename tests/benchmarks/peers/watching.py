"""Watch sentence-transformers, by which every system here encodes: what it was asked to encode, and by which model."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Watched:
    """The texts that were encoded, in order, and the model that did it."""

    texts: list[str] = field(default_factory=list)
    model: Any = None

    def encode_bare(self, texts: Sequence[str]) -> None:
        """Encode texts by the model alone: in one call, every option left as it is."""
        self.model.encode(list(texts), show_progress_bar=False)


@contextmanager
def watching() -> Iterator[Watched]:
    """Note what is encoded for the length of a block."""
    from sentence_transformers import SentenceTransformer

    watched, encode = Watched(), SentenceTransformer.encode

    def noting(model: Any, inputs: Any, *arguments: Any, **options: Any) -> Any:
        watched.texts += [inputs] if isinstance(inputs, str) else list(inputs)
        watched.model = model
        return encode(model, inputs, *arguments, **options)

    SentenceTransformer.encode = noting
    try:
        yield watched
    finally:
        SentenceTransformer.encode = encode
