"""Watch sentence-transformers, by which every system here encodes: what it was asked to encode."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def watching() -> Iterator[list[str]]:
    """Note the texts that are encoded, in order, for the length of a block."""
    from sentence_transformers import SentenceTransformer

    texts: list[str] = []
    encode = SentenceTransformer.encode

    def noting(model: Any, inputs: Any, *arguments: Any, **options: Any) -> Any:
        texts.extend([inputs] if isinstance(inputs, str) else inputs)
        return encode(model, inputs, *arguments, **options)

    SentenceTransformer.encode = noting
    try:
        yield texts
    finally:
        SentenceTransformer.encode = encode


def bare_encoder(model: Path) -> Callable[[Sequence[str]], None]:
    """Return what encodes texts by the model alone, as it is loaded: in one call, every option left as it is."""
    from sentence_transformers import SentenceTransformer

    transformer = SentenceTransformer(str(model), device="cpu")

    def encode(texts: Sequence[str]) -> None:
        transformer.encode(list(texts), show_progress_bar=False)

    encode(["rain"])  # the first use makes ready what later ones find
    return encode
