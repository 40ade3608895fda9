"""The real bot process looks up, verifies and keeps articles; all that goes by is as Discord would have it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bot_process import BotProcess, bot_process
from discord_interactions import Asked
from discord_messages import walk
from discord_payloads import Channel, Kind, Permission, User, role
from loopback_discord import LoopbackDiscord, loopback_discord

from bot.discord.commands.forget import NOTHING
from bot.discord.indexing import LOST
from bot.discord.permissions import NOT_HERE, NOT_YOURS

pytestmark = [pytest.mark.enable_socket, pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

HARBOUR = b"Harbour notes\n\nThe harbour of Vigo was closed on Monday. The mayor said that ships must wait, @everyone."

EDITORS = 1_576_069_221_740_183_559  # a role: more than JavaScript's numbers hold exactly


@dataclass
class Scene:
    """A played Discord, the bot in it, a manager and a member."""

    discord: LoopbackDiscord
    bot: BotProcess
    mia: User
    alice: User
    news: Channel
    forum: Channel

    async def use(self, name: str, user: User | None = None, channel: Channel | None = None, **options: Any) -> Asked:
        """Use a command, as the manager unless somebody else is named, and wait for what is said."""
        asked = await self.discord.slash(name, user=user or self.mia, channel=channel or self.news, **options)
        return await self.discord.final(asked, lambda asked: "Indexing **" not in asked.text)

    async def add(self, content: bytes = HARBOUR, name: str = "harbour.txt", user: User | None = None) -> Asked:
        return await self.use("index add", user, file=self.discord.world.upload(name, content))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    home = tmp_path_factory.mktemp("keeping") / "home"
    shutil.copytree(shipped_home, home)
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        guild.roles[EDITORS] = "editors"
        mia, alice = discord.world.user("mia"), discord.world.user("alice")
        discord.world.join(guild, mia, Permission.MEMBER | Permission.MANAGE_GUILD)
        discord.world.join(guild, alice)
        async with bot_process(discord, home) as bot:
            await discord.ready()
            news, forum = discord.world.channel(guild), discord.world.channel(guild, "posts", Kind.FORUM)
            yield Scene(discord, bot, mia, alice, news, forum)


@pytest.fixture(autouse=True)
def nothing_wrong(scene: Scene) -> Iterator[None]:
    """Check after every scene that all that went by was as Discord would have it."""
    yield
    assert scene.discord.problems() == []
    assert "Ignoring exception" not in scene.bot.log


async def test_an_attachment_is_taken_in_removed_after_a_word_and_taken_in_again(scene: Scene) -> None:
    assert "1 added" in (await scene.add()).text
    assert "1 updated" in (await scene.add(HARBOUR.replace(b"Monday", b"Friday"))).text
    said = await scene.use("said", scene.alice, speaker="the mayor", about="ships")
    assert "ships must wait" in said.text
    asked = await scene.use("index remove", article="Harbour notes")
    (erase,) = [part["custom_id"] for part in walk(asked.original.components) if part.get("label") == "Erase"]
    clicked = await scene.discord.click(asked.original, erase, user=scene.mia)
    await scene.discord.changes.until(lambda: "Erased" in asked.original.text, 60)
    assert clicked.acknowledged_after_s < 3
    assert "no statement" in (await scene.use("said", speaker="the mayor")).text
    assert "1 added" in (await scene.add()).text


async def test_an_attachment_that_discord_does_not_give_is_asked_for_again(scene: Scene) -> None:
    scene.discord.cdn.statuses.append(403)
    assert LOST in (await scene.add()).text


async def test_a_member_and_direct_messages_change_nothing(scene: Scene) -> None:
    direct = scene.discord.world.direct(scene.mia)
    for name in ("index refresh", "index status", "gaps", "settings"):
        assert NOT_YOURS in (await scene.use(name, scene.alice)).text
        assert NOT_HERE in (await scene.use(name, channel=direct)).text
        assert NOT_HERE in (await scene.use(name, installed=True)).text
    assert NOT_YOURS in (await scene.add(b"Snow\n\nSnow fell.", "snow.txt", user=scene.alice)).text


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("said", {"speaker": "Zhao Lijian", "about": "the clean network"}, "eavesdropping network"),
        ("timeline", {"speaker": "Zhao Lijian", "about": "the clean network"}, "eavesdropping network"),
        ("verify", {"quote": "many countries are not interested in the so-called clean network"}, "### "),
        ("articles", {}, "page 1 of 1"),
        ("article", {"article": "korea-huawei-clean-network"}, "The whole article is in the attached file"),
        ("article", {"article": "shared/korea-huawei-clean-network#2"}, "shared/korea-huawei-clean-network#2"),
        ("status", {}, "Last indexed"),
        ("help", {}, "/index add"),
        ("settings", {"private": False}, "every channel"),
        ("gaps", {}, "found an answer"),
        ("index status", {}, "### Status"),
        ("index refresh", {}, "No page or feed is known"),
    ],
)
async def test_every_verb_answers_in_time(scene: Scene, name: str, options: dict[str, Any], words: str) -> None:
    used = await scene.use(name, **options)
    assert words in used.text
    assert used.acknowledged_after_s < 3


async def test_titles_are_offered_while_one_types(scene: Scene) -> None:
    offered = await scene.discord.complete("article", "article", user=scene.alice, channel=scene.news, article="huawei")
    assert [one["value"] for one in offered] == ["korea-huawei-clean-network"]


@pytest.mark.parametrize("setting", ["channels", "auto_channels", "forums", "roles"])
async def test_channels_forums_and_roles_are_chosen_in_menus(scene: Scene, setting: str) -> None:
    forum = scene.forum
    chosen = {
        "forums": {str(forum.id): forum.resolved()},
        "roles": {str(EDITORS): role(EDITORS, "editors")},
    }.get(setting, {str(scene.news.id): scene.news.resolved()})
    asked = await scene.use("settings")
    (mention,) = [f"<@&{one}>" if setting == "roles" else f"<#{one}>" for one in chosen]
    assert mention not in asked.text
    await scene.discord.select(asked.original, f"nd:set:{setting}", chosen, user=scene.mia)
    await scene.discord.changes.until(lambda: mention in asked.original.text)
    await scene.discord.select(asked.original, f"nd:set:{setting}", {}, user=scene.mia)
    await scene.discord.changes.until(lambda: mention not in asked.original.text)


async def test_a_mention_is_answered_in_a_thread_where_the_server_wants_it_so(scene: Scene) -> None:
    await scene.use("settings", threads=True)
    asking = await scene.discord.mention("who must wait, @everyone?", user=scene.mia, channel=scene.news)
    thread = await scene.discord.changes.until(lambda: scene.discord.world.channels.get(asking.id))
    said = await scene.discord.written(thread)
    assert thread.name == "who must wait, @everyone?"
    assert "Question: who must wait, @\u200beveryone?" in said.text
    await scene.use("settings", threads=False)


async def test_who_was_never_kept_is_told_so(scene: Scene) -> None:
    asked = await scene.use("forget me", scene.alice)
    (forget,) = [part["custom_id"] for part in walk(asked.original.components) if part.get("label") == "Forget me"]
    await scene.discord.click(asked.original, forget, user=scene.alice)
    await scene.discord.changes.until(lambda: NOTHING in asked.original.text)
