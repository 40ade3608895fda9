"""txtai's hybrid index, paragraph by paragraph, with its content in SQLite."""

from pathlib import Path

from benchmarks.peers.contract import articles_of
from txtai import Embeddings
from txtai.pipeline import Segmentation

REQUIREMENTS = ("txtai", "sentence-transformers")


class System:
    """An index that is saved as a folder. txtai does not look what changed: an upsert embeds all it is handed."""

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
        """Upsert all paragraphs under their titles, and save the index."""
        self._embeddings.upsert(
            (f"{one.id} {number}", f"{one.title}\n{paragraph}")
            for one in articles_of(corpus)
            for number, paragraph in enumerate(self._paragraphs(one.text))
        )
        self._embeddings.save(self._folder)

    def search(self, question: str, passages: int) -> list[str]:
        """Return the articles of the best paragraphs."""
        found = self._embeddings.search(question, passages)
        return list(dict.fromkeys(one["id"].split()[0] for one in found))

    def close(self) -> None:
        """Close the index."""
        self._embeddings.close()
