"""Vectors are made once, and are those of the model."""

from collections.abc import Sequence

import numpy as np
import pytest
from fake_embeddings import DIMENSION, FakeEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from index import RecallingEmbeddings
from index.embeddings import Vectors


class Once(FakeEmbeddings):
    """Refuse to embed a text a second time."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        assert self.seen.isdisjoint(texts)
        assert len(set(texts)) == len(texts)
        self.seen.update(texts)
        return super().encode([text.encode("utf-8", "replace").decode() for text in texts])


@given(st.lists(st.lists(st.sampled_from(["rain", "sun", "", "the harbour", "\ud800"]), max_size=5)))
def test_no_text_is_embedded_twice_and_vectors_are_the_models(batches: list[list[str]]) -> None:
    recalling = RecallingEmbeddings(Once())
    for texts in batches:
        vectors = recalling.encode(texts)
        expected = FakeEmbeddings().encode([text.encode("utf-8", "replace").decode() for text in texts])
        assert (vectors.shape, vectors.dtype) == ((len(texts), DIMENSION), np.float32)
        assert np.array_equal(vectors, expected)


def test_the_rest_is_the_models() -> None:
    model = FakeEmbeddings(most_tokens=7, name="mine")
    recalling = RecallingEmbeddings(model)
    assert (recalling.fingerprint, recalling.most_tokens) == ("mine 7", 7)
    assert recalling.token_starts("rain fell") == [0, 5]
    assert recalling.word_vectors(["rain"])[0] == pytest.approx(model.word_vectors(["rain"])[0])
