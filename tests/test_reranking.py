"""A real cross-encoder scores pairs of texts; what is none, or cannot be trusted, is refused with what to do."""

import json
import shutil
from pathlib import Path

import pytest
from tiny_cross_encoder import write_cross_encoder

from index import CrossEncoderReranker, ModelError, SentenceTransformerEmbeddings

pytestmark = pytest.mark.model

QUERY = "who fell on the harbour"
TEXTS = ["the tax on imports rose", "rain fell on the harbour", "the mayor", "rain", ""]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cross_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def reranker(written: Path) -> CrossEncoderReranker:
    return CrossEncoderReranker(str(written))


@pytest.fixture
def spoiled(written: Path, tmp_path: Path) -> Path:
    """A copy of the cross-encoder's folder, to be spoiled."""
    return Path(shutil.copytree(written, tmp_path / "spoiled"))


def refused(model: Path | str, *said: str) -> None:
    """Check that a model is refused before it is loaded and when it is, with what to do."""
    for use in (lambda: CrossEncoderReranker(str(model)).fingerprint, CrossEncoderReranker(str(model)).load):
        with pytest.raises(ModelError) as caught:
            use()
        assert all(words in str(caught.value) for words in (*said, "NEWSDESK_RERANKER__MODEL")), caught.value


def test_scores_are_those_of_the_cross_encoder(written: Path, reranker: CrossEncoderReranker) -> None:
    from sentence_transformers import CrossEncoder

    ranked = CrossEncoder(str(written), device="cpu").rank(QUERY, TEXTS)
    scores = reranker.scores(QUERY, TEXTS)
    assert sorted(range(len(TEXTS)), key=lambda at: -scores[at]) == [each["corpus_id"] for each in ranked]
    assert len(set(scores)) == len(TEXTS)


def test_equal_texts_have_equal_scores_wherever_they_stand(reranker: CrossEncoderReranker) -> None:
    first, *_, last = reranker.scores(QUERY, ["rain", *(f"rain {'fell ' * at}" for at in range(1, 40)), "rain"])
    assert first == last


def test_a_text_is_scored_alike_alone_and_among_others(reranker: CrossEncoderReranker) -> None:
    assert reranker.scores(QUERY, TEXTS[1:2])[0] == pytest.approx(reranker.scores(QUERY, TEXTS)[1], abs=1e-4)


def test_nothing_has_no_scores(reranker: CrossEncoderReranker) -> None:
    assert reranker.scores(QUERY, []) == []


def test_texts_longer_than_the_model_reads_are_scored(reranker: CrossEncoderReranker) -> None:
    assert len(reranker.scores("harbour " * 1_000, ["rain " * 1_000, "tax"])) == 2


def test_other_weights_have_another_fingerprint(reranker: CrossEncoderReranker, tmp_path: Path) -> None:
    other = write_cross_encoder(tmp_path, seed=8)
    assert CrossEncoderReranker(str(other)).fingerprint != reranker.fingerprint


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    refused(tmp_path / "missing", "no model", str(tmp_path))


def test_a_folder_with_pickled_weights_only_is_refused(spoiled: Path) -> None:
    (spoiled / "model.safetensors").rename(spoiled / "pytorch_model.bin")
    refused(spoiled, "safetensors")


def test_a_model_that_is_no_cross_encoder_is_refused() -> None:
    refused(SentenceTransformerEmbeddings().files.folder, "no cross-encoder")


def test_a_model_without_its_tokenizer_is_refused(spoiled: Path) -> None:
    for name in ("tokenizer.json", "vocab.txt"):
        (spoiled / name).unlink(missing_ok=True)
    refused(spoiled, "tokenizer")


def test_a_model_that_gives_several_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="3 numbers"):
        CrossEncoderReranker(str(write_cross_encoder(tmp_path, labels=3))).load()


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_file_is_told_with_what_to_do(spoiled: Path, name: str) -> None:
    (spoiled / name).write_bytes(b"nothing of use")
    with pytest.raises(ModelError, match="NEWSDESK_RERANKER__MODEL"):
        CrossEncoderReranker(str(spoiled)).load()


def test_the_models_own_activation_is_not_looked_up(spoiled: Path) -> None:
    stated = json.loads((spoiled / "config.json").read_text())
    stated["sbert_ce_default_activation_function"] = "torch.nn.Tanh"
    (spoiled / "config.json").write_text(json.dumps(stated))
    assert max(map(abs, CrossEncoderReranker(str(spoiled)).scores(QUERY, TEXTS))) > 1


def test_scores_that_are_no_numbers_are_refused(spoiled: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(spoiled / "model.safetensors")
    weights["classifier.bias"].fill_(float("nan"))
    save_file(weights, spoiled / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="no numbers"):
        CrossEncoderReranker(str(spoiled)).scores(QUERY, TEXTS)


def test_a_tokenizer_of_another_model_is_told(spoiled: Path) -> None:
    stated = json.loads((spoiled / "tokenizer.json").read_text())
    stated["model"]["vocab"] |= {"zebra": 30_000}
    (spoiled / "tokenizer.json").write_text(json.dumps(stated))
    with pytest.raises(ModelError, match="NEWSDESK_RERANKER__MODEL"):
        CrossEncoderReranker(str(spoiled)).scores(QUERY, ["zebra"])
