"""Turn text into vectors, by sentence-transformers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from index.model_files import DEFAULT_MODEL, ModelFiles, Role
from index.passages import SPLITTER

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

EMBEDDING = Role("embedding model", "NEWSDESK_EMBEDDING__MODEL", "a sentence-transformers model", DEFAULT_MODEL)
COMMON_LIMIT = 256  # tokens, where a model states none
BATCH_TEXTS = {
    "fp32": 32,
    "int8": 1,  # a batch has one scale for its activations: beside others, a text would get another vector
}

Precision = Literal["fp32", "int8"]
Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Embeddings(Protocol):
    """What the index needs of an embedding model."""

    @property
    def fingerprint(self) -> str:
        """Name everything that two vectors must share to be compared."""

    @property
    def most_tokens(self) -> int:
        """Say how many tokens of text one vector can stand for, special tokens not counted."""

    def token_starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, dimension)."""

    def load(self) -> None:
        """Make ready now what the first vector needs (seconds). Raise ModelError if it is not to be had."""


class SentenceTransformerEmbeddings:
    """Encode with a sentence-transformers model on the CPU; it is loaded at the first use.

    `model` is the packaged default, a folder, or a model's name on the Hugging Face hub. `precision` is that of its
    linear layers.
    """

    def __init__(self, model: str = DEFAULT_MODEL, precision: Precision = "fp32") -> None:
        self.files = ModelFiles(model, EMBEDDING)
        self.precision = precision

    @property
    def fingerprint(self) -> str:
        """Name the model, its weights, how text is cut for it, and the precision unless it is full."""
        reduced = "" if self.precision == "fp32" else f" {self.precision}"
        return f"{self.files.fingerprint} {SPLITTER}{reduced}"

    @cached_property
    def most_tokens(self) -> int:
        """Return the model's own limit less the two special tokens, without loading the model."""
        stated = self.files.stated("sentence_bert_config.json").get("max_seq_length")
        return (stated if isinstance(stated, int) else COMMON_LIMIT) - 2

    def token_starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return [start for start, end in encoding.offsets if end > start]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, dimension)."""
        transformer, threads = self._loaded
        with _torch_threads(1 if len(texts) == 1 else threads, afterwards=threads):
            vectors = transformer.encode(
                list(texts),
                batch_size=BATCH_TEXTS[self.precision],
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)

    def load(self) -> None:
        """Load the model now (seconds). Raise ModelError if it cannot be loaded."""
        _ = self._loaded

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        try:
            return tokenizer_in(self.files.folder)
        except Exception as error:
            raise self.files.error(f"The model's tokenizer cannot be read: {error}") from error

    @cached_property
    def _loaded(self) -> "tuple[SentenceTransformer, int]":
        """Return the model, and the number of threads that torch takes by itself for its sums."""
        with self.files.loading() as options:
            import torch
            from sentence_transformers import SentenceTransformer

            from index import linear_layers

            threads = torch.get_num_threads()
            transformer = SentenceTransformer(str(self.files.folder), **options)
        # For good: numpy's second thread waits for torch's, which spin. Over 7,500 passages (tests/benchmarks/scale.py)
        # an answer took 85 ms with two, 73 with one.
        threadpool_limits(1, user_api="blas")
        if self.precision == "int8":
            linear_layers.quantise(transformer, lambda: transformer.encode("rain", show_progress_bar=False))
        else:
            linear_layers.transpose(transformer)
        return transformer, threads


@contextmanager
def _torch_threads(count: int, afterwards: int) -> Iterator[None]:
    """Have torch take so many threads in a block, for what is called from this thread.

    The sums over one question are small: the second thread mostly spins, and where others keep the cores busy, the
    first one waits for it. Beside other programs on two cores, in two runs, a question took 110 and 182 ms, and 77 and
    106 of processor; with one thread 16 and 53, and 16 and 18. On cores that did nothing else, 14.2 and 29.3 with two,
    15.6 and 15.4 with one (tests/benchmarks/scale.py, 7,500 passages).
    Each of Python's threads has its own number, and begins with what another one set last: so it is set for every
    block.
    """
    import torch

    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(afterwards)


def packaged_model() -> Path:
    """Return the folder of the packaged model, its weights checked. Raise ModelError if they are altered or away."""
    files = ModelFiles(DEFAULT_MODEL, EMBEDDING)
    _ = files.weights_sha256
    return files.folder


def tokenizer_in(folder: Path) -> "Tokenizer":
    """Return the tokenizer of a model's folder, which cuts a text whole. Raise Exception if it cannot be read."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is five characters, not the end of a text
    return tokenizer
