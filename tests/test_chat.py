"""The chat, in a real terminal and from a pipe."""

import subprocess
from pathlib import Path

import pexpect
import pytest
from conftest import NEWSDESK, bare_environment, run_newsdesk

pytestmark = pytest.mark.model
PROMPT = r"\x1b\[\?2004h"  # the terminal is told that pasted text may come


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_enter_sends_and_ctrl_d_ends(shipped_home: Path) -> None:
    child = pexpect.spawn(
        str(NEWSDESK),
        ["chat"],
        env=bare_environment(shipped_home, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
        encoding="utf-8",
        timeout=120,
        dimensions=(50, 100),
    )
    child.expect(PROMPT)
    child.send("Which companies are named as precedents?\r")
    child.expect("Toshiba of Japan in 1987")
    child.expect(PROMPT)
    child.send("What is Huawei's share price?\r")
    child.expect("The articles do not say")
    child.expect(PROMPT)
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_pipe_is_answered_line_by_line_and_a_bad_line_ends_nothing(shipped_home: Path) -> None:
    lines = "?!\n\n" + "why " * 2_000 + "\nWhat did South Korea say?\n/quit\nnever asked\n"
    ran = run_newsdesk(shipped_home, "chat", stdin=lines)
    assert ran.code == 0, ran.err
    assert "The question is empty" in ran.out
    assert "South Korea repeatedly stated its position" in " ".join(ran.out.split())
    assert "Traceback" not in ran.err


def test_a_chat_that_stays_open_answers_from_what_another_process_indexed(shipped_home: Path, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("Late news\n\nThe harbour of Zanzibar was closed on Tuesday.")
    with subprocess.Popen(
        [NEWSDESK, "chat"], env=bare_environment(shipped_home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write("Which companies are named as precedents?\n")
        child.stdin.flush()
        assert any("Toshiba of Japan in 1987" in line for line in child.stdout)
        assert run_newsdesk(shipped_home, "index", str(tmp_path / "late.txt")).code == 0
        out, _ = child.communicate("When was the harbour of Zanzibar closed?\n/quit\n", timeout=120)
    run_newsdesk(shipped_home, "forget", "late")
    assert "closed on Tuesday" in " ".join(out.split())
