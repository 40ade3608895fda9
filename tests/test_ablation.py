"""An ablation tells what a set loses without a rule."""

import json
from pathlib import Path

import pytest
from ablation import RULES, Rule, ablated

from bot.desk import Desk
from bot.evaluation.sets import read_set


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """A set with one question about somebody's words, which the article does not answer otherwise."""
    text = (
        "Mayor Ann Lee said on Friday that the ferry fee will rise.\n\nAnn Lee opened the new ferry harbour in spring."
    )
    question = {
        **{"id": "q1", "question": "What did Ann Lee say about the ferry?", "answerable": True, "answers": ["fee"]},
        **{"speaker": "Ann Lee", "evidence": [{"doc": "a", "quote": "the ferry fee will rise."}]},
    }
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"id": "a", "title": "Ferries", "text": text}))
    (tmp_path / "questions.jsonl").write_text(json.dumps(question))
    return tmp_path


def test_what_changes_without_a_rule_is_told(desk: Desk, quiz: Path) -> None:
    nothing = Rule("tell anybody's words", "bot.extraction.extractive.told", lambda *_: [])
    speech, *_ = (rule for rule in RULES if "who said what" in rule.does)
    whole, without, idle = ablated(desk, read_set(quiz), desk.ledger.home, [nothing, speech])
    assert "who_said.statement_found 1.000" in whole
    assert "who_said.statement_found -1.000" in without
    assert idle.startswith("without “answer who said what by utterances”: ")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.function)
def test_every_rule_names_a_function_that_there_is(rule: Rule) -> None:
    module, _, name = rule.function.rpartition(".")
    assert hasattr(__import__(module, fromlist=[name]), name)
