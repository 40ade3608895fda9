"""Attempts: ask a model again when its failure may be passing, within the deadline."""

import secrets
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bot.errors import ModelFailure

MOST_RETRIES = 2
WAITS_S = (0.5, 2.0)  # at most, before each retry; at least half of it

Result = TypeVar("Result")
_chance = secrets.SystemRandom()


def attempts(begin: Callable[[], Iterator[Result]], deadline: float) -> Iterator[Result]:
    """Yield what an attempt yields; one that fails before it yields anything is begun again. Raise ModelFailure."""
    for retry in range(MOST_RETRIES + 1):
        begun = False
        try:
            for result in begin():
                begun = True
                yield result
        except ModelFailure as error:
            wait_s = _chance.uniform(0.5, 1.0) * WAITS_S[min(retry, MOST_RETRIES - 1)]
            late = time.monotonic() + wait_s >= deadline
            if begun or retry == MOST_RETRIES or late or not error.passing:
                raise
            time.sleep(wait_s)
        else:
            return
