"""A kept answer is recalled with what its articles still say, and with nothing that they say no more."""

from dataclasses import replace
from pathlib import Path

import pytest
from kept_answers import asked

from bot.answer import Answer
from bot.desk import Desk
from bot.recalling import Recalled, recalled
from bot.records import Kept, kept_of

FERRY = "The ferry sails to Norway every Monday in summer."
BUS = "The bus to the ferry leaves at noon from the market."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(f"Ferry\n\n{FERRY}\n\nRain fell.")
    (tmp_path / "bus.txt").write_text(f"Bus\n\n{BUS}\n\nSnow fell.")
    return tmp_path


@pytest.fixture
def given(desk: Desk, source: Path) -> Answer:
    take_in(desk, source)
    answer = desk.ask("When does the ferry sail to Norway?", ("shared",))
    assert answer.citations
    return answer


def take_in(desk: Desk, source: Path) -> None:
    desk.index("shared", [source / "ferry.txt", source / "bus.txt"], prune=True)


def recall(desk: Desk, kept: Kept) -> Recalled:
    with desk.ledger.reading() as snapshot:
        return recalled(kept, snapshot)


def test_an_answer_is_recalled_as_it_was_given(desk: Desk, given: Answer) -> None:
    found = recall(desk, kept_of(given, asked()))
    assert found.answer == replace(given, timings_ms={})
    assert found.lost == ()


def test_words_that_moved_are_cited_where_they_stand_now(desk: Desk, given: Answer, source: Path) -> None:
    before = "The council met on Tuesday and talked at length.\n\n"
    file = source / f"{given.citations[0].article.id}.txt"
    file.write_text(file.read_text().replace(given.citations[0].quote, before + given.citations[0].quote))
    take_in(desk, source)
    found = recall(desk, kept_of(given, asked()))
    moved = found.answer.citations[0]
    assert (moved.quote, found.lost) == (given.citations[0].quote, ())
    assert moved.article.text[moved.start : moved.end] == moved.quote


def test_words_that_an_article_says_no_more_are_lost_with_their_statement(
    desk: Desk, given: Answer, source: Path
) -> None:
    for citation in given.citations:
        (source / f"{citation.article.id}.txt").write_text("Everything that was said here has been corrected since.")
    take_in(desk, source)
    kept = kept_of(given, asked())
    found = recall(desk, kept)
    assert (found.answer.statements, found.answer.citations, found.lost) == ((), (), kept.citations)


def test_an_article_that_is_no_more_is_lost(desk: Desk, given: Answer) -> None:
    desk.forget("shared", [citation.article.id for citation in given.citations])
    kept = kept_of(given, asked())
    assert recall(desk, kept).lost == kept.citations


def test_a_library_lends_no_words_to_another(desk: Desk, given: Answer) -> None:
    kept = kept_of(given, asked())
    elsewhere = replace(kept, citations=tuple(replace(cited, library="discord-1") for cited in kept.citations))
    assert recall(desk, elsewhere).answer.citations == ()
