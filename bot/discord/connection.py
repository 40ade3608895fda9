"""The connection to Discord: its shards and intents, what is heard of it, and how it ends."""

from typing import Any

import discord

from bot.discord.endpoints import staying
from bot.discord.health import Health
from bot.discord.malformed import passing_over
from bot.discord.metrics import Metrics
from bot.discord.once import once
from bot.discord.pulse import Pulse
from bot.discord.queueing import Bounds, Queue
from bot.discord.quotas import Quotas
from bot.settings import DiscordSettings

HEARD_ONCE = ("INTERACTION_CREATE", "MESSAGE_CREATE")


def intents(settings: DiscordSettings) -> discord.Intents:
    """Return what the bot wants to hear of: servers, and messages; what these say only with the privileged intent."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=settings.message_content)


class Connection(discord.AutoShardedClient):
    """Stay connected with all shards of this process, and part from Discord without leaving anybody waiting."""

    def __init__(self, settings: DiscordSettings) -> None:
        some: dict[str, Any] = {"shard_ids": settings.shard_ids} if settings.shard_ids else {}
        super().__init__(
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shard_count,
            **some,
        )
        self.http.http_trace = staying(settings)
        for event, hear in self._connection.parsers.items():  # the one place in discord.py 2.7.1 that all events pass
            self._connection.parsers[event] = passing_over(event, once(hear) if event in HEARD_ONCE else hear)
        self.pulse = Pulse()
        self.metrics = Metrics()
        self.queue = _queue(settings, self.metrics)
        self.metrics.measure("waiting", "Questions that wait for their turn", lambda: self.queue.waiting)
        self.metrics.measure("at_work", "Answers that are being made", lambda: self.queue.at_work)
        self.metrics.measure("shards", "Shards that are connected", lambda: self.pulse.count)
        self.metrics.measure(
            "heartbeat_latency_seconds", "Until a heartbeat was acknowledged", lambda: self.pulse.latency_s
        )

    @property
    def expected(self) -> int:
        """Return how many shards this process runs; 1 until Discord has proposed a number."""
        return len(self.shard_ids or range(self.shard_count or 1))

    @property
    def health(self) -> Health:
        """Return how the bot is."""
        return Health(
            connected=self.pulse.steady(self.expected),
            shards=self.pulse.count,
            silence_s=round(self.pulse.silence_s(self.expected), 1),
            waiting=self.queue.waiting,
            at_work=self.queue.at_work,
        )

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that the gateway took a session."""
        if self.pulse.connected(shard_id):
            self.metrics.reconnected()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that the gateway resumed a session."""
        await self.on_shard_connect(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard lost its connection."""
        self.pulse.disconnected(shard_id)

    async def close(self) -> None:
        """Let nobody wait for an answer any more, then disconnect."""
        await self.queue.close()
        await super().close()


def _queue(settings: DiscordSettings, metrics: Metrics) -> Queue:
    bounds = Bounds(settings.at_once, settings.waiting, settings.waiting_each)
    return Queue(bounds, Quotas(settings.burst, settings.per_minute, settings.server_per_minute), metrics.refused)
