"""newsdesk, searched as it looks for what answers a question."""

from pathlib import Path

from bot.desk import Desk
from bot.request import Request
from bot.searching import search_of
from bot.settings import Settings
from index import SHARED, Embeddings

REQUIREMENTS = ("newsdesk",)


class System:
    """A desk over a data directory; its model is the packaged one, whose weights it checks itself."""

    def __init__(self, folder: Path, model: Path | None = None, embeddings: Embeddings | None = None) -> None:
        self._desk = Desk(Settings(home=folder), embeddings)

    def load(self) -> None:
        """Load the model and open Chroma."""
        self._desk.load()
        self._desk.follower.prepare(probing=False)

    def index(self, corpus: Path) -> None:
        """Index the file, and have Chroma follow."""
        report = self._desk.index(SHARED, [corpus])
        if report.failed or report.copies:
            raise RuntimeError(f"Not every article is stored: {report.failed[:3]} {report.copied[:3]}")
        self._desk.follower.prepare(probing=False)

    def search(self, question: str, passages: int) -> list[str]:
        """Return the articles of the best passages."""
        wanted = search_of(Request(question), newest=None)
        hits = self._desk.search(wanted.query, (SHARED,), passages, wanted.scope).hits
        return list(dict.fromkeys(hit.article.id for hit in hits))

    def close(self) -> None:
        """Close the desk."""
        self._desk.close()
