"""A real terminal: tmux runs a command in one, types, pastes, resizes, and reads the screen."""

import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

TMUX = shutil.which("tmux")
in_terminal = pytest.mark.skipif(TMUX is None, reason="tmux is not installed (Debian's package tmux)")
PATIENCE_S = 90.0
SIZES = ("COLUMNS", "LINES")  # would be believed instead of the terminal


class Terminal:
    """One window of a tmux server of its own."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def tmux(self, *arguments: str) -> str:
        command = [str(TMUX), "-S", str(self._socket), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout

    def type(self, text: str, *keys: str) -> None:
        """Type text as it is, then press keys by their names."""
        if text:
            self.tmux("send-keys", "-l", text)
        if keys:
            self.tmux("send-keys", *keys)

    def paste(self, text: str, file: Path) -> None:
        """Paste text as people do: between brackets, if the program asks for these."""
        file.write_text(text)
        self.tmux("load-buffer", str(file))
        self.tmux("paste-buffer", "-p", "-d")

    def resize(self, columns: int, lines: int) -> None:
        self.tmux("resize-window", "-x", str(columns), "-y", str(lines))
        time.sleep(0.6)  # tmux tells the program a quarter of a second later, which then draws its prompt anew

    def screen(self, *, past: bool = False, styled: bool = False) -> str:
        """Return what can be seen, with what was scrolled off if that is wanted; wrapped lines are as they stand."""
        options = (["-S", "-"] if past else []) + (["-e"] if styled else [])
        return self.tmux("capture-pane", "-p", *options)

    def wait(self, pattern: str, *, past: bool = False, patience_s: float = PATIENCE_S) -> str:
        """Wait until a pattern is on the screen, and return the screen."""
        give_up = time.monotonic() + patience_s
        while not re.search(pattern, shown := self.screen(past=past), re.MULTILINE):
            assert time.monotonic() < give_up, f"no {pattern!r} in:\n{shown}"
            time.sleep(0.05)
        return shown

    def clear(self) -> None:
        """Forget what was scrolled off, and have the program draw its prompt on an empty screen."""
        self.type("", "C-l")
        self.wait(r"\A> *\n+([^>\s].*)?\s*\Z")
        self.tmux("clear-history")


@contextmanager
def terminal(
    folder: Path, command: list[str], environment: Mapping[str, str], columns: int = 80, lines: int = 40
) -> Iterator[Terminal]:
    """Run a command in a terminal until the block ends; what it exits with stands on the last line."""
    opened = Terminal(folder / "tmux")
    script = folder / "run.sh"
    own = {name: value for name, value in environment.items() if name not in SIZES}
    told = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in own.items())
    # The shell outlives Ctrl-C, as an interactive one does.
    script.write_text(
        f"unset {' '.join(SIZES)}\n{told}\ntrap : INT\n{shlex.join(command)}\necho exit code $?\nsleep 600\n"
    )
    opened.tmux("new-session", "-d", "-x", str(columns), "-y", str(lines), f"exec sh {shlex.quote(str(script))}")
    try:
        yield opened
    finally:
        opened.tmux("kill-server")
