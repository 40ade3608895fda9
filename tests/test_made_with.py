"""An endpoint that rounds otherwise than before is the same model; another model behind the same name is not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from embedding_endpoint import PlayedEndpoint, endpoint
from fake_embeddings import FakeEmbeddings, vector_of
from test_remote_embeddings import remote

from bot.desk import Desk
from bot.settings import Settings
from index import Indexer, ModelError, ModelMismatch, doctor, rehearsing
from index.made_with import FINGERPRINT, PROBE
from index.remote_embeddings import LOOKED_AT_EVERY_S
from index.remote_embeddings import PROBE as PROBE_TEXT

pytestmark = pytest.mark.enable_socket  # on loopback

Encode = Callable[[list[str]], np.ndarray]


def rounding(gap_at: int, turned: float = 0.0) -> Encode:
    """A model whose probe has many components of nearly one size, so that rounding decides which gap is the widest."""
    probe = np.linspace(1.0, 0.5, 384, dtype=np.float32)
    probe[gap_at:] -= 1e-4
    probe /= np.linalg.norm(probe)
    probe += turned * vector_of("turned")

    return lambda texts: np.stack([probe if text == PROBE_TEXT else vector_of(text) for text in texts])


@pytest.fixture
def played() -> Iterator[PlayedEndpoint]:
    with endpoint(PlayedEndpoint(rounding(20))) as played:
        yield played


@pytest.fixture
def source(tmp_path: Path) -> str:
    file = tmp_path / "rain.txt"
    file.write_text("Rain\n\nRain fell on the harbour on Tuesday.\n")
    return str(file)


@pytest.fixture
def desk(home: Path, played: PlayedEndpoint, source: str) -> Iterator[Desk]:
    """A desk whose one article is embedded by the endpoint."""
    opened = Desk(Settings(home=home), remote(played))
    Indexer(opened.ledger, remote(played)).index("shared", [source])
    yield opened
    opened.close()


def fact(desk: Desk, name: str) -> str | None:
    with desk.ledger.reading() as snapshot:
        return snapshot.fact(name)


def test_vectors_that_rounding_changed_are_compared_and_not_made_anew(
    desk: Desk, played: PlayedEndpoint, home: Path, source: str
) -> None:
    before = fact(desk, FINGERPRINT)
    played.encode = rounding(40)
    assert remote(played).fingerprint != before
    assert desk.search("Rain fell", ("shared",), 3).hits
    Path(source).write_text("Rain\n\nRain fell on the harbour on Wednesday.\n")
    report = Indexer(desk.ledger, remote(played)).index("shared", [])
    assert (report.embedded, report.updated) == (1, 1)
    assert fact(desk, FINGERPRINT) == before
    check = {check.name: check for check in doctor(home, remote(played))}["vectors' model"]
    assert (check.ok, check.detail) == (True, before)


def test_a_passage_that_stays_is_not_embedded_again_after_rounding(
    desk: Desk, played: PlayedEndpoint, source: str
) -> None:
    text = "Rain\n\n" + "".join(f"It rained for the {day}th day on the harbour. " for day in range(4, 300))
    Path(source).write_text(text)
    before = Indexer(desk.ledger, remote(played)).index("shared", [])
    played.encode = rounding(40)
    Path(source).write_text(f"{text}Then the sun shone.\n")
    assert Indexer(desk.ledger, remote(played)).index("shared", []).embedded < before.embedded


def test_another_model_of_the_same_name_is_refused(desk: Desk, played: PlayedEndpoint, home: Path) -> None:
    other = Desk(Settings(home=home), remote(played))
    played.encode = rounding(20, turned=0.2)  # a cosine of .98
    with pytest.raises(ModelMismatch, match="Run newsdesk index"):
        other.search("Rain fell", ("shared",), 3)
    other.close()


def test_another_model_is_what_is_compared_with_once_it_has_made_all_anew(desk: Desk, played: PlayedEndpoint) -> None:
    before = fact(desk, PROBE)
    played.encode = rounding(20, turned=0.2)
    assert Indexer(desk.ledger, remote(played)).index("shared", []).embedded == 1
    assert fact(desk, PROBE) != before
    played.encode = rounding(40, turned=0.2)
    assert Indexer(desk.ledger, remote(played)).index("shared", []).embedded == 0


def test_who_was_running_goes_on_once_the_other_model_has_made_all_anew(
    desk: Desk, played: PlayedEndpoint, home: Path
) -> None:
    now = [0.0]
    model = remote(played)
    model._clock = lambda: now[0]
    running = Desk(Settings(home=home), model)
    assert running.search("Rain fell", ("shared",), 3).hits
    played.encode, now[0] = FakeEmbeddings().encode, now[0] + LOOKED_AT_EVERY_S
    with pytest.raises(ModelError, match="another model than before"):
        running.search("Rain fell", ("shared",), 3)
    with pytest.raises(ModelMismatch):
        running.search("Rain fell", ("shared",), 3)
    Indexer(desk.ledger, remote(played)).index("shared", [])
    assert running.search("Rain fell", ("shared",), 3).hits
    running.close()


def test_a_model_that_changes_between_question_and_answer_gives_none(
    desk: Desk, played: PlayedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = remote(played)
    running = Desk(Settings(home=desk.ledger.home), model)
    encode = model.encode

    def change_and_encode(texts: list[str]) -> np.ndarray:
        played.encode = FakeEmbeddings().encode
        model._changed(model._identity)  # as another thread's question has it
        return encode(texts)

    monkeypatch.setattr(model, "encode", change_and_encode)
    with pytest.raises(ModelMismatch):
        running.search("Rain fell", ("shared",), 3)
    running.close()


def test_another_name_is_another_model(desk: Desk, played: PlayedEndpoint) -> None:
    assert Indexer(desk.ledger, remote(played, "b-model")).index("shared", []).embedded == 1


def test_a_ledger_that_keeps_no_probe_goes_by_the_digest_until_something_is_stored(
    desk: Desk, played: PlayedEndpoint, source: str
) -> None:
    with desk.ledger.writing() as transaction:
        transaction.set_fact(PROBE, "no vector")
    assert desk.search("Rain fell", ("shared",), 3).hits
    Path(source).write_text("Rain\n\nRain fell on the harbour on Wednesday.\n")
    Indexer(desk.ledger, remote(played)).index("shared", [])
    played.encode = rounding(40)
    assert Indexer(desk.ledger, remote(played)).index("shared", []).embedded == 0


def test_what_was_rehearsed_brings_its_probe_along(desk: Desk, played: PlayedEndpoint) -> None:
    played.encode = rounding(20, turned=0.2)
    with rehearsing(desk.ledger) as copy:
        rehearsed = Desk(Settings(home=copy.home), remote(played))
        rehearsed.index("shared", [])
        rehearsed.close()
        copy.take_over()
    played.encode = rounding(40, turned=0.2)
    assert Indexer(desk.ledger, remote(played)).index("shared", []).embedded == 0


def test_a_model_in_the_process_keeps_no_probe(home: Path, source: str) -> None:
    desk = Desk(Settings(home=home), FakeEmbeddings())
    desk.index("shared", [source])
    assert fact(desk, PROBE) is None
    desk.close()
