"""Requests to one host are kept apart, also those of several threads."""

from index.fetching.pace import MOST_HOSTS, Pace


class Clock:
    """A clock that only sleeping moves, or not even that: then several threads ask at one moment."""

    def __init__(self, *, stopped: bool = False) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._stopped = stopped

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += 0 if self._stopped else seconds


def test_the_second_request_waits() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    assert [pace.wait("a", 2.0) for _ in range(3)] == [0.0, 2.0, 2.0]


def test_another_host_does_not_wait() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    assert [pace.wait(host, 2.0) for host in "ab"] == [0.0, 0.0]


def test_requests_of_one_moment_each_get_a_turn_of_their_own() -> None:
    clock = Clock(stopped=True)
    pace = Pace(clock, clock.sleep)
    for _ in range(4):
        pace.wait("a", 2.0)
    assert clock.slept == [2.0, 4.0, 6.0]


def test_a_host_that_waits_is_not_forgotten_among_many() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.wait("a", 100.0)
    for number in range(2 * MOST_HOSTS):
        pace.wait(str(number), 0.0)
    assert pace.wait("a", 0.0) == 100.0
