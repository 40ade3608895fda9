"""The chat, in a real terminal and from a pipe."""

import re
import subprocess
from pathlib import Path

import pexpect
import pytest
from conftest import NEWSDESK, bare_environment, run_newsdesk

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
PROMPT = r"\x1b\[\?2004h"  # the terminal is told that pasted text may come


def chat_at_terminal(home: Path, **more: str) -> pexpect.spawn:
    usual = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    environment = bare_environment(home, **(usual | more))
    return pexpect.spawn(
        str(NEWSDESK), ["chat"], env=environment, encoding="utf-8", timeout=120, dimensions=(50, 100),
        use_poll=True,  # select() takes no number of a file beyond 1,023
    )  # fmt: skip


def ended(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_who_leaves_while_the_model_loads_is_not_kept(own_home: Path) -> None:
    child = chat_at_terminal(own_home)
    child.expect(PROMPT)
    child.sendeof()
    assert ended(child) == 0


def test_what_keeps_the_library_from_being_opened_ends_the_chat_with_the_reason(home: Path) -> None:
    child = chat_at_terminal(home, NEWSDESK_EMBEDING__MODEL="x")
    child.expect("newsdesk: There is no setting NEWSDESK_EMBEDING__MODEL; did you mean NEWSDESK_EMBEDDING__MODEL")
    assert ended(child) == 2


def test_a_model_that_cannot_be_loaded_is_told_and_what_needs_none_still_works(own_home: Path) -> None:
    child = chat_at_terminal(own_home, NEWSDESK_EMBEDDING__MODEL=str(own_home))
    child.expect(PROMPT)
    child.send("what did South Korea say\r")
    child.expect("safetensors")
    child.send("/verify a monopoly network\r")
    child.expect("exact")
    child.send("/quit\r")
    assert ended(child) == 0


def test_a_dumb_terminal_is_answered_line_by_line_without_escape_sequences(own_home: Path) -> None:
    child = chat_at_terminal(own_home, TERM="dumb")
    child.expect_exact("The model is loading")
    child.expect_exact("> ")
    child.send("/verify a monopoly network\r")
    child.expect("exact: the words stand.*> $")
    assert "\x1b" not in child.before + child.after
    child.sendeof()
    assert ended(child) == 0


def test_enter_sends_and_ctrl_d_ends(own_home: Path) -> None:
    child = chat_at_terminal(own_home)
    child.expect(PROMPT)
    child.send("Which companies are named as precedents?\r")
    child.expect("Toshiba of Japan in 1987")
    child.expect(PROMPT)
    child.send("What is Huawei's share price?\r")
    child.expect("The articles do not say")
    child.expect(PROMPT)
    child.sendeof()
    assert ended(child) == 0


def test_a_pipe_is_answered_line_by_line_and_a_bad_line_ends_nothing(own_home: Path) -> None:
    lines = "?!\n\n" + "why " * 2_000 + "\nWhat did South Korea say?\n/open 1\n/quit\nnever asked\n"
    ran = run_newsdesk(own_home, "chat", stdin=lines)
    assert ran.code == 0, ran.err
    assert "The question is empty" in ran.out
    assert "South Korea repeatedly stated its position" in " ".join(ran.out.split())
    assert re.search(r">>.*South Korea repeatedly stated its position.*<<", " ".join(ran.out.split()))
    assert "Traceback" not in ran.err


def test_a_chat_that_stays_open_answers_from_what_another_process_indexed(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("Late news\n\nThe harbour of Zanzibar was closed on Tuesday.")
    with subprocess.Popen(
        [NEWSDESK, "chat"], env=bare_environment(own_home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write("Which companies are named as precedents?\n")
        child.stdin.flush()
        assert any("Toshiba of Japan in 1987" in line for line in child.stdout)
        assert run_newsdesk(own_home, "index", str(tmp_path / "late.txt")).code == 0
        out, _ = child.communicate("When was the harbour of Zanzibar closed?\n/quit\n", timeout=120)
    run_newsdesk(own_home, "forget", "late")
    assert "closed on Tuesday" in " ".join(out.split())
