"""The reader: which sentence of the passages found answers a question, and whether any does."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import SettingsProblem
from bot.reader.calibration import Calibration, calibration
from bot.reader.encoding import Encoded, Read, encoded
from index import ModelError, Span, packaged_model, tokenizer_in

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from bot.reader.network import ReaderNetwork

WEIGHTS = Path(__file__).parent / "weights.safetensors"
SHA256 = "c39758d82648bcf4182d602f86730ac2c5ab672740abaaed171fc6c692572adb"  # of the weights; `make reader` prints it
AGAIN = "Install newsdesk again."
LONGEST_WORDS = 24  # tokens that answer


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of a passage: for each sentence its log-odds against "nothing answers", and its words.

    The words are those in which it sees the answer, as code points of the passage.
    """

    scores: tuple[float, ...]
    words: tuple[Span | None, ...]


class Reader(Protocol):
    """What says which sentences answer."""

    @property
    def calibration(self) -> Calibration:
        """Return what its scores mean."""

    @property
    def notice(self) -> str | None:
        """Return what people must be told of answers that it chooses."""

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return what each passage says to a question."""

    def fetch(self) -> None:
        """Have what it needs on this machine, before this process stays offline."""

    def load(self) -> None:
        """Make ready now what the first question needs. Raise SettingsProblem if it is damaged."""


class TrainedReader:
    """The reader that ships with newsdesk, on the CPU: loaded at the first use, it serves several threads."""

    notice = None

    def __init__(self, weights: Path = WEIGHTS, sha256: str | None = SHA256) -> None:
        self._weights = weights
        self._sha256 = sha256
        self._loading = threading.Lock()

    @cached_property
    def calibration(self) -> Calibration:
        """Return what its scores mean."""
        return calibration()

    def fetch(self) -> None:
        """Do nothing: it ships with newsdesk."""

    def load(self) -> None:
        """Load the model now. Raise SettingsProblem, or ModelError, if its files are not what they must be."""
        _ = self._network

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return what each passage says to a question."""
        import torch

        # One by one: int8 takes its scale from all that is read at once, and so a passage reads the same beside others.
        with torch.inference_mode():
            return [self._read(question, one) for one in passages]

    def _read(self, question: str, passage: Read) -> Reading:
        tokens = encoded(self._tokenizer, question, passage)
        (scores,), (marked,) = self._network([tokens])
        return _reading(passage, tokens, scores.tolist(), marked.tolist())

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return tokenizer_in(packaged_model())

    @property
    def _network(self) -> "ReaderNetwork":
        with self._loading:
            return _loaded(self._weights, self._sha256)


@cache
def _loaded(weights: Path, sha256: str | None) -> "ReaderNetwork":
    """Return the network of checked weights, once in a process."""
    from bot.reader.network import restored

    if sha256 is not None:
        _check(weights, sha256)
    try:
        network = restored(packaged_model(), weights)
    except (OSError, ValueError, RuntimeError) as error:
        raise SettingsProblem(f"The reader's weights cannot be read: {error}. {AGAIN}") from error
    from index import quantise

    with suppress(ModelError):  # where int8 is not to be had, float32 answers alike and takes more than twice the time
        quantise(network.backbone, lambda: network([Encoded([0], [0], [0], [(0, 0)])]))
    return network


def _check(weights: Path, sha256: str) -> None:
    try:
        with weights.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SettingsProblem(f"The reader's weights cannot be read: {error}. {AGAIN}") from error
    if found != sha256:
        raise SettingsProblem(f"The reader's weights are not those that ship with newsdesk. {AGAIN}")


def _reading(read: Read, tokens: Encoded, scores: list[float], marked: list[list[float]]) -> Reading:
    """Return a reading; a sentence that was cut off has no score to speak of."""
    cut_off = [-100.0] * (len(read.sentences) - len(scores))
    words = [_words(tokens, marked, at) for at in range(len(scores))]
    return Reading((*scores, *cut_off), (*words, *([None] * len(cut_off))))


def _words(tokens: Encoded, marked: list[list[float]], sentence: int) -> Span | None:
    """Return the likeliest run of a sentence's tokens to answer."""
    within = [at for at, place in enumerate(tokens.sentences) if place == sentence]
    runs = (
        (marked[first][0] + marked[last][1], first, last)
        for first in within
        for last in range(first, min(first + LONGEST_WORDS, within[-1] + 1))
    )
    best = max(runs, default=None)
    return Span(tokens.offsets[best[1]][0], tokens.offsets[best[2]][1]) if best else None
