"""The history of chats: kept between them, private, bounded, and searched for what is erased."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.history import FILE_NAME, LONGEST, MOST_KEPT, SHARED_RUN, History
from bot.desk import Desk

TEXT = "The harbour was closed on Tuesday, the mayor of Dulwich said, because of the storm."
NAUGHTY = "what?\nand\u2028then \x85 “\ud800” \\n {}"


def typed(home: Path) -> list[str]:
    return [entry.typed for entry in History(home).entries()]


def test_what_is_typed_is_there_for_the_next_chat_oldest_first(home: Path) -> None:
    for line in ("one", "two\nlines", "three"):
        History(home).keep(line)
    assert typed(home) == ["one", "two\nlines", "three"]


def test_only_its_owner_can_read_it(home: Path) -> None:
    History(home).keep("secret")
    assert {stat.S_IMODE(file.stat().st_mode) for file in home.iterdir()} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.parametrize("line", [" private", "", "\n", "x" * (LONGEST + 1)])
def test_what_begins_with_a_blank_is_empty_or_endless_is_not_kept(home: Path, line: str) -> None:
    History(home).keep(line)
    assert typed(home) == []


def test_what_is_typed_twice_in_a_row_is_kept_once(home: Path) -> None:
    for line in ("a", "a", "b", "a"):
        History(home).keep(line)
    assert typed(home) == ["a", "b", "a"]


def test_characters_that_part_lines_elsewhere_part_nothing(home: Path) -> None:
    History(home).keep(NAUGHTY)
    assert typed(home) == [NAUGHTY.replace("\ud800", "?")]


def test_the_oldest_give_way_when_there_are_too_many(home: Path) -> None:
    home.mkdir()
    lines = [f'{{"at": "2030-01-01T00:00:00+00:00", "typed": "{number}"}}\n' for number in range(MOST_KEPT + 5)]
    (home / FILE_NAME).write_text("".join(lines))
    History(home).keep("last")
    assert (len(typed(home)), typed(home)[-1]) == (MOST_KEPT, "last")


def test_what_is_too_old_is_erased(home: Path) -> None:
    home.mkdir()
    (home / FILE_NAME).write_text('{"at": "2001-01-01T00:00:00+00:00", "typed": "old"}\n')
    kept = History(home, timedelta(days=30))
    assert kept.entries() == []
    kept.expire()
    assert "old" not in (home / FILE_NAME).read_text()


@pytest.mark.parametrize("line", ["", "{", "[]", '{"at": 1, "typed": "x"}', '{"typed": "x"}', "null"])
def test_a_damaged_line_is_passed_over(home: Path, line: str) -> None:
    History(home).keep("before")
    with (home / FILE_NAME).open("a") as out:
        out.write(f"{line}\n")
    History(home).keep("behind")
    assert typed(home) == ["before", "behind"]


def test_chats_that_write_at_the_same_time_lose_nothing(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: History(home).keep(str(number)), range(40)))
    assert sorted(typed(home), key=int) == [str(number) for number in range(40)]


@given(st.integers(0, len(TEXT) - SHARED_RUN), st.text(max_size=10), st.text(max_size=10))
def test_any_run_of_an_erased_text_takes_its_line_along(
    tmp_path_factory: pytest.TempPathFactory, at: int, before: str, behind: str
) -> None:
    home = tmp_path_factory.mktemp("kept")
    History(home).keep("what did the mayor say")
    History(home).keep(f"/verify {before}{TEXT[at : at + SHARED_RUN + 2].upper()}{behind}")
    assert History(home).erase([TEXT]) == 1
    assert typed(home) == ["what did the mayor say"]


def test_forgetting_an_article_takes_its_title_and_words_out_of_the_history(desk: Desk, tmp_path: Path) -> None:
    title = "Storm closes the harbour of Dulwich"
    (tmp_path / "storm.txt").write_text(f"{title}\n\n{TEXT}\n")
    desk.index("shared", [tmp_path / "storm.txt"])
    history = History(desk.ledger.home)
    for line in (f"/open {title}", f"/verify {TEXT[:40]}", "why was the harbour closed"):
        history.keep(line)
    desk.forget("shared", ["storm"])
    assert typed(desk.ledger.home) == ["why was the harbour closed"]


def test_a_line_typed_while_an_article_is_erased_keeps_no_erasure_from_ending(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(an_article(TEXT).text)
    desk.index("shared", [tmp_path / "storm.txt"])
    before = desk.follower.close
    desk.follower.close = lambda: (History(desk.ledger.home).keep(f"/verify {TEXT}"), before())[1]
    assert desk.forget("shared", ["storm"]).erased == ("storm",)
