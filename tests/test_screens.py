"""What ask, chat and said --timeline show, at 80 and 120 columns, with colours, without, and in a pipe."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from screens import assert_screen
from talking import talk_over

from bot.chat.replying import respond
from bot.chat.talk import Talk
from bot.console import print_view
from bot.desk import Desk
from bot.render import answer_view, timeline_view
from bot.request import Request

MODES = {
    "colour": {"FORCE_COLOR": "1", "TERM": "xterm"},
    "plain": {"FORCE_COLOR": "1", "TERM": "xterm", "NO_COLOR": "1"},
    "pipe": {"TERM": "xterm"},
}
SIZES = ("FORCE_COLOR", "NO_COLOR", "TERM", "COLORTERM", "COLUMNS", "LINES", "TTY_COMPATIBLE", "FORCE_HYPERLINK")
ASKED = "What did Ann Lee say about the harbour?"
TALK = (
    *(ASKED, "/open 1", "/sources", "and Bob Stone?", "/sources", "/said Ann Lee", "/timeline Ann Lee"),
    *("/verify The harbour was opened on Tuesday.", "/said", "/nonsense", "/since 2020-11", "/help"),
)
LONG = (
    "The report of the committee on the harbour of Dulwich, which the city council had asked for in the spring, "
    "says that the breakwater must be built anew. "
)


@pytest.fixture
def talk(desk: Desk, tmp_path: Path) -> Talk:
    folder = tmp_path / "articles"
    talk = talk_over(desk, folder)
    (folder / "report.md").write_text(
        "---\ntitle: Committee on the harbour of Dulwich asks for a new breakwater, and for more than one of them\n"
        "date: 2020-12-05\nsource: The Dulwich Courier and Shipping Gazette\nurl: https://courier.example/report\n---\n"
        f"{LONG * 3}“The harbour can wait no longer,” Mayor Ann Lee said.\n"
    )
    desk.index("shared", [folder])
    return talk


@pytest.fixture(
    params=[(mode, columns) for mode in MODES for columns in (80, 120)], ids=lambda each: f"{each[0]}-{each[1]}"
)
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Compare what is printed in one kind of terminal with the screen that is kept of it."""
    mode, columns = request.param
    for name in SIZES:
        monkeypatch.delenv(name, raising=False)
    for name, value in (MODES[mode] | {"COLUMNS": str(columns)}).items():
        monkeypatch.setenv(name, value)

    def compare(name: str, show: Callable[[], None]) -> None:
        capsys.readouterr()
        show()
        out = capsys.readouterr().out
        assert mode == "colour" or "\x1b[35m" not in out
        assert mode != "pipe" or not set(out) & set("\x1b█─│╭")
        assert_screen(f"{name}-{mode}-{columns}", out)

    return compare


def test_ask(talk: Talk, screen) -> None:
    answer = talk.desk.ask(Request(ASKED, now=datetime(2021, 1, 1, tzinfo=UTC)), talk.libraries)
    screen("ask", lambda: print_view(answer_view(answer)))


def test_said_timeline(talk: Talk, screen) -> None:
    screen("timeline", lambda: print_view(timeline_view(talk.desk.timeline("Ann Lee", talk.libraries))))


def test_chat(talk: Talk, screen) -> None:
    def hold() -> None:
        for typed in TALK:
            print(f"> {typed}")
            respond(talk, typed)

    screen("chat", hold)
