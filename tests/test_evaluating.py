"""The commands that measure, as a user runs them: eval, and index --gate."""

import json
from pathlib import Path

import pytest
from conftest import ROOT, Run, run_newsdesk
from test_cli import failed

GOLDEN = ROOT / "tests" / "golden.jsonl"
HARBOUR = "The mayor opened the new harbour in Elmstad on Friday. It cost nine million crowns."


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """A set with one question about one article, and one quote."""
    folder = tmp_path / "quiz"
    folder.mkdir()
    article = {"id": "harbour", "title": "Harbour", "text": HARBOUR}
    question = {
        **{"id": "q1", "question": "What did the harbour in Elmstad cost?", "answers": ["nine million"]},
        **{"evidence": [{"doc": "harbour", "quote": "It cost nine million crowns."}], "answerable": True},
    }
    item = {"id": "v1", "quote": "It cost nine  million crowns.", "label": "exact"}
    for name, row in (("corpus", article), ("questions", question), ("items", item)):
        (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n")
    return folder


@pytest.mark.model
def test_a_set_is_scored_in_groups(home: Path, quiz: Path) -> None:
    ran = run_newsdesk(home, "eval", str(quiz), "--answerer", "extractive", "--json")
    assert ran.code == 0, ran.err
    assert list(ran.json) == ["retrieval", "answers", "citations", "refusal", "verify", "latency_ms"]
    assert all(group["n"] == 1 for group in ran.json.values())
    assert ran.json["citations"]["validity"] == ran.json["verify"]["exact_accepted"] == 1.0
    assert not home.exists()


@pytest.mark.model
def test_claims_with_their_evidence_are_checked_as_a_models_statements_are(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    evidence = "The harbour of Elmstad closed on Monday. Its repair will cost 40 million euros, Ann Lee said."
    claims = {
        "The harbour of Elmstad closed on Monday.": (True, "article's"),
        "Its repair will cost 90 million euros, Ann Lee said.": (False, "article's"),
        "Bob Hill wants 90 million euros for the port.": (False, "own"),
    }
    rows = [
        {"id": str(at), "doc": "a", "title": "Harbour", "date": "2024-05-06", "evidence": evidence, "claim": claim,
         "supported": supported, "words": words, "kind": "other", "split": "dev"}
        for at, (claim, (supported, words)) in enumerate(claims.items())
    ]  # fmt: skip
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = run_newsdesk(home, "eval", str(folder), "--json")
    assert ran.code == 0, ran.err
    assert ran.json["support"] == {
        "true_kept": 1.0, "false_caught_article": 1.0, "false_caught_own": 1.0, "n": 3}  # fmt: skip
    shown = run_newsdesk(home, "eval", str(folder))
    assert all(name in shown.out for name in ("support", "true_kept", "false_caught_own"))


@pytest.mark.model
def test_two_runs_are_compared_on_one_index(home: Path, quiz: Path, tmp_path: Path) -> None:
    kept, run = str(tmp_path / "kept"), str(tmp_path / "run.jsonl")
    assert run_newsdesk(home, "eval", str(quiz), "--home", kept, "--save", run).code == 0
    ran = run_newsdesk(home, "eval", str(quiz), "--home", kept, "--compare", run, "--json")
    comparison = ran.json["comparison"]
    assert (comparison["changes"], comparison["unpaired"]) == ([], 0)
    assert comparison["measures"]["answers.contains"]["interval"] is None


@pytest.mark.model
def test_a_golden_question_that_got_worse_ends_with_1_and_its_name(home: Path, quiz: Path, tmp_path: Path) -> None:
    golden = tmp_path / "golden.jsonl"
    row = {"id": "cost", "question": "What did the harbour in Elmstad cost?", "contains": ["nine million"]}
    golden.write_text(json.dumps(row))
    run = str(tmp_path / "run.jsonl")
    assert run_newsdesk(home, "eval", str(quiz), "--golden", str(golden), "--save", run).code == 0
    article = {"id": "harbour", "title": "Harbour", "text": HARBOUR.replace("nine", "ten")}
    (quiz / "corpus.jsonl").write_text(json.dumps(article))
    ran = run_newsdesk(home, "eval", str(quiz), "--golden", str(golden), "--compare", run)
    assert (ran.code, "cost" in ran.out, "contains 'nine million'" in ran.out) == (1, True, True)


@pytest.mark.model
def test_the_gate_lets_nothing_in_that_spoils_a_golden_answer(home: Path, tmp_path: Path) -> None:
    golden = tmp_path / "golden.jsonl"
    golden.write_text(
        json.dumps({"id": "cost", "question": "What did the harbour cost?", "contains": ["nine million"]})
    )
    (tmp_path / "harbour.txt").write_text(HARBOUR)
    source = str(tmp_path / "harbour.txt")
    assert run_newsdesk(home, "index", source, "--gate", str(golden)).code == 0
    (tmp_path / "harbour.txt").write_text(HARBOUR.replace("nine", "ten"))
    ran = run_newsdesk(home, "index", source, "--gate", str(golden), "--json")
    assert (ran.code, [each["id"] for each in ran.json["worse"]], ran.json["updated"]) == (1, ["cost"], 0)
    assert "nine million" in run_newsdesk(home, "show", "harbour", "--json").json["text"]


def test_a_run_that_cannot_be_saved_is_refused_before_anything_is_asked(newsdesk: Run, quiz: Path) -> None:
    failed(newsdesk("eval", str(quiz), "--save", str(quiz / "none" / "run.jsonl")), 1, "run.jsonl")


def test_a_folder_without_questions_says_what_is_needed(newsdesk: Run, tmp_path: Path) -> None:
    failed(newsdesk("eval", str(tmp_path)), 2, "questions.jsonl")


def test_quotes_without_articles_say_what_to_name(newsdesk: Run, quiz: Path) -> None:
    (quiz / "corpus.jsonl").unlink()
    failed(newsdesk("eval", str(quiz)), 2, "--corpus")


def test_a_folder_that_is_not_there_is_said(newsdesk: Run, tmp_path: Path) -> None:
    failed(newsdesk("eval", str(tmp_path / "none")), 2, "none")


def test_an_answerer_that_there_is_not_is_refused(newsdesk: Run, quiz: Path) -> None:
    failed(newsdesk("eval", str(quiz), "--answerer", "oracle"), 2, "extractive")


def test_the_data_directory_is_no_place_to_measure_in(newsdesk: Run, quiz: Path, home: Path) -> None:
    failed(newsdesk("eval", str(quiz), "--home", str(home)), 2, "--home")


@pytest.mark.parametrize("other", ["--watch", "--dry-run", "-"])
def test_a_gate_goes_with_nothing_that_cannot_be_rehearsed(newsdesk: Run, other: str) -> None:
    failed(newsdesk("index", ".", other, "--gate", str(GOLDEN)), 2, "--gate")


def test_a_gate_without_golden_questions_is_refused(newsdesk: Run, tmp_path: Path) -> None:
    failed(newsdesk("index", ".", "--gate", str(tmp_path / "none.jsonl")), 2, "none.jsonl")
