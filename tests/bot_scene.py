"""A played Discord with the real bot process in it, and somebody who asks: for all the scenes of a file."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from bot_process import BotProcess, bot_process
from discord_interactions import Asked
from discord_messages import Message, walk
from discord_payloads import Channel, User
from loopback_discord import LoopbackDiscord, loopback_discord
from loopback_gateway import heard

from bot.discord.layout.answer import LOOKING

CLEAN_NETWORK = "what did Zhao Lijian say about the clean network"
SAID = ("eavesdropping network", "monopoly network", "ideological network", "many countries are not interested")
MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ANSWERED_WITHIN_S = 10.0  # the machine may be busy; alone on two cores it is well below one second


@dataclass
class Scene:
    """A played Discord, the bot in it, and somebody who asks."""

    discord: LoopbackDiscord
    bot: BotProcess
    alice: User
    news: Channel

    async def ask(self, question: str = CLEAN_NETWORK, **more: object) -> Asked:
        return await self.discord.slash("ask", question=question, user=self.alice, channel=self.news, **more)

    async def answered(self, asked: Asked, timeout_s: float = 60.0) -> Asked:
        """Wait for the whole answer; its last line says how current the library is."""
        return await self.discord.final(asked, lambda asked: "1 article · " in asked.text, timeout_s)

    async def replied(self, asking: Message) -> Message:
        """Wait for what the bot replies to a message, once it no longer looks for it."""
        return await self.discord.written(self.news, lambda made: made.answers is asking and LOOKING not in made.text)

    def sent(self, operation: int) -> int:
        return len(list(heard(self.discord.gateway, operation)))


def button(message: Message, label: str) -> str:
    """Return the custom id of the first button that begins with a label."""
    parts = (part for part in walk(message.components) if str(part.get("label", "")).startswith(label))
    return next(str(part["custom_id"]) for part in parts)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(
    request: pytest.FixtureRequest, shipped_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scene]:
    """One bot for all scenes of a file; its first two connections to the gateway fail, as they may."""
    home = tmp_path_factory.mktemp("scene") / "home"
    shutil.copytree(shipped_home, home)  # of its own: a desk of other tests may have Chroma open in the shipped one
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        discord.gateway.refusing = 2
        async with bot_process(discord, home, anew=getattr(request.module, "STARTED_ANEW", False)) as bot:
            await discord.ready()
            scene = Scene(discord, bot, alice, news)
            await scene.answered(await scene.ask())  # the model is warm from here on
            yield scene


@pytest.fixture(autouse=True)
def nothing_wrong(scene: Scene) -> Iterator[None]:
    """Check after every scene that all that went by was as Discord would have it."""
    yield
    assert scene.discord.problems() == []
    assert "Ignoring exception" not in scene.bot.log
