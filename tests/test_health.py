"""Health and figures are told by HTTP on this machine, without a word of people."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord

from bot.discord.connection import Connection
from bot.discord.endpoints import reaching
from bot.discord.health import Health, endpoint
from bot.discord.metrics import Metrics
from bot.errors import NewsdeskError
from bot.settings import DiscordSettings

pytestmark = pytest.mark.enable_socket
WELL = Health(connected=True, shards=2, silence_s=1.5, waiting=3, at_work=1)
ILL = Health(connected=False, shards=0, silence_s=90.0, waiting=0, at_work=0)


def free_port() -> int:
    import socket

    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


async def told(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


@pytest.mark.parametrize(("health", "status"), [(WELL, 200), (ILL, 503)])
async def test_health_is_told_by_status(health: Health, status: int) -> None:
    port = free_port()
    async with endpoint(port, lambda: health, Metrics()):
        code, text = await told(port, "/health")
    assert code == status
    assert f'"waiting": {health.waiting}' in text


async def test_figures_are_told() -> None:
    metrics, port = Metrics(), free_port()
    metrics.answered("slash", "answered", 0.3)
    metrics.answered("mention", "not_found", 3.0)
    metrics.refused("full")
    metrics.reconnected()
    metrics.measure("waiting", "Questions that wait", lambda: 7)
    async with endpoint(port, lambda: WELL, metrics):
        code, text = await told(port, "/metrics")
    assert code == 200
    for line in (
        'newsdesk_questions_total{outcome="answered",way="slash"} 1.0',
        'newsdesk_questions_total{outcome="not_found",way="mention"} 1.0',
        'newsdesk_refusals_total{reason="full"} 1.0',
        'newsdesk_answer_seconds_bucket{le="0.5"} 1.0',
        "newsdesk_answer_seconds_count 2.0",
        "newsdesk_gateway_reconnects_total 1.0",
        "newsdesk_waiting 7.0",
    ):
        assert line in text


def test_errors_that_are_logged_are_counted() -> None:
    metrics, log = Metrics(), logging.getLogger("counted")
    log.addHandler(metrics.error_counter)
    log.warning("odd")
    log.error("bad")
    assert b"newsdesk_errors_total 1.0" in metrics.text()


async def test_without_a_port_nothing_listens() -> None:
    async with endpoint(None, lambda: WELL, Metrics()):
        pass


async def test_a_port_that_is_taken_is_told_with_the_setting() -> None:
    port = free_port()
    async with endpoint(port, lambda: WELL, Metrics()):
        with pytest.raises(NewsdeskError, match="NEWSDESK_DISCORD__HEALTH_PORT"):
            async with endpoint(port, lambda: WELL, Metrics()):
                pass


@asynccontextmanager
async def connected(**settings: object) -> AsyncIterator[tuple[LoopbackDiscord, Connection]]:
    async with loopback_discord() as played:
        chosen = DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url, **settings)
        with reaching(chosen):
            async with Connection(chosen) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await played.changes.until(lambda: bot.pulse.count == bot.expected and bot.shard_count)
                yield played, bot
            running.cancel()


async def test_a_connection_is_well_while_it_lasts() -> None:
    async with connected() as (played, bot):
        bot.pulse.measured(bot.latencies)
        assert bot.health.connected
        played.gateway.cut()
        await played.changes.until(lambda: bot.pulse.count == 0)
        assert not bot.health.connected
        await played.changes.until(lambda: bot.pulse.count == 1)
        assert b"newsdesk_gateway_reconnects_total 1.0" in bot.metrics.text()
        assert re.search(rb"newsdesk_heartbeat_latency_seconds [\d.e-]+\n", bot.metrics.text())


async def test_a_process_runs_the_shards_that_it_is_given() -> None:
    async with connected(shards="1-2", shard_count=4) as (played, bot):
        assert sorted(session.shard for session in played.gateway.sessions.values()) == [(1, 4), (2, 4)]
        assert (bot.expected, bot.health.shards, bot.health.connected) == (2, 2, True)
