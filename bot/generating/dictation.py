"""Dictation: have a model say something, paid and with retries, and read what it says."""

import math
import secrets
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bot.errors import ModelFailure
from bot.generating.asking import Asked, Tool
from bot.generating.calling import Caller
from bot.generating.claims import TOOL, Claim
from bot.generating.purse import Purse
from bot.generating.reading import MOST_CHARACTERS, Reader

WAITS_S = (0.5, 2.0)  # before each retry; less by chance, at least half of it

_chance = secrets.SystemRandom()
Part = TypeVar("Part")


class Dictation:
    """One thing that a model is asked to say."""

    def __init__(self, caller: Caller, purse: Purse, library: str, deadline: float) -> None:
        self._caller = caller
        self._purse = purse
        self._library = library
        self._deadline = deadline  # a moment of time.monotonic
        self.not_found = False  # whether the model says that the passages do not answer
        self.broken_off = False  # whether it ends in the midst of its statements

    def claims(self, asked: Asked) -> Iterator[Claim]:
        """Yield what the model states, as it arrives. Raise ModelFailure, after retries if it may be passing."""
        return self._tried(lambda: self._claims(asked))

    def text(self, asked: Asked, tool: Tool) -> str:
        """Return what the model writes by a tool, or as text. Raise ModelFailure as `claims` does."""
        return "".join(self._tried(lambda: self._texts(asked, tool)))

    def _tried(self, attempt: Callable[[], Iterator[Part]]) -> Iterator[Part]:
        """Yield what an attempt yields; one that fails before that is made again.

        These are retries of our own since LangChain's `with_retry` begins no stream again, and those of the providers'
        clients know no deadline.
        """
        for wait_s in (*WAITS_S, math.inf):
            begun = False
            try:
                for part in attempt():
                    begun = True
                    yield part
            except ModelFailure as error:
                late = time.monotonic() + wait_s >= self._deadline
                if begun or late or not error.passing:
                    raise
                time.sleep(wait_s * _chance.uniform(0.5, 1.0))
            else:
                return

    def _texts(self, asked: Asked, tool: Tool) -> Iterator[str]:
        """Yield the whole of one call: the tool's arguments, or if it is not used, the text."""
        said, called = "", ""
        with self._purse.paying(self._library, asked) as meter:
            for piece in self._caller.stream(asked, self._deadline, tool if self._caller.tooled else None):
                meter.count(piece)
                said, called = said + piece.text, called + piece.arguments
                if len(said) + len(called) > MOST_CHARACTERS:
                    break
        yield called or said

    def _claims(self, asked: Asked) -> Iterator[Claim]:
        """Yield the claims of one call: the tool's, or if it is not used, those of the text."""
        said, called = Reader(), Reader()
        tooled = self._caller.tooled
        with self._purse.paying(self._library, asked) as meter:
            for piece in self._caller.stream(asked, self._deadline, TOOL if tooled else None):
                meter.count(piece)
                yield from called.feed(piece.arguments)
                yield from () if tooled else said.feed(piece.text)
                if tooled:
                    said.keep(piece.text)
                if said.full or called.full:
                    break
        reader = called if called.text else said
        yield from reader.feed("", last=True)
        self.not_found = reader.says_not_found
        self.broken_off = reader.breaks_off
