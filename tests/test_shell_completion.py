"""Completion in the shells themselves: installed by the command, it offers commands, names and articles."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import NEWSDESK, bare_environment
from talking import talk_over

from bot.desk import Desk

SHELLS = ("bash", "zsh", "fish")
LINES = [
    ("newsdesk ver", "verify"),
    ("newsdesk said Ann", "Ann Lee"),
    ("newsdesk show bri", "bridge"),
    ("newsdesk ask rain --source The", "The Post"),
]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed (Debian's package {request.param})")
    return str(request.param)


@pytest.fixture
def environment(desk: Desk, tmp_path: Path) -> dict[str, str]:
    """An environment whose home is empty, over a few articles."""
    talk_over(desk, tmp_path / "articles")
    user = tmp_path / "user"
    user.mkdir()
    path = f"{NEWSDESK.parent}:{os.environ['PATH']}"
    return bare_environment(
        desk.ledger.home, HOME=str(user), XDG_CONFIG_HOME=str(user / ".config"), PATH=path, TERM="xterm"
    )


def installed(shell: str, environment: dict[str, str]) -> None:
    # What is run last takes the shell's place; the shell must be there to be seen.
    done = subprocess.run([shell, "-c", "newsdesk --install-completion; true"], env=environment, capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert f"{shell} completion installed in {environment['HOME']}" in done.stdout


def completed(shell: str, environment: dict[str, str], line: str) -> str:
    """Return what a shell is offered for a line by what was installed."""
    words = line.split()
    script = {
        "bash": f"source ~/.bashrc; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _newsdesk_completion newsdesk; "
        'echo "${COMPREPLY[@]}"',
        # Outside of its line editor zsh has no words to complete: these, and what is offered, are given by hand.
        "zsh": 'compdef() { : }; _arguments() { echo "$@" }; source ~/.zfunc/_newsdesk; '
        f"words=({line}); CURRENT={len(words)}; _newsdesk_completion",
        "fish": f'complete -C "{line}"',
    }[shell]
    done = subprocess.run([shell, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.replace("\\ ", " ")


def test_what_is_installed_completes_commands_names_and_articles(shell: str, environment: dict[str, str]) -> None:
    installed(shell, environment)
    for line, expected in LINES:
        assert expected in completed(shell, environment, line), line


def test_nothing_is_offered_and_nothing_made_where_there_is_no_library(home: Path) -> None:
    asked = {"COMP_WORDS": "newsdesk said An", "COMP_CWORD": "2", "_NEWSDESK_COMPLETE": "complete_bash"}
    done = subprocess.run([NEWSDESK], env=bare_environment(home, **asked), capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr, home.exists()) == ("", "", False)
