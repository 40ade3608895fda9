"""Turn text into vectors by an endpoint: any of LangChain's embeddings, whose identity is told by what it answers.

Text is cut by the tokenizer of the packaged model: it is there without an endpoint, and passages are cut alike
whichever model makes the vectors.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from index.embeddings import SentenceTransformerEmbeddings, Vectors
from index.errors import ModelError
from index.passages import SPLITTER

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings as LangChainEmbeddings

PROBE = "The mayor of the harbour town said on Tuesday that the ferry would not sail before the storm had passed."
BATCH_TEXTS = 32  # in a request, the probe counted; text-embeddings-inference takes no more by default
LOOKED_AT_EVERY_S = 60.0  # whether it is still the same model, where single texts are asked for
SAME = 0.99  # cosine of the probe's vectors by one model: what it is batched with, and rounding, change less
PAUSES_S = (0.5, 1.0, 2.0, 4.0)  # between tries, until an endpoint that starts anew is there again
SILENT_S, SILENT_OVER_BATCH_S = 15.0, 60.0  # at most, over a question or two; over long passages, on a busy processor
PATIENCE_S = 10.0  # after so long nothing is tried again
PASSING = (408, 409, 425, 429)
KEY_REFUSED = (401, 403)
HEAD = range(16, 49)  # so many of the largest components tell a model


@dataclass(frozen=True, slots=True)
class Identity:
    """What an endpoint made of the probe."""

    fingerprint: str
    probe: Vectors


class RemoteEmbeddings:
    """Have an endpoint encode; `connect` gives a client, anew after each failure, and may raise OSError.

    It is told for how many seconds the endpoint may be silent. `place` is how the endpoint is named in messages.
    """

    def __init__(
        self,
        model: str,
        place: str,
        connect: "Callable[[float], LangChainEmbeddings]",
        *,
        pauses_s: Sequence[float] = PAUSES_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._place = place
        self._connect = connect
        self._pauses_s = pauses_s
        self._clock = clock
        self._clients: dict[float, LangChainEmbeddings] = {}  # by how long the endpoint may be silent
        self._away = False  # since the last try: then nobody waits for it until it is back
        self._looked_at = 0.0
        self._known: Identity | None = None
        self._identifying = threading.Lock()
        self._packaged = SentenceTransformerEmbeddings()  # its files; it is not loaded

    @property
    def fingerprint(self) -> str:
        """Name the model, its dimension, what it makes of a probe, and how text is cut. Raise ModelError if away."""
        return self._identity.fingerprint

    @property
    def probe(self) -> Vectors:
        """Return what the endpoint makes of the probe, a unit vector. Raise ModelError if away."""
        return self._identity.probe

    def is_named(self, fingerprint: str) -> bool:
        """Say whether a fingerprint has this model's name, dimension and cutting, whatever was made of the probe."""
        return _unprobed(fingerprint) == _unprobed(self.fingerprint)

    def makes(self, probe: Vectors) -> bool:
        """Say whether a vector of the probe is what this model makes of it, but for rounding."""
        return _is_same(probe, self._identity.probe)

    @property
    def most_tokens(self) -> int:
        """Return the packaged model's limit: a passage of so many tokens is short for larger models."""
        return self._packaged.most_tokens

    def token_starts(self, text: str) -> list[int]:
        """Return the code point at which each token of `text` begins."""
        return self._packaged.token_starts(text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32, shape (texts, dimension).

        Raise ModelError if the endpoint is away, or serves another model than before.
        """
        identity = self._identity
        made: list[Vectors] = [np.empty((0, len(identity.probe)), dtype=np.float32)]
        for start in range(0, len(texts), BATCH_TEXTS - 1):
            made.append(self._checked(list(texts[start : start + BATCH_TEXTS - 1]), identity))
        return np.concatenate(made)

    def load(self) -> None:
        """Ask the endpoint who it is. Raise ModelError if it does not say."""
        self._packaged.token_starts(PROBE)
        _ = self._identity

    @property
    def _identity(self) -> Identity:
        if known := self._known:
            return known
        with self._identifying:
            if self._known is None:
                probe = self._asked([PROBE])[0]
                self._looked_at = self._clock()
                self._known = Identity(f"{self._model} remote {len(probe)} {_digest(probe)} {SPLITTER}", probe)
            return self._known

    def _checked(self, texts: list[str], identity: Identity) -> Vectors:
        """Return the vectors of a batch, the model proven by the probe: of several texts always, of one in time."""
        if len(texts) == 1 and self._clock() - self._looked_at < LOOKED_AT_EVERY_S:
            vectors = self._asked(texts)
        else:
            *_, probe = vectors = self._asked([*texts, PROBE])
            vectors = vectors[:-1]
            if not _is_same(probe, identity.probe):
                raise self._changed(identity)
            self._looked_at = self._clock()
        if vectors.shape[1:] != identity.probe.shape:
            raise self._changed(identity)
        return vectors

    def _changed(self, identity: Identity) -> ModelError:
        """Forget who the endpoint was, so that it is asked anew: what it is now may be what the ledger is made with."""
        with self._identifying:
            if self._known is identity:
                self._known = None
        return self._error("serves another model than before", "Run newsdesk index, which embeds everything anew.")

    def _asked(self, texts: list[str]) -> Vectors:
        """Return unit vectors; what may pass is tried again for a while."""
        silent_s = SILENT_S if len(texts) <= 2 else SILENT_OVER_BATCH_S
        give_up = self._clock() + PATIENCE_S
        for pause_s in self._pauses():
            try:
                client = self._clients.get(silent_s) or self._connect(silent_s)
                self._clients[silent_s] = client
                given = client.embed_documents(texts)
            except ModelError:  # it is known what to do
                raise
            except Exception as error:  # noqa: BLE001 - the clients' errors share no class
                self._clients = {}  # its host may have another address by now
                status = getattr(error, "status_code", None)
                failure = self._failure(type(error).__name__, status)
                passing = not isinstance(status, int) or status in PASSING or status >= 500
            else:
                self._away = False
                return self._unit(given, len(texts))
            if pause_s is None or not passing or self._clock() > give_up:
                self._away = passing
                raise failure  # without the client's own error, which may show what was sent
            time.sleep(pause_s)
        raise AssertionError("the last pause is None")

    def _pauses(self) -> Iterator[float | None]:
        if not self._away:
            yield from self._pauses_s
        yield None

    def _unit(self, given: Sequence[Sequence[float]], count: int) -> Vectors:
        try:
            vectors = np.array(given, dtype=np.float32)
        except (TypeError, ValueError):
            vectors = np.empty(0, dtype=np.float32)
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all() or not vectors.any(1).all():
            raise self._error("gave no vectors that can be used", "Correct NEWSDESK_EMBEDDING__URL or __MODEL.")
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _failure(self, name: str, status: object) -> ModelError:
        if not isinstance(status, int):
            return self._error(f"cannot be reached ({name})", "Start it, or correct NEWSDESK_EMBEDDING__URL.")
        if status in KEY_REFUSED:
            return self._error(f"refuses the key ({status})", "Correct NEWSDESK_EMBEDDING__API_KEY.")
        if status in PASSING or status >= 500:
            return self._error(f"cannot answer at the moment ({status})", "Look at its log, then try again.")
        return self._error(
            f"refuses the texts ({status})",
            "Correct NEWSDESK_EMBEDDING__URL, which ends with /v1 for most servers, or name in "
            "NEWSDESK_EMBEDDING__MODEL a model that it serves and that takes 512 tokens.",
        )

    def _error(self, what: str, remedy: str) -> ModelError:
        return ModelError(f"The embedding endpoint {self._place} {what}. {remedy}")


def _is_same(probe: Vectors, other: Vectors) -> bool:
    return probe.shape == other.shape and float(probe @ other) >= SAME


def _unprobed(fingerprint: str) -> list[str]:
    """Return a fingerprint's parts without the digest, which rounding may change."""
    *named, _, cutting = fingerprint.rsplit(" ", 2)
    return [*named, cutting]


def _digest(probe: Vectors) -> str:
    """Return what tells a model: which components of the probe's vector are the largest, and their signs.

    Processors and batches round differently, and a digest of rounded numbers would change where one lies on a border.
    So it is parted from the others where the gap below it is widest. Even that rounding may close: made_with.py
    therefore compares vectors, and what this returns is a name.
    """
    order = np.argsort(-np.abs(probe), kind="stable")
    sizes = np.abs(probe[order])
    ends = [end for end in HEAD if end < len(probe)]
    end = max(ends, key=lambda end: float(sizes[end - 1] - sizes[end])) if ends else len(probe)
    head = sorted((int(at), bool(probe[at] > 0)) for at in order[:end])
    return sha256(repr(head).encode()).hexdigest()[:16]
