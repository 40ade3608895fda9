"""Examples of who said what are made from questions over news."""

import json
import random
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.reader.training.examples import Example
from bot.reader.training.said import of_speakers
from bot.reader.training.written import Written, parts_of
from index import SHARED

FERRY = "Ann Lee said the ferry fee will rise by three crowns."
SCHOOL = "Bob Roe told reporters that the school roof leaks."
QUESTIONS = ("how much will the ferry fee rise", "what is wrong with the school roof")


@pytest.fixture
def examples(desk: Desk, tmp_path: Path) -> list[Example]:
    """What is made of two questions over an article in which two people speak."""
    row = {"id": "a", "title": "News", "text": f"{FERRY}\n\n{SCHOOL}"}
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps(row))
    desk.index(SHARED, [file])
    asked = [Written(text, "a", (gold,), None) for text, gold in zip(QUESTIONS, (FERRY, SCHOOL), strict=True)]
    return of_speakers(asked, parts_of(desk.ledger, {"a"}), desk.ledger, desk.searching, 10, random.Random(1))


def sentences(example: Example) -> set[str]:
    return {
        one.read.sentences[at].of(one.read.text).strip() for one in example.passages for at in sorted(one.answering)
    }


def names(example: Example, speaker: str) -> bool:
    return speaker.split()[-1].lower() in example.question.lower()


def test_the_words_of_whoever_is_asked_about_answer(examples: list[Example]) -> None:
    answered = [one for one in examples if any(passage.answering for passage in one.passages)]
    assert sorted(map(sorted, map(sentences, answered))) == [[FERRY], [SCHOOL]]
    assert all(names(one, "Ann Lee") == (sentences(one) == {FERRY}) for one in answered)


def test_the_words_of_another_do_not(examples: list[Example]) -> None:
    unanswered = [one for one in examples if not any(passage.answering for passage in one.passages)]
    assert len(unanswered) == 2
    assert all(names(one, "Ann Lee") == ("school" in one.question) for one in unanswered)
