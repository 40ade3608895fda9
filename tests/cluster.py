"""Newsdesk on several machines, played on one: two bots, two indexers, PostgreSQL and Chroma, each kept running."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import postgres
from changing_folders import ChangingFolders
from chroma_server import ChromaServer
from conftest import bare_environment
from embedding_endpoint import PlayedEndpoint, endpoint
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord
from supervising import Supervised

from bot.settings import Settings

SHARDS = 2
COMMAND = (sys.executable, "-m", "bot.cli")


@dataclass
class Cluster:
    """All that runs, by what it is; `settings` are those of somebody who looks at it from beside."""

    discord: LoopbackDiscord
    bots: list[Supervised]
    indexers: list[Supervised]
    postgres: Supervised
    chroma: Supervised
    settings: Settings

    @property
    def members(self) -> list[Supervised]:
        return [*self.bots, *self.indexers, self.postgres, self.chroma]


@asynccontextmanager
async def running_cluster(folder: Path, folders: ChangingFolders) -> AsyncIterator[Cluster]:
    """Run a cluster for the length of a block; its files are put into `folder`."""
    with ExitStack() as closing:
        embeddings = closing.enter_context(endpoint(PlayedEndpoint())).port
        server = closing.enter_context(postgres.running())
        ledger = server.fresh_database()
        server.stop()
        chroma = ChromaServer(folder / "chroma")
        async with loopback_discord() as discord:
            ports = ",".join(map(str, (discord.port, chroma.port, embeddings, server.port)))
            common = {
                **{"NEWSDESK_LEDGER__URL": ledger, "NEWSDESK_CHROMA__URL": chroma.url, "LOOPBACK_PORT": ports},
                **{
                    "NEWSDESK_EMBEDDING__URL": f"http://127.0.0.1:{embeddings}/v1",
                    "NEWSDESK_EMBEDDING__MODEL": "played",
                },
            }
            talking = {
                **{"DISCORD_TOKEN": TOKEN, "NEWSDESK_DISCORD__SHARD_COUNT": str(SHARDS)},
                **{"NEWSDESK_DISCORD__API_URL": discord.api_url, "NEWSDESK_DISCORD__GATEWAY_URL": discord.gateway_url},
            }

            def supervised(name: str, home: str, *words: str | Path, **more: str) -> Supervised:
                environment = bare_environment(folder / home, **common | more) | {"PYTHONUNBUFFERED": "1"}
                return Supervised(name, [*COMMAND, *words], environment, folder / f"{name}.log")

            cluster = Cluster(
                discord,
                # The bots share the records of people, as in compose.yaml.
                [
                    supervised(f"bot {shard}", "bots", "bot", **talking, NEWSDESK_DISCORD__SHARDS=str(shard))
                    for shard in range(SHARDS)
                ],
                [
                    supervised(
                        f"indexer {number}", f"indexer-{number}", "index", "--prune", "--watch", *folders.folders
                    )
                    for number in range(2)
                ],
                Supervised("PostgreSQL", server.command, {}, folder / "postgres.log", server.user),
                Supervised("Chroma", chroma.command, chroma.environment, folder / "chroma.log"),
                Settings(home=folder / "beside", ledger={"url": ledger}, chroma={"url": chroma.url}),
            )
            try:
                yield cluster
            finally:
                await asyncio.gather(*(member.stop() for member in cluster.members))


async def until(holds: Callable[[], object], within_s: float, every_s: float = 0.2) -> bool:
    """Say whether something holds within so many seconds; it is looked at in another thread."""
    give_up = asyncio.get_running_loop().time() + within_s
    while not await asyncio.to_thread(holds):
        if asyncio.get_running_loop().time() > give_up:
            return False
        await asyncio.sleep(every_s)
    return True
