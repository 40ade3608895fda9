"""The desk builds what the settings name, and loads it in an order in which everything can be had."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from tiny_cross_encoder import write_cross_encoder

from bot.desk import Desk
from bot.settings import RerankerSettings, Settings
from index import SHARED, CrossEncoderReranker, SentenceTransformerEmbeddings

pytestmark = pytest.mark.model

Opened = Callable[..., Desk]
TEXTS = {"rain": "Rain fell on the harbour.", "tax": "The tax on imports rose.", "mayor": "The mayor saw the harbour."}


@pytest.fixture
def opened(home: Path) -> Iterator[Opened]:
    """Open desks with a reranker, and close them."""
    with ExitStack() as closing:

        def made(model: Path | str, embeddings: FakeEmbeddings | None = None) -> Desk:
            desk = Desk(Settings(home=home, reranker=RerankerSettings(model=str(model))), embeddings)
            closing.callback(desk.close)
            return desk

        yield made


def test_the_order_of_hits_follows_the_cross_encoder_that_is_set(opened: Opened, tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "encoder")
    desk = opened(folder, FakeEmbeddings())
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": name, "text": text}) for name, text in TEXTS.items()))
    desk.index(SHARED, [file])
    hits = desk.search("who saw the harbour", (SHARED,), 10).hits
    scores = CrossEncoderReranker(str(folder)).scores("who saw the harbour", [f"{n}\n{t}" for n, t in TEXTS.items()])
    expected = sorted(zip(scores, TEXTS, strict=True), reverse=True)
    assert [hit.article.id for hit in hits] == [name for _, name in expected]
    assert [hit.why.reranked for hit in hits] == pytest.approx([score for score, _ in expected], abs=1e-4)


def test_a_reranker_on_the_hub_is_fetched_before_the_process_goes_offline(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_cross_encoder(tmp_path / "encoder")
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    offline: list[str] = []

    def fetched(name: str, **_: object) -> str:
        offline.append(os.environ["HF_HUB_OFFLINE"])
        return str(folder)

    monkeypatch.setattr("huggingface_hub.snapshot_download", fetched)
    desk = opened("somebody/some-encoder")
    assert isinstance(desk._embeddings, SentenceTransformerEmbeddings)
    desk.load()
    assert (offline, os.environ["HF_HUB_OFFLINE"]) == (["0"], "1")
