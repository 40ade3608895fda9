"""The health endpoint: /health and /metrics by HTTP, on this machine only."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.discord.metrics import Metrics
from bot.errors import NewsdeskError

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is."""

    connected: bool  # all shards, with current heartbeats
    shards: int  # that are connected
    silence_s: float  # since the quietest shard was heard of
    waiting: int
    at_work: int


@asynccontextmanager
async def endpoint(port: int | None, health: Callable[[], Health], metrics: Metrics) -> AsyncIterator[None]:
    """Answer on a port of this machine for the length of a block; on none, do nothing."""
    if port is None:
        yield
        return
    runner = web.AppRunner(_application(health, metrics), access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise NewsdeskError(
                f"Port {port} cannot be used for /health ({error.strerror}). "
                "Set NEWSDESK_DISCORD__HEALTH_PORT to a free one, or unset it."
            ) from error
        yield
    finally:
        await runner.cleanup()


def _application(health: Callable[[], Health], metrics: Metrics) -> web.Application:
    async def tell_health(request: web.Request) -> web.Response:
        found = health()
        form = {"status": "ok" if found.connected else "unavailable"} | asdict(found)
        return web.json_response(form, status=200 if found.connected else 503)

    async def tell_metrics(request: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.add_routes([web.get("/health", tell_health), web.get("/metrics", tell_metrics)])
    return application
