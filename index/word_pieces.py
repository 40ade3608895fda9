"""The pieces into which a model's tokenizer cuts words, and what words mean by themselves."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.model_files import ModelFiles

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WORDS_KNOWN = 65_536  # into which pieces they fall; a language has some ten thousand that recur

Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class WordPieces:
    """Cut text by the tokenizer of one model; `table` gives the vectors of its pieces, and is called once."""

    def __init__(self, files: ModelFiles, table: Callable[[], Vectors]) -> None:
        self._files = files
        self._read = table
        self._pieces = lru_cache(WORDS_KNOWN)(self._cut)

    def starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return [start for start, end in encoding.offsets if end > start]

    def vectors(self, words: Sequence[str]) -> Vectors:
        """Return one unit vector per word, float32, shape (words, width).

        It takes microseconds a word. What all words share is taken out first: else all are alike.
        """
        table, shared = self._table
        pieces = [self._pieces(word) for word in words]
        lengths = np.array([len(ids) for ids in pieces], dtype=np.intp)
        vectors = np.zeros((len(words), table.shape[1]), dtype=np.float32)
        for place in range(lengths.max(initial=0)):  # nearly all words are one piece
            at = np.flatnonzero(lengths > place)
            vectors[at] += unit(table[[pieces[one][place] for one in at]] - shared)
        several = np.flatnonzero(lengths > 1)
        vectors[several] = unit(vectors[several])
        return vectors

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces; a batch of words would wait for the threads of the tokenizer."""
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)

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

    @cached_property
    def _table(self) -> tuple[Vectors, Vectors]:
        """Return the vectors of the pieces, and their mean."""
        table = self._read()
        return table, table.mean(axis=0)


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length one; one of nothing but zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
