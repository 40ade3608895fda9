"""Texts and words become vectors that can be compared, at either precision."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index import ModelError, SentenceTransformerEmbeddings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model() -> SentenceTransformerEmbeddings:
    return SentenceTransformerEmbeddings()


@pytest.fixture(scope="module")
def int8() -> SentenceTransformerEmbeddings:
    return SentenceTransformerEmbeddings(precision="int8")


def test_texts_become_unit_vectors_of_384_numbers(model: SentenceTransformerEmbeddings) -> None:
    vectors = model.encode(["rain", "sun"])
    assert (vectors.shape, vectors.dtype) == ((2, 384), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_like_texts_have_like_vectors(model: SentenceTransformerEmbeddings) -> None:
    rain, shower, tax = model.encode(["heavy rain fell", "there was a heavy shower", "the tax on imports rose"])
    assert rain @ shower > rain @ tax + 0.2


def test_a_question_leaves_torch_the_threads_that_it_had() -> None:
    import torch

    usual = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        SentenceTransformerEmbeddings().encode(["rain"])
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(usual)


def test_a_token_starts_at_each_word(model: SentenceTransformerEmbeddings) -> None:
    assert model.token_starts("😀 rain fell") == [0, 2, 7]


def test_a_text_longer_than_the_model_reads_is_counted_whole(model: SentenceTransformerEmbeddings) -> None:
    assert len(model.token_starts("rain " * 1000)) == 1000


def test_the_model_reads_256_tokens_two_of_them_its_own(model: SentenceTransformerEmbeddings) -> None:
    assert model.most_tokens == 254


def test_any_folder_with_a_model_can_be_used_and_has_its_own_fingerprint(
    model: SentenceTransformerEmbeddings, tmp_path: Path
) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(model.files.folder, copy)
    other = SentenceTransformerEmbeddings(str(copy))
    assert np.allclose(other.encode(["rain"]), model.encode(["rain"]))
    assert other.fingerprint != model.fingerprint


def test_transposed_weights_give_what_sentence_transformers_gives(model: SentenceTransformerEmbeddings) -> None:
    texts = ["heavy rain fell on the harbour", "the tax on imports rose", ""]
    plain = SentenceTransformer(str(model.files.folder))
    assert np.allclose(model.encode(texts), plain.encode(texts, normalize_embeddings=True), atol=1e-6)


def test_vectors_by_int8_are_unit_vectors_near_those_by_fp32(
    model: SentenceTransformerEmbeddings, int8: SentenceTransformerEmbeddings
) -> None:
    texts = ["heavy rain fell on the harbour", "the tax on imports rose"]
    vectors = int8.encode(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    similarities = (vectors * model.encode(texts)).sum(axis=1)
    assert all(similarities > 0.9)
    assert all(similarities < 0.99999)  # else nothing was quantised


def test_a_vector_by_int8_does_not_depend_on_the_texts_beside_it(int8: SentenceTransformerEmbeddings) -> None:
    texts = ["rain", "the tax on imports rose by a fifth, the ministry said on Monday " * 5, "sun 😀 and wind"]
    together = int8.encode(texts)
    alone = np.concatenate([int8.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


def test_vectors_by_int8_and_by_fp32_are_told_apart(
    model: SentenceTransformerEmbeddings, int8: SentenceTransformerEmbeddings
) -> None:
    assert int8.fingerprint == f"{model.fingerprint} int8"


def test_where_int8_is_not_to_be_had_the_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("torch.ao.quantization.quantize_dynamic")
    with pytest.raises(ModelError, match="NEWSDESK_EMBEDDING__PRECISION"):
        SentenceTransformerEmbeddings(precision="int8").load()
