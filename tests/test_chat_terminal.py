"""A chat in a real terminal, from the first prompt to the last: every command, resizing, Ctrl-C, pasting, history."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NEWSDESK, bare_environment, run_newsdesk
from screens import assert_screen
from scripted_model import Conversation, scripted_model
from terminal import Terminal, in_terminal, terminal

from bot.chat.history import FILE_NAME

pytestmark = [pytest.mark.model, in_terminal]
CORPUS = (
    ("storm", "Storm closes the harbour of Dulwich", "2020-10-14", "The Courier",
     "The harbour was closed on Tuesday. “The harbour stays closed for a week,” Mayor Ann Lee said. Ships left."),
    ("open", "Harbour opens again", "2020-10-26", "The Post",
     "The harbour opened on Monday. Mayor Ann Lee said that the repairs had cost $4.2 million."),
    ("bill", "Mayor defends harbour bill", "2020-12-02", "The Courier",
     "Mayor Ann Lee said that the harbour bill was fair. Bob Stone, the treasurer, said that the cost was $4.5 "
     "million. \x1b[31mThe ferry company\x1b[0m resumed its service."),
)  # fmt: skip
STOPPABLE = "The repairs had cost $4.2 million, Mayor Ann Lee said."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chat")
    lines = (
        json.dumps({"id": one, "title": title, "date": day, "source": source, "text": text})
        for one, title, day, source, text in CORPUS
    )
    (folder / "corpus.jsonl").write_text("\n".join(lines))
    assert run_newsdesk(folder / "home", "index", str(folder / "corpus.jsonl")).code == 0
    return folder / "home"


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    return bare_environment(home, TERM="screen-256color", LANG="C.UTF-8")


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Terminal]:
    """One chat for all tests of this file, which go on from each other."""
    began = time.monotonic()
    with terminal(tmp_path_factory.mktemp("tmux"), [str(NEWSDESK), "chat"], environment, 80, 30) as opened:
        opened.wait("^> *$")
        opened.prompted_after_s = time.monotonic() - began
        yield opened


def asked(chat: Terminal, typed: str, expected: str) -> str:
    """Type a line, and return the screen once what is expected and the next prompt are on it."""
    chat.clear()
    chat.type(typed, "Enter")
    chat.wait(expected, past=True)
    chat.wait(r"^> *\n+shared · ")  # what stands below the prompt comes a moment later
    return chat.screen(past=True)


def test_the_prompt_is_there_before_the_model(chat: Terminal) -> None:
    chat.wait("opening|the model is loading")  # below the prompt
    print(f"The prompt was there after {chat.prompted_after_s:.2f} s")


def test_ctrl_c_stops_a_question_that_waits_for_the_model_and_not_the_program(chat: Terminal) -> None:
    chat.type("who paid for the repairs of the harbour", "Enter")
    chat.wait("The model is loading; Ctrl-C stops the question.")
    chat.type("", "C-c")
    chat.wait("Stopped.")
    chat.wait("^> *$")


def test_an_answer_is_numbered_and_says_how_current_it_is(chat: Terminal) -> None:
    shown = asked(chat, "what did Ann Lee say about the cost of the repairs", "3 articles, newest of 2020-12-02")
    assert "Mayor Ann Lee said that the repairs had cost $4.2 million. [1]" in shown
    assert "shared · 3 articles" in shown


def test_a_follow_up_shows_how_it_was_understood(chat: Terminal) -> None:
    assert "Understood as: What did Bob Stone say about the" in asked(chat, "and Bob Stone?", "3 articles, newest of")


def test_sources_and_passages_of_the_last_answer_are_opened(chat: Terminal) -> None:
    asked(chat, "what did Ann Lee say about the bill", "3 articles, newest of")
    assert "[1] Mayor defends harbour bill · The Courier · 2020-12-02" in asked(chat, "/sources", "Courier")
    asked(chat, "/open 1", "shared/bill, passage 0")
    assert "\x1b[1mMayor Ann Lee said that the harbour bill was fair.\x1b[0m" in chat.screen(styled=True)


def test_escape_sequences_of_articles_are_shown_and_do_nothing(chat: Terminal) -> None:
    assert "�[31mThe ferry company�[0m resumed" in asked(chat, "/open bill", "resumed")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/said Ann Lee", "The harbour stays closed for a week"),
        ("/said Ann Lee about the cost of the repairs", r"cost \$4.2 million"),
        ("/timeline Ann Lee", "2020-11 +0"),
        ("/verify Ships left.", "exact: the words stand in the articles as quoted."),
        ("/since 2020-11", "only from articles: since 2020-11-01"),
        ("/since", "Answers come from all articles."),
        ("/until 2020-10-31", "only from articles: until 2020-10-31"),
        ("/until", "Answers come from all articles."),
        ("/source The Post", "only from articles: source The Post"),
        ("/source", "Answers come from all articles."),
        ("/library", r"\* shared  3 articles"),
        ("/index", "3 unchanged"),
        ("/feedback good well told", "Kept."),
        ("/help", "/timeline SPEAKER"),
        ("/tmeline", "Did you mean /timeline?"),
    ],
)
def test_every_command_does_what_it_says(chat: Terminal, typed: str, expected: str) -> None:
    asked(chat, typed, expected)


def test_the_conversation_is_exported(chat: Terminal, tmp_path: Path) -> None:
    asked(chat, f"/export {tmp_path / 'talk.md'}", "answers")
    assert "## what did Ann Lee say about the bill" in (tmp_path / "talk.md").read_text()


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screens_of_a_chat(chat: Terminal, columns: int) -> None:
    chat.resize(columns, 30)
    asked(chat, "what did Ann Lee say about the bill", "3 articles, newest of")
    assert_screen(f"terminal-answer-{columns}", chat.screen())
    asked(chat, "/timeline Ann Lee", "harbour bill was fair")
    assert_screen(f"terminal-timeline-{columns}", chat.screen())
    chat.resize(80, 30)


def test_names_are_completed_and_enter_takes_them(chat: Terminal) -> None:
    chat.clear()
    chat.type("/sai")
    chat.wait("list what somebody said")
    chat.type("", "Tab")
    chat.type(" bo")
    chat.wait("Bob Stone")
    chat.type("", "Tab", "Enter", "Enter")
    chat.wait(r"\$4.5 million")


def test_a_narrower_window_is_filled_and_not_overrun(chat: Terminal) -> None:
    chat.resize(50, 30)
    shown = asked(chat, "/said Ann Lee", "The harbour stays closed")
    assert max(map(len, shown.splitlines())) <= 50
    assert "    Mayor Ann Lee said that the harbour bill was\n    fair." in shown, shown
    chat.resize(80, 30)
    asked(chat, "/sources", "The Courier")


def test_ten_thousand_pasted_characters_are_one_line_that_is_answered(chat: Terminal, tmp_path: Path) -> None:
    chat.clear()
    chat.paste("/verify " + "What was pasted\nhas lines. " * 370, tmp_path / "paste")
    chat.type("", "Enter")
    chat.wait("absent: nothing like these words")
    chat.paste("why? " * 2_000, tmp_path / "paste")
    chat.type("", "Enter")
    chat.wait(r"The question has 10,000 characters, at most 6,000 are taken")


def test_alt_enter_makes_a_line_that_is_sent_with_the_next(chat: Terminal) -> None:
    chat.clear()
    chat.type("/verify The harbour opened", "M-Enter")
    chat.type("on Monday.", "Enter")
    chat.wait("^exact")


def test_what_was_typed_comes_back_with_the_arrow_and_ctrl_c_drops_it(chat: Terminal) -> None:
    chat.clear()
    chat.type("", "Up", "Up")
    chat.wait("^> /verify The harbour opened|why[?]")
    chat.type("", "C-c")
    chat.wait(r"^> *$")


def test_ctrl_d_ends_and_the_history_is_kept_for_the_next_chat(
    chat: Terminal, home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    chat.type("", "C-d")
    chat.wait("exit code 0")
    assert (home / FILE_NAME).stat().st_mode & 0o777 == 0o600
    with terminal(tmp_path, [str(NEWSDESK), "chat"], environment) as again:
        again.wait("shared · 3 articles")
        again.type("", "C-r")
        again.type("timeline Ann")
        again.wait("/timeline Ann Lee")
        again.type("", "C-c", "C-d")
        again.wait("exit code 0")


@pytest.mark.parametrize(
    ("shown", "keys"),
    [("", ["C-d"]), ("^> *$", ["who paid", "Enter", "C-d"]), ("^> *$", ["who paid", "Enter", "C-c", "C-d"])],
    ids=["before the prompt", "while a question waits", "behind Ctrl-C"],
)
def test_ctrl_d_ends_also_where_no_prompt_stands(
    environment: dict[str, str], tmp_path: Path, shown: str, keys: list[str]
) -> None:
    with terminal(tmp_path, [str(NEWSDESK), "chat"], environment) as opened:
        opened.wait(shown)
        opened.type("", *keys)
        opened.wait("exit code 0")


def test_a_wrong_setting_ends_the_chat_with_one_line(environment: dict[str, str], tmp_path: Path) -> None:
    with terminal(tmp_path, [str(NEWSDESK), "chat"], environment | {"NEWSDESK_NONSENSE": "1"}) as opened:
        shown = opened.wait("exit code 2")
    assert "newsdesk: There is no setting NEWSDESK_NONSENSE" in shown
    assert "Traceback" not in shown


@pytest.mark.enable_socket
def test_ctrl_c_stops_an_answer_in_the_midst_and_the_chat_goes_on(environment: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai", reason="langchain-openai, of the extra openai, is not installed")
    stated = json.dumps({"statements": [{"text": STOPPABLE, "passages": [1]}]})

    def halting(to: Conversation) -> None:
        """State one sentence, and then nothing more for long."""
        to.begin()
        call = {"index": 0, "id": "c1", "type": "function", "function": {"name": "answer", "arguments": stated[:-2]}}
        to.send({"role": "assistant", "tool_calls": [call]})
        to.rest(60)

    with scripted_model(halting) as model:
        own = {"NEWSDESK_MODEL__NAME": "openai:scripted", "NEWSDESK_MODEL__BASE_URL": model.url,
               "NEWSDESK_MODEL__JUDGE": "off", "LOOPBACK_PORT": str(model.port)}  # fmt: skip
        with terminal(tmp_path, [str(NEWSDESK), "chat"], environment | own) as opened:
            opened.wait("^> *$")
            opened.type("what did the repairs of the harbour cost", "Enter")
            opened.wait(re.escape(STOPPABLE[:40]))  # it grows
            opened.type("", "C-c")
            opened.wait("Stopped.")
            opened.wait("^> *$")
            asked(opened, "/open 1", "shared/open, passage 0")  # what was stated until then stays
            asked(opened, "/said Bob Stone", r"\$4.5 million")
            opened.type("", "C-d")
            opened.wait("exit code 0")
