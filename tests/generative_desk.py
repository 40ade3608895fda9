"""A desk whose answers a scripted model words, over an article made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from made_sources import TEXT
from scripted_model import Reply, ScriptedModel, scripted_model

from bot.answer import Answer, Outcome
from bot.desk import Desk
from bot.model_settings import ModelSettings
from bot.request import Request, Turn
from bot.settings import Settings

pytest.importorskip("langchain_openai", reason="langchain-openai, of the extra openai, is not installed")

SHARED = ("shared",)
FOLLOW_UP = Request(
    "What did she say about the harbour?",
    (Turn("user", "Who is Ann Lee?"), Turn("assistant", "Ann Lee is the mayor of Dulwich.")),
)
QUESTION = "What did the storm cost the city?"
RIGHT = "The storm of 14 October 2020 cost the city $4.2 million, Treasurer Bob Stone said."
MAYOR = "The mayor of Dulwich, Ann Lee, said on Monday that 1,200 homes had lost power in the storm."
FERRY = "Ferry traffic to the islands did not resume until the afternoon."
WRONG = "The storm of 14 October 2020 cost the city $5.2 million, Treasurer Bob Stone said."


@contextmanager
def desk_with(home: Path, url: str, **settings: Any) -> Iterator[Desk]:
    """Open a desk over one article with the model at a URL, whose statements nobody judges unless settings say so."""
    usual = {"name": "openai:scripted", "base_url": url, "judge": "off", "timeout_s": 1.0, "deadline_s": 8.0}
    desk = Desk(
        Settings(home=home, model=ModelSettings(**(usual | settings))), FakeEmbeddings(), reader=SharedWordsReader()
    )
    try:
        file = home.parent / "storm.txt"
        file.write_text(f"Storm over Dulwich\n\n{TEXT}\n")
        desk.index("shared", [file])
        yield desk
    finally:
        desk.close()


@contextmanager
def scripted(home: Path, *replies: Reply, **settings: Any) -> Iterator[tuple[Desk, ScriptedModel]]:
    """Open a desk with a model that replies so."""
    with scripted_model(*replies) as model, desk_with(home, model.url, **settings) as desk:
        yield desk, model


def assert_sound(answer: Answer) -> None:
    """Hold an answer to what holds of every answer."""
    numbers = {citation.number for citation in answer.citations}
    assert all(statement.citations and set(statement.citations) <= numbers for statement in answer.statements)
    for citation in (*answer.citations, *answer.closest):
        assert citation.article.text[citation.start : citation.end] == citation.quote
    assert bool(answer.statements) is (answer.outcome is not Outcome.NOT_FOUND)
