"""Take the time of what is done many times: by the clock, and on the processor, which other processes disturb less."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one thing done, on the clock and on the processors."""

    clock_s: float
    cpu_s: float


def spent(do: Callable[[], object]) -> Spent:
    """Do a thing and return how long it took; threads of this process count for the processor."""
    started, busy = time.perf_counter(), time.process_time()
    do()
    return Spent(time.perf_counter() - started, time.process_time() - busy)


def each(do: Callable[[Asked], object], asked: Iterable[Asked]) -> list[Spent]:
    """Do a thing with everything in turn."""
    return [spent(partial(do, one)) for one in asked]


def percentiles(took: Iterable[Spent]) -> dict[str, float]:
    """Return p50 and p95 in ms, by the clock and on the processor."""
    took = list(took)
    return {
        f"p{share}{suffix}": round(float(np.percentile([getattr(one, kind) for one in took], share)) * 1000, 3)
        for suffix, kind in (("_ms", "clock_s"), ("_cpu_ms", "cpu_s"))
        for share in (50, 95)
    }
