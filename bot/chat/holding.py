"""Hold the keys that are pressed while no prompt stands, so that the next prompt finds them as they were.

A terminal that collects lines turns Ctrl-D into an end of file, of which a prompt that comes later sees nothing.
"""

import os
import select
import struct
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl

_COUNT = struct.Struct("i")


def ended(terminal: int) -> bool:
    """Say whether Ctrl-D was pressed before anything else, while the terminal collected lines; it is taken then."""
    waiting = select.poll()  # select() takes no number beyond 1,023
    waiting.register(terminal, select.POLLIN)
    if not waiting.poll(0):
        return False
    (characters,) = _COUNT.unpack(ioctl(terminal, termios.FIONREAD, bytes(_COUNT.size)))
    return not characters and not os.read(terminal, 1)


@contextmanager
def keys_held(terminal: int) -> Iterator[None]:
    """Have a terminal keep each key, unshown, until it is asked for; Ctrl-C interrupts as ever."""
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)  # nothing that was typed is dropped
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
