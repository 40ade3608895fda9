"""The commands that list feedback and gaps, as a user runs them; and what leaves people out."""

import json
from pathlib import Path

import pytest
from conftest import Run, run_newsdesk
from kept_answers import ANNA, BORIS, GUILD, everything_in, kept, later
from test_cli import failed

from bot.answer import Outcome
from bot.desk import Desk
from bot.records import FILE_NAME, Records
from bot.records.format import SCHEMA
from index import backup


@pytest.fixture
def heard(records: Records, home: Path) -> Path:
    """A data directory with two verdicts and two gaps, one of them of a server's own library."""
    asked = ((ANNA, "When does the ferry sail?"), (BORIS, "when do ferries sail"), (ANNA, "Who won?"))
    for day, (person, question) in enumerate(asked):
        libraries = ("shared", "discord-1") if question == "Who won?" else ("shared",)
        answer_id = records.keep(
            kept(question, at=later(days=day), person=person, outcome=Outcome.NOT_FOUND, libraries=libraries)
        )
        records.gap(answer_id)
        if person == ANNA:
            records.rate(answer_id, person, up=False, reason="It is in\nthe paper. \x1b[31m")
    return home


def test_gaps_are_listed_most_asked_first(heard: Path) -> None:
    ran = run_newsdesk(heard, "gaps", "--json")
    assert (ran.code, ran.err) == (0, "")
    first, second = ran.json["gaps"]
    assert set(first) == {"id", "question", "count", "first", "last", "libraries", "server"}
    assert [(gap["question"], gap["count"]) for gap in (first, second)] == [
        ("when do ferries sail", 2),
        ("Who won?", 1),
    ]
    assert (first["server"], first["libraries"]) == (str(GUILD), ["shared"])


def test_gaps_of_a_library_are_its_own(heard: Path) -> None:
    (gap,) = run_newsdesk(heard, "gaps", "--library", "discord-1", "--json").json["gaps"]
    assert gap["question"] == "Who won?"


def test_a_gap_is_closed_by_its_id(heard: Path) -> None:
    gap_id = run_newsdesk(heard, "gaps", "--json").json["gaps"][0]["id"]
    ran = run_newsdesk(heard, "gaps", "--close", gap_id, "--json")
    assert (ran.code, [gap["id"] for gap in ran.json["gaps"]]) == (0, [gap_id])
    assert [gap["question"] for gap in run_newsdesk(heard, "gaps", "--json").json["gaps"]] == ["Who won?"]


def test_an_unknown_gap_exits_with_3_and_says_what_to_do(heard: Path) -> None:
    failed(run_newsdesk(heard, "gaps", "--close", "nothing"), 3, "nothing", "newsdesk gaps")
    assert run_newsdesk(heard, "gaps", "--close", "nothing", "--json").json == {"gaps": []}


def test_feedback_is_listed_without_people(heard: Path) -> None:
    ran = run_newsdesk(heard, "feedback", "--json")
    assert ran.code == 0
    assert [given["question"] for given in ran.json["feedback"]] == ["Who won?", "When does the ferry sail?"]
    assert all(
        set(given) == {"answer_id", "question", "outcome", "up", "reason", "at", "server"}
        for given in ran.json["feedback"]
    )
    assert ANNA not in ran.out


def test_feedback_reaches_a_terminal_in_safe_lines(heard: Path) -> None:
    ran = run_newsdesk(heard, "feedback")
    assert (ran.code, "bad  Who won?" in ran.out, "It is in the paper." in ran.out) == (0, True, True)
    assert "\x1b" not in ran.out


def test_gaps_are_shown_with_how_often_they_were_asked(heard: Path) -> None:
    assert "when do ferries sail  2 times, last 2026-03-02" in run_newsdesk(heard, "gaps").out


@pytest.mark.parametrize("command", ["feedback", "gaps"])
def test_nothing_exits_with_3_and_makes_no_file(newsdesk: Run, home: Path, command: str) -> None:
    ran = newsdesk(command, "--json")
    assert (ran.code, json.loads(ran.out)) == (3, {command: []})
    assert newsdesk(command).code == 3
    assert not (home / FILE_NAME).exists()


def test_damaged_records_end_in_one_line(newsdesk: Run, home: Path) -> None:
    home.mkdir()
    (home / FILE_NAME).write_bytes(b"nothing" * 1_000)
    failed(newsdesk("gaps"), 1, "damaged", "move the file away")


def test_doctor_examines_the_records(newsdesk: Run, heard: Path) -> None:
    checks = {check["name"]: check for check in newsdesk("doctor", "--json").json["checks"]}
    assert (checks["records of people"]["ok"], checks["records of people"]["detail"]) == (
        True,
        f"3 answers kept, format {SCHEMA.version}",
    )


def test_a_backup_holds_no_people(desk: Desk, heard: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    backup(desk.ledger, folder / "backup.sqlite")
    assert b"ferry" in everything_in(heard)
    saved = everything_in(folder)
    assert saved
    assert not any(word in saved for word in (b"ferry", b"answers_by_person", ANNA.encode()))
