"""Wait for what another thread does."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], within_s: float = 30.0) -> None:
    """Return once something holds. Raise TimeoutError if it does not."""
    give_up = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > give_up:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.01)
