"""Tell whether an embedding model is the one that made a ledger's vectors.

A model in the process is known by its weights. Of one behind an endpoint only its answers are: what it made of a probe
is kept beside the vectors. Another processor or batch rounds differently, which turns a probe's vector by next to
nothing, and another model turns it far.
"""

from base64 import b64decode, b64encode

import numpy as np

from index.embeddings import Embeddings, Vectors
from index.ledger import Snapshot, Transaction
from index.remote_embeddings import RemoteEmbeddings

FINGERPRINT = "fingerprint"  # facts: of the model that made the vectors
PROBE = "probe"  # and what it made of the probe, if it is behind an endpoint
_NUMBERS = np.dtype("<f4")


def fingerprint_in(snapshot: Snapshot, embeddings: Embeddings) -> str:
    """Return the fingerprint that the ledger has of these embeddings, if they made its vectors; else their own.

    Raise ModelError if an endpoint is away.
    """
    own = embeddings.fingerprint
    if not isinstance(embeddings, RemoteEmbeddings):
        return own
    made_with, kept = snapshot.fact(FINGERPRINT), _probe_in(snapshot)
    if made_with is None or kept is None or not embeddings.is_named(made_with):
        return own
    return made_with if embeddings.makes(kept) else own


def note_model(transaction: Transaction, embeddings: Embeddings) -> None:
    """Note that these embeddings made the ledger's vectors."""
    fingerprint = fingerprint_in(transaction, embeddings)
    if isinstance(embeddings, RemoteEmbeddings) and (
        fingerprint != transaction.fact(FINGERPRINT) or _probe_in(transaction) is None
    ):
        transaction.set_fact(PROBE, b64encode(embeddings.probe.astype(_NUMBERS).tobytes()).decode())
    transaction.set_fact(FINGERPRINT, fingerprint)


def _probe_in(snapshot: Snapshot) -> Vectors | None:
    """Return what the model made of the probe; None where that was not kept, or can no longer be read."""
    try:
        kept: Vectors = np.frombuffer(b64decode(snapshot.fact(PROBE) or "", validate=True), dtype=_NUMBERS)
    except ValueError:
        return None
    return kept if len(kept) else None
