"""What every system that is compared must do, said in plain Python: each runs in an environment of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its corpus has it."""

    id: str
    title: str
    text: str

    @property
    def titled(self) -> str:
        """Return the text under its title, for systems that embed nothing else."""
        return f"{self.title}\n\n{self.text}"


class Peer(Protocol):
    """A system with its data in a folder, made by `System(folder, model)`; `model` holds the embedding weights."""

    def load(self) -> None:
        """Load the model and open what the folder holds."""

    def index(self, corpus: Path) -> None:
        """Make the folder hold the articles of a .jsonl file as they now are, as cheaply as the system can."""

    def search(self, question: str, passages: int) -> list[str]:
        """Return the ids of the articles of the best passages, best first, each once."""

    def close(self) -> None:
        """Give back what is open."""


def articles_of(corpus: Path) -> Iterator[Article]:
    """Yield the articles of a .jsonl file."""
    for line in corpus.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        yield Article(fields["id"], fields.get("title") or fields["id"], fields["text"])
