"""A simulated Discord server with the bot and people in it, and what can be read there."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord_rules
import simcord
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader

from bot.answer import Answer
from bot.desk import Desk
from bot.discord.client import NewsdeskClient
from bot.discord.markdown import BREAK
from bot.records import Records
from bot.request import Request
from bot.settings import Settings
from index import SHARED

SETTLED_WITHIN_S = 60.0
ESCAPED = re.compile(r"\\([^\w\s]|_)")
BROKEN = re.compile(rf"(?<=[@<]){BREAK}|(?<=:){BREAK}(?=//)|(?<=\.){BREAK}(?=\w)")
COMPONENTS_V2 = 1 << 15
WRITTEN = ("components", "content", "embeds")


@dataclass
class Server:
    """A server with a channel and two members, and the bot in it."""

    env: simcord.Env
    desk: Desk
    records: Records
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor

    async def ask(self, question: str, who: Any = None, **options: object) -> simcord.InteractionResult:
        return await (who or self.alice).slash(self.channel, "ask", question=question, **options)

    async def say(self, text: str, who: Any = None, where: Any = None, **more: Any) -> list[str]:
        """Write a message, and return what the bot says to it, wherever it says so."""
        before = {message.id for message in self.messages()}
        await (who or self.alice).send(where or self.channel, text, **more)
        return [displayed(said.components) for said in self.messages() if said.id not in before]

    async def mention(self, text: str, who: Any = None, where: Any = None, **more: Any) -> list[str]:
        """Write a message that mentions the bot, and return what it says to it."""
        return await self.say(f"<@{self.env.bot.user.id}> {text}", who, where, **more)

    def messages(self) -> list[Any]:
        """Return the messages of the bot that everybody sees, the oldest first."""
        stored = self.env.backend.messages.values()
        own = [message for channel in stored for message in channel.values() if self._is_own(message)]
        return sorted(own, key=lambda message: message.id)

    def _is_own(self, message: Any) -> bool:
        return message.author_id == self.env.bot.user.id and not message.is_ephemeral and bool(message.components)

    def seen(self, channel: Any = None) -> Any:
        """Return the last message of a channel, as people click on it."""
        return (channel or self.channel).last_message

    async def restart(self, **options: Any) -> None:
        """Start a new bot on the same data."""
        before = self.env.bot
        await self.env.restart_bot(NewsdeskClient(self.desk, self.records, **options))
        await before.close()

    def bodies(self) -> list[dict[str, Any]]:
        """Return every body that made or changed a message."""
        found = []
        for request in self.env.http_requests:
            body = request.json if isinstance(request.json, dict) else {}
            if request.path.endswith("/callback"):
                if body.get("type") not in (4, 7):
                    continue
                body = body.get("data") or {}
            if any(part in body for part in WRITTEN) and "title" not in body and "options" not in body:
                found.append(body)
        return found

    def complaints(self) -> list[str]:
        """Return whatever Discord, or we, would not have in what was sent."""
        found: list[str] = []
        for body in self.bodies():
            found += discord_rules.complaints(body, editing=True, flags=COMPONENTS_V2)
        return found


@asynccontextmanager
async def a_server(desk: Desk, **options: Any) -> AsyncIterator[Server]:
    records = Records(desk.ledger.home)
    async with simcord.run(
        NewsdeskClient(desk, records, **options), settle_timeout=SETTLED_WITHIN_S, shard_count=1
    ) as env:
        guild = env.create_guild()
        people = [guild.add_member(env.create_user(name)) for name in ("alice", "bob")]
        server = Server(env, desk, records, guild, guild.create_text_channel("news"), *people)
        yield server
        assert server.complaints() == []
    await env.bot.close()
    records.close()


def shown(result: simcord.InteractionResult) -> list[str]:
    """Return the text of each message of the bot."""
    return [displayed(message.components) for message in (result.response, *result.followups)]


def text_of(result: simcord.InteractionResult) -> str:
    """Return all that the bot says to a command, button or form."""
    return "\n".join(shown(result))


def displayed(components: list[dict[str, Any]]) -> str:
    """Return the text that components display, those within others too."""
    lines = []
    for one in components:
        lines += [one["content"]] if "content" in one else []
        lines += [displayed(one["components"])] if "components" in one else []
    return "\n".join(lines)


def labels(message: Any) -> list[str]:
    """Return what stands on the buttons of a message."""
    return [one["label"] for one in _parts(message) if one.get("label")]


def button_ids(message: Any, label: str) -> list[str]:
    """Return the custom ids of the buttons with a label."""
    return [one["custom_id"] for one in _parts(message) if one.get("label") == label]


def _parts(message: Any) -> list[dict[str, Any]]:
    found, left = [], list(message.components)
    while left:
        one = left.pop(0)
        one = one if isinstance(one, dict) else one.to_dict()
        found.append(one)
        left = [*one.get("components", []), *([one["accessory"]] if "accessory" in one else []), *left]
    return found


def plain(text: str) -> str:
    """Return escaped text as it was."""
    return ESCAPED.sub(r"\1", BROKEN.sub("", text))


def taken_in(desk: Desk, folder: Path, text: str, library: str = SHARED, name: str = "article") -> Desk:
    """Take an article into a library."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text)
    report = desk.index(library, [folder / f"{name}.txt"])
    assert report.added + report.updated == 1
    return desk


class UnusualDesk(Desk):
    """A desk that does something else than answering; it keeps what it was asked."""

    def __init__(self, home: Path, does: Callable[[str], Answer]) -> None:
        super().__init__(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
        self.does = does
        self.requests: list[Request] = []
        self.libraries: list[tuple[str, ...]] = []

    def ask(self, question: Request | str, libraries: tuple[str, ...], growing: object = None) -> Answer:
        assert isinstance(question, Request)
        self.requests.append(question)
        self.libraries.append(libraries)
        return self.does(question.question)
