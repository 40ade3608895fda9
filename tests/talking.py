"""A talk over a few made-up articles, without a terminal."""

from pathlib import Path

from bot.chat.talk import Talk
from bot.desk import Desk
from bot.settings import Settings

ARTICLES = {
    "harbour": (
        "Storm closes the harbour of Dulwich",
        "2020-10-14",
        "The Courier",
        "The harbour was closed on Tuesday. “The harbour stays closed for a week,” Mayor Ann Lee said. Ships left.",
    ),
    "bridge": (
        "Bridge opens late",
        "2020-11-02",
        "The Post",
        "The bridge opened late. Bob Stone said that it had cost $4.2 million.",
    ),
}


class Loaded:
    """A loader whose desk is there, with its model."""

    state = ""

    def __init__(self, desk: Desk) -> None:
        self.opened = desk

    def desk(self) -> Desk:
        """Return the desk."""
        return self.opened

    whole = desk

    def settings(self) -> Settings:
        """Return settings for the desk's data directory."""
        return Settings(home=self.opened.ledger.home)


def talk_over(desk: Desk, folder: Path) -> Talk:
    """Index the articles and return a talk about them."""
    folder.mkdir(exist_ok=True)
    for name, (title, published, source, text) in ARTICLES.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\ndate: {published}\nsource: {source}\n---\n{text}\n")
    desk.index("shared", [folder])
    return Talk(Loaded(desk), "shared")
