"""The pieces into which a model's tokenizer cuts text."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.model_files import ModelFiles

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class WordPieces:
    """Cut text by the tokenizer of one model."""

    def __init__(self, files: ModelFiles) -> None:
        self._files = files

    def starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return [start for start, end in encoding.offsets if end > start]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._files.folder / "tokenizer.json"))
        except Exception as error:
            raise self._files.error(f"The model's tokenizer cannot be read: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length one; one of nothing but zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
