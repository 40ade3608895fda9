"""txtai's hybrid index, paragraph by paragraph, with its content in SQLite."""

from pathlib import Path

from benchmarks.peers.contract import articles_of
from txtai import Embeddings
from txtai.pipeline import Segmentation

REQUIREMENTS = ("txtai", "sentence-transformers")


class System:
    """An index that is saved as a folder. txtai does not look what changed: that is done here, by texts."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._folder, self._model = str(folder / "index"), str(model)
        self._paragraphs = Segmentation(paragraphs=True)
        self._embeddings = Embeddings()

    def load(self) -> None:
        """Load the model, with the index if there is one."""
        if self._embeddings.exists(self._folder):
            self._embeddings.load(self._folder)
        else:
            self._embeddings = Embeddings(path=self._model, method="sentence-transformers", hybrid=True, content=True)

    def index(self, corpus: Path) -> None:
        """Upsert the paragraphs, under their titles, that are not held so, delete the others, and save the index."""
        wanted = {
            f"{one.id} {number}": f"{one.title}\n{paragraph}"
            for one in articles_of(corpus)
            for number, paragraph in enumerate(self._paragraphs(one.text))
        }
        held = {}
        if self._embeddings.exists(self._folder):
            rows = self._embeddings.search("SELECT id, text FROM txtai", limit=self._embeddings.count())
            held = {row["id"]: row["text"] for row in rows}
        if held == wanted:
            return
        if gone := held.keys() - wanted.keys():
            self._embeddings.delete(sorted(gone))
        self._embeddings.upsert((made, text) for made, text in wanted.items() if held.get(made) != text)
        self._embeddings.save(self._folder)

    def search(self, question: str, passages: int) -> list[str]:
        """Return the articles of the best paragraphs."""
        found = self._embeddings.search(question, passages)
        return list(dict.fromkeys(one["id"].split()[0] for one in found))

    def close(self) -> None:
        """Close the index."""
        self._embeddings.close()
