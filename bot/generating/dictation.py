"""Dictation: have a model say something, paid and with retries, and read what it says."""

import math
import secrets
import time
from collections.abc import Iterator, Sequence

from bot.errors import ModelFailure
from bot.generating.calling import Caller, Message
from bot.generating.claims import Claim
from bot.generating.purse import Purse
from bot.generating.reading import Reader

WAITS_S = (0.5, 2.0)  # before each retry; less by chance, at least half of it

_chance = secrets.SystemRandom()


class Dictation:
    """One thing that a model is asked to say."""

    def __init__(self, caller: Caller, purse: Purse, library: str, deadline: float, *, tooled: bool = True) -> None:
        self._caller = caller
        self._tooled = tooled
        self._purse = purse
        self._library = library
        self._deadline = deadline  # a moment of time.monotonic
        self.not_found = False  # whether the model says that the passages do not answer
        self.broken_off = False  # whether it ends in the midst of its statements

    def claims(self, messages: Sequence[Message]) -> Iterator[Claim]:
        """Yield what the model states, as it arrives. Raise ModelFailure, after retries if it may be passing.

        They are retries of our own since LangChain's `with_retry` begins no stream again, and those of the providers'
        clients know no deadline.
        """
        for wait_s in (*WAITS_S, math.inf):
            stated = False
            try:
                for claim in self._attempt(messages):
                    stated = True
                    yield claim
            except ModelFailure as error:
                late = time.monotonic() + wait_s >= self._deadline
                if stated or late or not error.passing:
                    raise
                time.sleep(wait_s * _chance.uniform(0.5, 1.0))
            else:
                return

    def _attempt(self, messages: Sequence[Message]) -> Iterator[Claim]:
        """Yield the claims of one call: the tool's, or if it is not used, those of the text."""
        said, called = Reader(), Reader()
        tooled = self._tooled and self._caller.tooled
        with self._purse.paying(self._library, messages) as meter:
            for piece in self._caller.stream(messages, self._deadline, tooled=tooled):
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
