"""Two bot processes, each with its shard, on one played Discord: every question has one answer, whoever is killed.

Once they share a data directory; once each has one of its own, as on two machines, and the articles are in PostgreSQL
and the vectors in a Chroma server.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from bot_process import BotProcess, bot_process
from bot_scene import CALLBACK, CLEAN_NETWORK, SAID
from chroma_server import ChromaServer, running
from conftest import SHIPPED
from discord_interactions import Asked
from discord_payloads import Channel, Guild, Permission, User, new_id
from embedding_endpoint import PlayedEndpoint, endpoint
from fake_embeddings import FakeEmbeddings
from loopback_discord import LoopbackDiscord, loopback_discord
from postgres import PostgresServer, postgres

from bot.desk import opened
from bot.discord.failures import OUT_OF_ORDER
from bot.discord.promises import BROKEN
from bot.records import Records
from bot.settings import Settings
from index.embeddings import Vectors

__all__ = ["postgres"]
pytestmark = [pytest.mark.enable_socket, pytest.mark.asyncio(loop_scope="module")]
SHARDS = 2
COMMANDS = "/applications/{application_id}/commands"
HARBOUR = b"The harbour\n\nThe harbour of Brandersund was closed on Monday. The mayor said ships would wait.\n"
HELD_UP = "does the held-up ferry sail for Zhao Lijian"


@dataclass
class Encoder:
    """Give vectors that only equal texts share, and none for a question that is held up, until it is let go."""

    let_go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if any("held-up" in text for text in texts):
            self.let_go.wait(30)
        return FakeEmbeddings().encode(texts)


@dataclass(frozen=True)
class Places:
    """Where two bots keep what they know: data directories, settings, and servers if there are any."""

    homes: list[Path]
    environment: dict[str, str]
    postgres: PostgresServer | None = None
    chroma: ChromaServer | None = None

    @property
    def ports(self) -> list[int]:
        return [server.port for server in (self.postgres, self.chroma) if server]


@dataclass
class Pair:
    """A played Discord with a bot for each shard, the data directory of each, and a server of each."""

    discord: LoopbackDiscord
    homes: list[Path]
    encoder: Encoder
    environment: dict[str, str]
    mia: User
    news: list[Channel] = field(default_factory=list)
    bots: dict[int, BotProcess] = field(default_factory=dict)
    running: dict[int, AsyncExitStack] = field(default_factory=dict)

    async def start(self, shard: int) -> None:
        self.running[shard] = AsyncExitStack()
        started = bot_process(self.discord, self.homes[shard], **self.environment, NEWSDESK_DISCORD__SHARDS=str(shard))
        self.bots[shard] = await self.running[shard].enter_async_context(started)
        await self.connected(*self.running)

    async def kill(self, shard: int) -> None:
        await self.running.pop(shard).aclose()  # by SIGKILL
        await self.connected(*self.running)

    async def connected(self, *shards: int) -> None:
        sessions = self.discord.gateway.sessions
        wanted = sorted(shards)
        await self.discord.changes.until(
            lambda: sorted(one.shard[0] for one in sessions.values() if one.connection) == wanted, 60
        )

    async def ask(self, shard: int, question: str = CLEAN_NETWORK) -> Asked:
        asked = await self.discord.slash("ask", question=question, user=self.mia, channel=self.news[shard])
        return await self.discord.final(asked, lambda asked: "indexed" in asked.text)


@pytest.fixture(scope="module", params=["shared directory", "servers"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("shards")
    if request.param == "shared directory":
        yield Places([folder / "home"] * SHARDS, {})
        return
    postgres = request.getfixturevalue("postgres")
    with running(folder / "chroma") as chroma:
        settings = {"NEWSDESK_LEDGER__URL": postgres.fresh_database(), "NEWSDESK_CHROMA__URL": chroma.url}
        homes = [folder / f"home-{shard}" for shard in range(SHARDS)]
        yield Places(homes, settings, postgres, chroma)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair(places: Places) -> AsyncIterator[Pair]:
    encoder = Encoder()
    async with loopback_discord() as discord:
        with endpoint(PlayedEndpoint(encoder)) as played:
            ports = [discord.port, played.port, *places.ports]
            environment = places.environment | {"NEWSDESK_EMBEDDING__URL": played.url}
            index(places.homes[0], environment, SHIPPED)
            environment |= {
                "LOOPBACK_PORT": ",".join(map(str, ports)),
                "NEWSDESK_DISCORD__SHARD_COUNT": str(SHARDS),
            }
            pair = Pair(discord, places.homes, encoder, environment, discord.world.user("mia"))
            for shard in range(SHARDS):
                guild = a_server(discord, shard)
                discord.world.join(guild, pair.mia, Permission.MEMBER | Permission.MANAGE_GUILD)
                pair.news.append(discord.world.channel(guild))
            try:
                for shard in range(SHARDS):
                    await pair.start(shard)
                yield pair
            finally:
                encoder.let_go.set()
                for shard in list(pair.running):
                    await pair.running.pop(shard).aclose()


@pytest.fixture(autouse=True)
def nothing_wrong(pair: Pair) -> Iterator[None]:
    """Check after every scene that all that went by was as Discord would have it."""
    yield
    assert pair.discord.problems() == []
    assert "Ignoring exception" not in "".join(bot.log for bot in pair.bots.values())


def index(home: Path, environment: Mapping[str, str], *sources: Path) -> None:
    """Index into the shared library, in this process."""
    given = {"ledger": "NEWSDESK_LEDGER__URL", "chroma": "NEWSDESK_CHROMA__URL", "embedding": "NEWSDESK_EMBEDDING__URL"}
    settings = Settings(home=home, **{part: {"url": environment.get(name, "")} for part, name in given.items()})
    with opened(settings) as desk:
        assert not desk.index("shared", sources).failed


def a_server(discord: LoopbackDiscord, shard: int) -> Guild:
    """Return a server that a shard hears of, which its number tells, and that its moment."""
    while (new_id() >> 22) % SHARDS != shard:
        time.sleep(0.0002)
    guild = discord.world.guild(f"Newsroom {shard}")
    return guild if (guild.id >> 22) % SHARDS == shard else a_server(discord, shard)


async def test_a_question_in_the_server_of_either_has_one_answer(pair: Pair) -> None:
    for shard in range(SHARDS):
        asked = await pair.ask(shard)
        assert SAID[0] in asked.text
        callbacks = [made.parameters["interaction_id"] for made in pair.discord.rest.asked("POST", CALLBACK)]
        assert callbacks.count(str(asked.id)) == 1


async def test_a_mention_in_the_server_of_either_has_one_answer(pair: Pair) -> None:
    questions = [await pair.discord.mention(CLEAN_NETWORK, user=pair.mia, channel=news) for news in pair.news]
    for question in questions:
        await pair.discord.written(question.channel, lambda made, asked=question: made.answers is asked)
        await pair.ask(pair.news.index(question.channel))  # by then a second answer would be there
        answers = [made for made in question.channel.messages.values() if made.answers is question]
        assert len(answers) == 1


async def test_a_direct_message_is_answered_by_the_first_shard_alone(pair: Pair) -> None:
    direct = pair.discord.world.direct(pair.mia)
    await pair.discord.say(CLEAN_NETWORK, user=pair.mia, channel=direct)
    await pair.discord.written(direct, lambda made: SAID[0] in made.text)
    await pair.ask(1)
    assert len([made for made in direct.messages.values() if made.author.bot]) == 1


async def test_discord_is_told_the_commands_by_one(pair: Pair) -> None:
    assert len(pair.discord.rest.asked("PUT", COMMANDS)) == 1


async def test_what_one_indexes_for_its_server_is_answered_there_and_shown_nowhere_else(pair: Pair) -> None:
    for shard in range(SHARDS):
        file = pair.discord.world.upload("harbour.txt", HARBOUR.replace(b"Brandersund", f"Port {shard}".encode()))
        added = await pair.discord.slash("index add", file=file, user=pair.mia, channel=pair.news[shard])
        await pair.discord.final(added, lambda added: "Indexing **" not in added.text)
        assert f"Port {shard}" in (await pair.ask(shard, f"what was closed in Port {shard}")).text
        assert f"harbour of Port {shard}" not in (await pair.ask(1 - shard, f"what was closed in Port {shard}")).text


async def test_what_a_third_process_indexes_both_answer_from(pair: Pair, tmp_path: Path) -> None:
    news = [tmp_path / "ferry.txt"]
    news[0].write_bytes(b"The ferry\n\nThe ferry to Norderney sails at noon, the captain said.\n")
    index(tmp_path / "home" if "NEWSDESK_LEDGER__URL" in pair.environment else pair.homes[0], pair.environment, *news)
    for shard in range(SHARDS):
        assert "sails at **noon**" in (await pair.ask(shard, "when does the ferry to Norderney sail")).text


async def test_while_a_server_is_away_who_asks_is_told_or_answered_and_nobody_mends_anything(
    pair: Pair, places: Places
) -> None:
    if places.postgres is None or places.chroma is None:
        pytest.skip("a file is never away")
    places.chroma.kill()
    assert SAID[0] in (await pair.ask(0)).text
    places.postgres.stop()
    asked = await pair.discord.slash("ask", question=CLEAN_NETWORK, user=pair.mia, channel=pair.news[1])
    await pair.discord.final(asked, lambda asked: OUT_OF_ORDER in asked.text)
    places.postgres.start()
    places.chroma.start()
    for shard in range(SHARDS):
        assert SAID[0] in (await pair.ask(shard)).text


async def test_a_kill_breaks_off_the_questions_of_one_and_its_restart_tells_so_once(pair: Pair) -> None:
    pair.encoder.let_go.clear()
    question = await pair.discord.mention(HELD_UP, user=pair.mia, channel=pair.news[1])
    waiting = await pair.discord.written(pair.news[1], lambda made: made.answers is question)
    with closing(Records(pair.homes[1])) as records:
        while not records.unfinished():
            await pair.ask(0)  # the other goes on
        await pair.kill(0)
        await pair.start(0)
        assert SAID[0] in (await pair.ask(0)).text
        assert BROKEN not in waiting.text  # it is not for the other to tell
        await pair.kill(1)
        assert SAID[0] in (await pair.ask(0)).text
        pair.encoder.let_go.set()
        await pair.start(1)
        await pair.discord.changes.until(lambda: BROKEN in waiting.text, 60)
        assert SAID[0] in (await pair.ask(1)).text
        assert [made for made in pair.news[1].messages.values() if made.answers is question] == [waiting]
        async with asyncio.timeout(30):
            while records.unfinished():
                await asyncio.sleep(0.05)
