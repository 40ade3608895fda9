"""Measure what a server costs the bot by being there: its place in memory, and the messages that it is told of.

No network: what Discord's gateway would tell is handed to the real client as JSON. It prints a line of JSON:
`python -m benchmarks.hearing`.
"""

import asyncio
import json
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
from benchmarks.clock import spent
from benchmarks.machine import load
from discord_messages import Message
from discord_payloads import Guild, User, new_id
from discord_world import World
from fake_embeddings import FakeEmbeddings

from bot.desk import opened
from bot.discord.client import NewsdeskClient
from bot.records import Records
from bot.settings import Settings

SERVERS, COUNTED, CHANNELS, ROLES = 1_000, 200, 30, 10
MESSAGES = 5_000


class _Told:
    """A client that is told what Discord tells."""

    def __init__(self, client: NewsdeskClient) -> None:
        self.client = client
        self.waiting: list[tuple[str, str]] = []

    def keep(self, event: str, data: object, guild_id: int | None = None) -> None:
        self.waiting.append((event, json.dumps(data)))

    def tell(self) -> None:
        """Tell what was kept, read anew from its JSON, as a process does that hears it."""
        kept, self.waiting = self.waiting, []
        for event, told in kept:
            self.client._connection.parsers[event](json.loads(told))


async def _measured(home: Path) -> dict[str, Any]:
    with opened(Settings(home=home), FakeEmbeddings()) as desk, closing(Records(home)) as records:
        client = NewsdeskClient(desk, records)
        await client._async_setup_hook()
        told = _Told(client)
        world = World(told.keep)
        client._connection.user = discord.ClientUser(state=client._connection, data=world.bot.payload())  # type: ignore[arg-type]
        author = world.user("alice")
        servers = [_server(world, number) for number in range(SERVERS)]
        told.waiting.clear()
        counted, timed = servers[:COUNTED], servers[COUNTED:]
        _keep(told, world, counted)
        tracemalloc.start()  # of a process that has taken and freed much, the resident memory tells nothing
        before = tracemalloc.get_traced_memory()[0]
        told.tell()
        held_kb = (tracemalloc.get_traced_memory()[0] - before) / 1000 / len(counted)
        tracemalloc.stop()
        _keep(told, world, timed)
        joined = spent(told.tell)
        if len(client.guilds) != SERVERS:
            raise RuntimeError(f"The client knows {len(client.guilds)} servers, not {SERVERS}")
        heard_ms = await _heard_ms(told, servers, author)
        await client.close()
    return {
        "servers": SERVERS,
        "channels_each": CHANNELS,
        "roles_each": ROLES,
        "held_kb": round(held_kb, 1),
        "joined_ms": round(joined.cpu_s * 1000 / len(timed), 2),
        "messages": MESSAGES,
        "heard_ms": round(heard_ms, 3),
        "load": load(),
    }


def _keep(told: _Told, world: World, servers: Sequence[Guild]) -> None:
    for server in servers:
        told.keep("GUILD_CREATE", server.created(world.bot))


async def _heard_ms(told: _Told, servers: Sequence[Guild], author: User) -> float:
    """Return how long the processor is busy with a message that is not for the bot."""
    for at in range(MESSAGES):
        server = servers[at % len(servers)]
        message = Message(new_id(), server.channels[at % CHANNELS], author)  # Discord does not tell its words
        member = server.members[server.owner.id].payload()
        told.keep("MESSAGE_CREATE", message.payload() | {"guild_id": str(server.id), "member": member})
    others = asyncio.all_tasks()
    busy_s = time.process_time()
    told.tell()
    hearing = asyncio.all_tasks() - others
    await asyncio.gather(*hearing)
    took_s = time.process_time() - busy_s
    if len(hearing) < MESSAGES:
        raise RuntimeError(f"The client heard {len(hearing)} messages, not {MESSAGES}")
    return took_s * 1000 / MESSAGES


def _server(world: World, number: int) -> Guild:
    made = world.guild(f"Server {number}")
    made.roles = {new_id(): f"role {at}" for at in range(ROLES)}
    for at in range(CHANNELS):
        world.channel(made, f"channel-{at}")
    return made


def measured() -> dict[str, Any]:
    """Return what a server costs by being there."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(_measured(Path(home)))


if __name__ == "__main__":
    print(json.dumps(measured()))
