"""An endpoint makes the vectors: it is told by what it answers, waited for a while, and its key is shown nowhere."""

import traceback
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import numpy as np
import pytest
from conftest import SHIPPED, Run
from embedding_endpoint import PlayedEndpoint, endpoint
from fake_embeddings import FakeEmbeddings, vector_of
from langchain_core.embeddings import DeterministicFakeEmbedding

from bot.errors import SettingsProblem
from bot.settings import load_settings
from index import Endpoint, ModelError, SentenceTransformerEmbeddings, doctor, embeddings_at
from index.embedding_endpoint import CONNECT_S
from index.private_wire import Checked
from index.remote_embeddings import (
    BATCH_TEXTS,
    LOOKED_AT_EVERY_S,
    PATIENCE_S,
    PROBE,
    SILENT_OVER_BATCH_S,
    SILENT_S,
    RemoteEmbeddings,
    _digest,
)

pytestmark = pytest.mark.enable_socket  # on loopback
KEY = "very-secret"  # which a traceback would show, were it written where it is used


@pytest.fixture
def played() -> Iterator[PlayedEndpoint]:
    with endpoint(PlayedEndpoint()) as played:
        yield played


def remote(played: PlayedEndpoint, model: str = "a-model", key: str = "") -> RemoteEmbeddings:
    made = embeddings_at(Endpoint.of(played.url, key), model)
    made._pauses_s = (0.0, 0.0)
    return made


def other(texts: list[str]) -> np.ndarray:
    return np.stack([vector_of(f"another {text}") for text in texts])


def test_texts_become_unit_vectors_in_their_order(played: PlayedEndpoint) -> None:
    texts = [f"text {number}" for number in range(BATCH_TEXTS + 5)]
    vectors = remote(played).encode(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, FakeEmbeddings().encode(texts), atol=1e-6)


def test_no_text_has_no_vector(played: PlayedEndpoint) -> None:
    assert remote(played).encode([]).shape == (0, 384)


def test_a_request_holds_no_more_texts_than_servers_take(played: PlayedEndpoint) -> None:
    remote(played).encode([f"text {number}" for number in range(100)])
    assert max(len(body["input"]) for body in played.requests) == BATCH_TEXTS


def test_the_model_is_named_and_the_key_sent(played: PlayedEndpoint) -> None:
    remote(played, "bge-small", "very-secret").encode(["rain"])
    assert {body["model"] for body in played.requests} == {"bge-small"}
    assert {sent["authorization"] for sent in played.headers} == {"Bearer very-secret"}


def test_what_openai_knows_somebody_by_goes_to_no_other_server(
    played: PlayedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "sk-somebody")
    remote(played).encode(["rain"])
    assert "sk-somebody" not in str(played.headers)


def test_a_proxy_of_the_environment_is_not_asked(played: PlayedEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "OPENAI_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert len(remote(played).encode(["rain"])) == 1


def test_the_fingerprint_names_model_dimension_and_cutting(played: PlayedEndpoint) -> None:
    name, kind, dimension, _, cutting = remote(played).fingerprint.split()
    assert (name, kind, dimension, cutting) == ("a-model", "remote", "384", "sentences-2")


def test_another_model_behind_the_same_name_has_another_fingerprint(played: PlayedEndpoint) -> None:
    before = remote(played).fingerprint
    played.encode = other
    assert remote(played).fingerprint != before


def test_rounding_does_not_change_the_digest_of_a_probe() -> None:
    noise = np.random.default_rng(7)
    for number in range(200):
        probe = vector_of(f"model {number}")
        rounded = probe + noise.normal(0, 1e-6, probe.shape).astype(np.float32)
        assert _digest(probe) == _digest(rounded)


def test_a_model_of_few_dimensions_has_a_digest() -> None:
    assert _digest(np.array([0.6, -0.8], dtype=np.float32)) != _digest(np.array([0.6, 0.8], dtype=np.float32))


def test_another_model_is_refused_while_articles_are_embedded(played: PlayedEndpoint) -> None:
    model = remote(played)
    model.encode(["rain"])
    played.encode = other
    with pytest.raises(ModelError, match=r"serves another model than before.*newsdesk index"):
        model.encode(["rain", "sun"])


def test_another_model_is_refused_at_questions_within_a_minute(played: PlayedEndpoint) -> None:
    now = [100.0]
    model = remote(played)
    model._clock = lambda: now[0]
    model.encode(["rain"])
    assert played.requests[-1]["input"] == ["rain"]
    played.encode, now[0] = other, now[0] + LOOKED_AT_EVERY_S
    with pytest.raises(ModelError, match="another model"):
        model.encode(["rain"])
    assert played.requests[-1]["input"] == ["rain", PROBE]


def test_what_passes_is_tried_again(played: PlayedEndpoint) -> None:
    played.failing = [503, 429]
    assert len(remote(played).encode(["rain"])) == 1


def test_an_endpoint_that_stays_away_is_told_and_waited_for_once(played: PlayedEndpoint) -> None:
    model = remote(played)
    model.encode(["rain"])
    played.failing = [503] * 4
    for _ in range(2):
        with pytest.raises(ModelError, match=r"cannot answer at the moment \(503\)\. Look at its log"):
            model.encode(["rain"])
    assert played.failing == []  # three tries, then one
    assert len(model.encode(["rain"])) == 1


@pytest.mark.parametrize(("texts", "silent_s"), [(1, SILENT_S), (BATCH_TEXTS - 1, SILENT_OVER_BATCH_S)])
def test_an_endpoint_may_be_silent_for_so_long(
    played: PlayedEndpoint, monkeypatch: pytest.MonkeyPatch, texts: int, silent_s: float
) -> None:
    limits: list[dict[str, float]] = []
    send = Checked.handle_request

    def noting(self: Checked, request: httpx.Request) -> httpx.Response:
        limits.append(dict(request.extensions["timeout"]))
        return send(self, request)

    monkeypatch.setattr(Checked, "handle_request", noting)
    remote(played).encode(["rain"] * texts)
    assert (limits[-1]["connect"], limits[-1]["read"]) == (CONNECT_S, silent_s)


def test_nothing_is_tried_again_once_patience_is_over(played: PlayedEndpoint) -> None:
    model = remote(played)
    model.encode(["rain"])
    moments = count(step=PATIENCE_S)
    model._clock = lambda: next(moments)
    played.failing = [503] * 4
    with pytest.raises(ModelError, match="cannot answer at the moment"):
        model.encode(["rain"])
    assert len(played.failing) == 2


def test_an_endpoint_that_started_anew_is_found_again() -> None:
    with endpoint(PlayedEndpoint()) as played:
        model = remote(played)
        model.encode(["rain"])
    with pytest.raises(ModelError, match=r"cannot be reached .*Start it, or correct NEWSDESK_EMBEDDING__URL"):
        model.encode(["rain"])
    with endpoint(played):
        assert len(model.encode(["rain"])) == 1


@pytest.mark.parametrize(
    ("status", "remedy"), [(401, "NEWSDESK_EMBEDDING__API_KEY"), (404, "ends with /v1"), (413, "takes 512 tokens")]
)
def test_what_is_refused_is_not_tried_again(played: PlayedEndpoint, status: int, remedy: str) -> None:
    played.failing = [status]
    with pytest.raises(ModelError, match=remedy):
        remote(played).encode(["rain"])
    assert len(played.requests) == 1


def test_neither_the_key_nor_what_a_server_says_is_in_an_error(played: PlayedEndpoint) -> None:
    played.failing = [401]
    with pytest.raises(ModelError) as caught:
        remote(played, key=KEY).encode(["rain"])
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("number", [0.0, float("nan")])
def test_vectors_that_are_none_are_refused(played: PlayedEndpoint, number: float) -> None:
    played.encode = lambda texts: np.full((len(texts), 384), number, dtype=np.float32)
    with pytest.raises(ModelError, match="no vectors that can be used"):
        remote(played).encode(["rain"])


def test_any_embeddings_of_langchain_can_stand_behind() -> None:
    model = RemoteEmbeddings("fake", "nowhere", lambda _: DeterministicFakeEmbedding(size=24))
    assert model.encode(["rain", "sun"]).shape == (2, 24)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://8.8.8.8/v1", "not in a private network"),
        ("ftp://127.0.0.1/v1", "begins with https"),
        ("http://me:secret@127.0.0.1/v1", "user name"),
        ("http://127.0.0.1/v1?key=secret", "more than a host and a path"),
    ],
)
def test_an_address_that_may_not_be_spoken_to_is_a_problem_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, url: str, reason: str
) -> None:
    monkeypatch.setenv("NEWSDESK_EMBEDDING__URL", url)
    with pytest.raises(SettingsProblem, match=reason) as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_int8_is_of_a_model_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_EMBEDDING__URL", "http://127.0.0.1:8080/v1")
    monkeypatch.setenv("NEWSDESK_EMBEDDING__PRECISION", "int8")
    with pytest.raises(SettingsProblem, match="unset"):
        load_settings()


def test_doctor_tells_of_an_endpoint_and_of_one_that_is_away(tmp_path: Path) -> None:
    with endpoint(PlayedEndpoint()) as played:
        model = remote(played)
        there = {check.name: check for check in doctor(tmp_path, model)}["embedding model"]
        assert (there.ok, there.detail) == (True, model.fingerprint)
    away = {check.name: check for check in doctor(tmp_path, remote(played))}["embedding model"]
    assert (away.ok, away.remedy) == (False, "Start it, or correct NEWSDESK_EMBEDDING__URL.")


@pytest.mark.model
def test_text_is_cut_as_by_the_model_in_the_process(played: PlayedEndpoint) -> None:
    model, here = remote(played), SentenceTransformerEmbeddings()
    assert (model.token_starts("😀 rain fell"), model.most_tokens) == ([0, 2, 7], here.most_tokens)


@pytest.mark.model
def test_the_command_indexes_and_answers_by_an_endpoint(newsdesk: Run) -> None:
    question = "What did Zhao Lijian say about the clean network?"
    with endpoint(PlayedEndpoint(SentenceTransformerEmbeddings().encode)) as played:
        given = {"NEWSDESK_EMBEDDING__URL": played.url, "NEWSDESK_EMBEDDING__API_KEY": KEY}
        given |= {"LOOPBACK_PORT": str(played.port)}
        indexed = newsdesk("index", str(SHIPPED), "--json", **given)
        assert indexed.code == 0, indexed.err
        asked = newsdesk("ask", question, "--json", **given)
        assert asked.json["outcome"] == "answered"
        played.encode = FakeEmbeddings().encode
        refused = newsdesk("ask", question, **given)
        assert (refused.code, "newsdesk index" in refused.err) == (2, True)
    away = newsdesk("ask", question, **given)
    assert ("cannot be reached" in away.err, away.out, away.code) == (True, "", 1)
    assert newsdesk("said", "Zhao Lijian", **given).code == 0
    assert KEY not in indexed.err + asked.err + refused.err + away.err
