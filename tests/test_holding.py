"""Keys that are pressed while no prompt stands."""

import fcntl
import os
import pty
import select
import termios
from collections.abc import Iterator

import pytest

from bot.chat.holding import ended, keys_held

PATIENCE_S = 10


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The keyboard's side of a terminal, and the program's, which has a number that select() would not take."""
    keyboard, opened = pty.openpty()
    program = fcntl.fcntl(opened, fcntl.F_DUPFD, 1_100)
    os.close(opened)
    yield keyboard, program
    os.close(keyboard)
    os.close(program)


def pressed(terminal: tuple[int, int], keys: bytes) -> int:
    """Press keys, and return the program's side once they have arrived there."""
    keyboard, program = terminal
    os.write(keyboard, keys)
    waiting = select.poll()
    waiting.register(program, select.POLLIN)
    assert waiting.poll(PATIENCE_S * 1_000)
    return program


def test_ctrl_d_before_the_keys_are_held_is_seen(terminal: tuple[int, int]) -> None:
    assert ended(pressed(terminal, b"\x04"))


def test_a_line_before_the_keys_are_held_is_no_end_and_stays(terminal: tuple[int, int]) -> None:
    program = pressed(terminal, b"who\n")
    assert not ended(program)
    assert os.read(program, 10) == b"who\n"


def test_no_key_is_no_end(terminal: tuple[int, int]) -> None:
    assert not ended(terminal[1])


def test_ctrl_d_is_held_as_the_key_it_is(terminal: tuple[int, int]) -> None:
    with keys_held(terminal[1]):
        assert os.read(pressed(terminal, b"\x04"), 10) == b"\x04"


def test_the_terminal_is_left_as_it_was_found(terminal: tuple[int, int]) -> None:
    before = termios.tcgetattr(terminal[1])
    with keys_held(terminal[1]):
        assert termios.tcgetattr(terminal[1]) != before
    assert termios.tcgetattr(terminal[1]) == before
