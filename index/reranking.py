"""Rerank passages by a cross-encoder, which reads a query and a passage together; there is none unless one is set."""

import math
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from index.model_files import ModelFiles, Role

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SETTING = "NEWSDESK_RERANKER__MODEL"
FIRST_PASSAGES = 20  # that are reordered unless the settings say otherwise
ARCHITECTURES = ("ForSequenceClassification", "ForCausalLM")  # that give numbers for a pair of texts
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model")  # without any, all texts would look alike


class Reranker(Protocol):
    """What the search needs of a reranker."""

    @property
    def passages(self) -> int:
        """Say how many of the first passages it reorders."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers a query, the higher the better; equal texts have equal scores."""


class CrossEncoderReranker:
    """Score with a sentence-transformers cross-encoder on the CPU; it is loaded at the first use.

    `model` is a folder, or a model's name on the Hugging Face hub. It serves one thread at a time.
    """

    def __init__(self, model: str, passages: int = FIRST_PASSAGES, setting: str = SETTING) -> None:
        self.files = ModelFiles(model, Role("reranker", setting, "a cross-encoder"))
        self.passages = passages
        self._turn = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights, without loading it. Raise ModelError if it must not be used."""
        self._check()
        return self.files.fingerprint

    def fetch(self) -> None:
        """Have the model on this machine. Raise ModelError if it is not to be had."""
        _ = self.files.folder

    def load(self) -> None:
        """Load the model now (seconds). Raise ModelError if it cannot be used."""
        _ = self._encoder

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers a query, the higher the better; equal texts have equal scores.

        Raise ModelError if the model gives no scores.
        """
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return []
        try:
            with self._turn:  # its tokenizer is not for two threads at once
                found = self._encoder.predict([(query, text) for text in distinct], show_progress_bar=False)
        except (IndexError, ValueError, RuntimeError) as error:
            raise self.files.error(f"The reranker failed: {' '.join(str(error).split())}") from error
        by_text = dict(zip(distinct, map(float, found), strict=True))
        if not all(map(math.isfinite, by_text.values())):
            raise self.files.error("The reranker gives scores that are no numbers")
        return [by_text[text] for text in texts]

    @cached_property
    def _encoder(self) -> "CrossEncoder":
        self._check()
        with self.files.loading() as options:
            from sentence_transformers import CrossEncoder

            encoder: CrossEncoder = CrossEncoder(str(self.files.folder), activation_fn=_as_it_is, **options)
        if encoder.num_labels != 1:
            raise self.files.error(
                f"The reranker gives {encoder.num_labels} numbers for a pair of texts instead of one"
            )
        return encoder

    def _check(self) -> None:
        """Raise ModelError for what must not be used; another kind of model would get random weights for its scores."""
        _ = self.files.weights_sha256
        kinds = str(self.files.stated("config.json").get("architectures"))
        saved_as = self.files.stated("config_sentence_transformers.json").get("model_type")
        if saved_as != "CrossEncoder" and not any(kind in kinds for kind in ARCHITECTURES):
            raise self.files.error(f"The model in {self.files.folder} is no cross-encoder")
        if not any(any(self.files.folder.glob(name)) for name in TOKENIZERS):
            raise self.files.error(f"There is no tokenizer in {self.files.folder}")


def _as_it_is(score: Any) -> Any:
    """Return the model's own score: the usual sigmoid would make all high scores one, and order stays the same."""
    return score
