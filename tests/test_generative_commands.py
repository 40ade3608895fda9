"""The commands with a language model: ask, and eval, against a server on loopback."""

import json
from pathlib import Path

import pytest
from conftest import Run
from generative_desk import FERRY, QUESTION, RIGHT, WRONG
from made_sources import TEXT
from scripted_model import scripted_model, statements

pytestmark = [pytest.mark.enable_socket, pytest.mark.model]


def environment(port: int) -> dict[str, str]:
    return {
        "NEWSDESK_MODEL__NAME": "openai:scripted",
        "NEWSDESK_MODEL__BASE_URL": f"http://127.0.0.1:{port}/v1",
        "NEWSDESK_MODEL__JUDGE": "off",
        "LOOPBACK_PORT": str(port),
    }


def test_ask_prints_what_the_model_states_and_counts_what_is_left_out(newsdesk: Run, tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(f"Storm over Dulwich\n\n{TEXT}\n")
    with scripted_model(statements(RIGHT, WRONG)) as model:
        assert newsdesk("index", str(tmp_path / "storm.txt"), **environment(model.port)).code == 0
        ran = newsdesk("ask", QUESTION, "--json", **environment(model.port))
    assert ran.code == 0, ran.err
    assert (ran.json["answerer"], ran.json["dropped"]) == ("generative", {"number": 1})
    assert [statement["text"] for statement in ran.json["statements"]] == [RIGHT]


def test_eval_scores_the_generative_answerer(newsdesk: Run, tmp_path: Path) -> None:
    article = {"id": "storm", "title": "Storm over Dulwich", "text": TEXT}
    asked = {"id": "q1", "question": QUESTION, "answers": ["$4.2 million"], "answerable": True,
             "evidence": [{"doc": "storm", "quote": RIGHT}]}  # fmt: skip
    (tmp_path / "corpus.jsonl").write_text(json.dumps(article) + "\n")
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n")
    with scripted_model(statements(RIGHT, FERRY)) as model:
        ran = newsdesk("eval", str(tmp_path), "--answerer", "generative", "--json", **environment(model.port))
        assert model.requests
    assert ran.code == 0, ran.err
    assert ran.json["answers"]["contains"] == 1.0
    assert ran.json["citations"]["validity"] == 1.0
