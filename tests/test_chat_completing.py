"""What is offered while a command is typed in a chat."""

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from talking import talk_over

from bot.chat.completing import TypedCompleter
from bot.chat.verbs import VERBS
from bot.desk import Desk


@pytest.fixture
def completer(desk: Desk, tmp_path: Path) -> TypedCompleter:
    talk_over(desk, tmp_path / "articles")
    return TypedCompleter(lambda: desk, lambda: ("shared",))


def offered(completer: TypedCompleter, typed: str) -> list[str]:
    found = completer.get_completions(Document(typed), CompleteEvent(completion_requested=True))
    return [typed[: len(typed) + one.start_position] + one.text for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/so", ["/sources", "/source"]),
        ("/", [verb.name for verb in VERBS]),
        ("/said ann", ["/said Ann Lee"]),
        ("/timeline stone", ["/timeline Bob Stone"]),
        ("/open bridge", ["/open Bridge opens late"]),
        ("/open 1", []),
        ("/source po", ["/source The Post"]),
        ("/library s", ["/library shared"]),
        ("/verify the", []),
        ("/nonsense x", []),
        ("what did ann", []),
        ("/said ann\nlee", []),
    ],
)
def test_what_is_offered_fits_what_is_typed(completer: TypedCompleter, typed: str, expected: list[str]) -> None:
    assert offered(completer, typed) == expected


def test_files_are_offered_to_be_indexed(completer: TypedCompleter, tmp_path: Path) -> None:
    assert offered(completer, f"/index {tmp_path}/art") == [f"/index {tmp_path}/articles"]


def test_a_file_is_shown_without_characters_that_turn_text_around_and_named_as_it_is(
    completer: TypedCompleter, tmp_path: Path
) -> None:
    (tmp_path / "a\u202etxt.exe").touch()
    (found,) = completer.get_completions(Document(f"/index {tmp_path}/a\u202e"), CompleteEvent())
    assert (found.display_text, found.text) == ("a\ufffdtxt.exe", "txt.exe")


def test_those_who_are_quoted_most_are_offered_first(completer: TypedCompleter, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("“I know,” Bob Stone said. “We will see,” Bob Stone said. Ships left.")
    desk.index("shared", [tmp_path / "more.txt"])
    assert offered(completer, "/said ")[0] == "/said Bob Stone"


def test_nothing_is_offered_of_articles_that_are_not_open_yet() -> None:
    late = TypedCompleter(lambda: None, lambda: ("shared",))
    assert offered(late, "/said ann") == []
    assert "/said" in offered(late, "/sai")
