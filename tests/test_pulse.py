"""The pulse tells which shards are well; the watchdog ends the bot when one is silent for too long."""

import asyncio
import subprocess
import sys

import pytest
from virtual_time import played

from bot.discord.pulse import CURRENT_S, Pulse
from bot.discord.watchdog import LOOK_EVERY_S, SILENT_S, watch
from bot.errors import NewsdeskError


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse(clock: Clock) -> Pulse:
    return Pulse(clock)


def test_before_the_first_session_nothing_is_steady(pulse: Pulse) -> None:
    assert (pulse.steady(1), pulse.count) == (False, 0)


def test_connected_shards_with_current_heartbeats_are_steady(pulse: Pulse, clock: Clock) -> None:
    for shard in (0, 1):
        assert not pulse.connected(shard)
    for beat in range(10):
        clock.now += 41.0
        pulse.measured([(0, 0.1 + beat / 100), (1, 0.2 + beat / 100)])
    assert pulse.steady(2)
    assert pulse.silence_s(2) == 0.0
    assert pulse.latency_s == pytest.approx(0.29)


def test_a_shard_that_is_missing_is_not_steady(pulse: Pulse) -> None:
    pulse.connected(0)
    assert pulse.steady(1)
    assert not pulse.steady(2)


def test_a_heartbeat_that_nobody_acknowledged_is_silence(pulse: Pulse, clock: Clock) -> None:
    pulse.connected(0)
    pulse.measured([(0, 0.1)])
    clock.now = CURRENT_S + 1
    pulse.measured([(0, 0.1)])  # the figure of the last one that was
    assert pulse.silence_s(1) == CURRENT_S + 1
    assert not pulse.steady(1)


def test_a_new_line_without_an_acknowledgement_is_silence(pulse: Pulse, clock: Clock) -> None:
    pulse.connected(0)
    clock.now = 50.0
    pulse.measured([(0, float("inf"))])
    assert pulse.silence_s(1) == 50.0


def test_heartbeats_without_a_session_are_silence(pulse: Pulse, clock: Clock) -> None:
    pulse.connected(0)
    pulse.disconnected(0)
    clock.now = 60.0
    pulse.measured([(0, 0.3)])
    assert (pulse.silence_s(1), pulse.steady(1)) == (60.0, False)


def test_a_resumed_session_ends_the_silence(pulse: Pulse, clock: Clock) -> None:
    pulse.connected(0)
    pulse.disconnected(0)
    clock.now = 200.0
    assert pulse.connected(0)
    assert pulse.silence_s(1) == 0.0


def test_shards_that_connect_one_after_the_other_are_not_silent(pulse: Pulse, clock: Clock) -> None:
    for shard in range(100):
        clock.now += 5.0
        pulse.connected(shard)
        pulse.measured([(known, clock.now) for known in range(shard + 1)])
        assert pulse.silence_s(100) <= 5.0


def test_the_quietest_shard_counts(pulse: Pulse, clock: Clock) -> None:
    pulse.connected(0)
    pulse.connected(1)
    clock.now = 100.0
    pulse.measured([(0, 0.1)])
    assert pulse.silence_s(2) == 100.0


# --- the watchdog


def ended_after(beating_until_s: float) -> float:
    """Return when the watchdog ends a bot whose heart stops."""

    async def scene() -> float:
        loop = asyncio.get_running_loop()
        pulse = Pulse(loop.time)
        pulse.connected(0)

        def latencies() -> list[tuple[int, float]]:
            return [(0, min(loop.time(), beating_until_s))]

        with pytest.raises(NewsdeskError, match="supervisor"):
            await watch(pulse, latencies, lambda: 1)
        return loop.time()

    return played(scene())


@pytest.mark.parametrize("beating_until_s", [0.0, 1_000.0])
def test_five_minutes_of_silence_end_the_bot(beating_until_s: float) -> None:
    assert 0 < ended_after(beating_until_s) - beating_until_s - SILENT_S <= 2 * LOOK_EVERY_S


STANDING_STILL = """
import asyncio, time
from bot.discord import watchdog
from bot.discord.pulse import Pulse
watchdog.SILENT_S = 0.5

async def main():
    watching = asyncio.create_task(watchdog.watch(Pulse(), lambda: [], lambda: 1))
    await asyncio.sleep(0.1)
    time.sleep(20)  # what must never happen on the event loop

asyncio.run(main())
"""


def test_an_event_loop_that_stands_still_ends_the_bot_too() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STANDING_STILL], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 1
    assert "in main" in ran.stderr
