"""A run is kept in a file as it was, and an answer is looked at without its marks."""

from pathlib import Path

import pytest
from conftest import an_article
from made_answers import answer_of, cited

from bot.answer import Statement
from bot.errors import NewsdeskError, UsageProblem
from bot.evaluation.results import Cited, Reply, Result, refuse_unwritable, reply_of, save, saved

REPLY = Reply("answered", ("Rain fell in May.", "It stopped."), (Cited("rain", "Rain fell in May.", "Lee"),), 12.5)


def test_a_run_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    run = (
        Result("q1", "question", "Why “rain”?", REPLY, "Why?", measures={"answers.f1": 0.25}),
        Result("v1", "quote", "Rain", Reply("near"), label="near"),
    )
    save(tmp_path / "run.jsonl", run)
    assert saved(tmp_path / "run.jsonl") == run


def test_a_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").write_text('{"id": "q1", "question": "Why?"}')
    with pytest.raises(UsageProblem, match="line 1"):
        saved(tmp_path / "run.jsonl")


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(NewsdeskError, match="cannot be written"):
        save(tmp_path / "none" / "run.jsonl", [])


@pytest.mark.parametrize("place", ["none/run.jsonl", ""])
def test_a_place_where_nothing_can_be_written_is_refused_beforehand(tmp_path: Path, place: str) -> None:
    with pytest.raises(NewsdeskError, match="cannot be written"):
        refuse_unwritable(tmp_path / place)


def test_looking_whether_a_file_can_be_written_leaves_it_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text("old")
    for name in ("old.jsonl", "new.jsonl"):
        refuse_unwritable(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_the_text_has_no_marks_and_they_count_among_the_first_words() -> None:
    assert REPLY.text == "Rain fell in May. It stopped."
    assert [REPLY.opening(limit).split() for limit in (4, 5, 6)] == [
        ["Rain", "fell", "in", "May."],
        ["Rain", "fell", "in", "May."],
        ["Rain", "fell", "in", "May.", "It"],
    ]


def test_the_speakers_of_the_citations_are_part_of_what_is_named() -> None:
    assert "Lee" in REPLY.named
    assert "Lee" not in REPLY.text


def test_quotes_are_in_the_order_in_which_the_statements_show_them() -> None:
    citations = cited(an_article("Rain fell. It stopped."), "Rain fell.", "It stopped.")
    statements = (Statement("It stopped.", (2,)), Statement("Rain fell.", (1,)))
    answer = answer_of(citations, statements=statements)
    assert reply_of(answer, 1.0, valid=(True, True)).quotes == ("It stopped.", "Rain fell.")
