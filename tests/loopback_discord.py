"""A Discord of our own on loopback, to which the real bot connects; a test drives it in the terms of a person."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

import discord_rules
import discord_schemas
from aiohttp import web
from discord.gateway import KeepAliveHandler
from discord_interactions import (
    COMMAND,
    COMPLETION,
    COMPONENT,
    MODAL,
    Asked,
    command,
    message_command,
    new_asked,
    payload,
    pressed,
    submitted,
)
from discord_messages import Message
from discord_payloads import Channel, Payload, User, new_id
from discord_world import World
from loopback_answers import Answers
from loopback_cdn import PATH as CDN_PATH
from loopback_cdn import Cdn
from loopback_changes import Changes
from loopback_gateway import Gateway
from loopback_rest import PREFIX, Rest
from loopback_routes import Routes

TOKEN = "bG9vcGJhY2s.loopback.token-of-a-bot-that-is-nowhere"
GATEWAY_PATH = "/gateway"


class LoopbackDiscord:
    """One played Discord: its world, its three interfaces, and what people do."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.gateway = Gateway(TOKEN, self.changes)
        self.world = self.gateway.world = World(self.gateway.emit)
        self.rest = Rest(TOKEN, self.changes)
        self.cdn = Cdn(self.world)
        self.answers = Answers(self.world)
        self.port = 0
        self._runner: web.AppRunner | None = None

    # --- its addresses

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}{GATEWAY_PATH}"

    async def start(self) -> None:
        self.gateway.listening.begin()
        self.routes = Routes(self.world, "")
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.add_routes(
            [web.get(GATEWAY_PATH, self.gateway.serve), web.get(GATEWAY_PATH + "/", self.gateway.serve)]
        )
        application.add_routes([web.get(f"{CDN_PATH}/attachments/{{number}}", self.cdn.serve)])
        application.add_routes(self.rest.routes(self.answers.handlers() | self.routes.handlers()))
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.routes.gateway_url = self.gateway_url
        self.world.cdn = f"http://127.0.0.1:{self.port}{CDN_PATH}"

    async def stop(self) -> None:
        self.gateway.listening.end()
        self.gateway.cut()
        if self._runner:
            await self._runner.cleanup()

    # --- what people do

    async def slash(
        self, name: str, *, user: User, channel: Channel, times: int = 1, installed: bool = False, **options: object
    ) -> Asked:
        """Use a command ("index add" for a subcommand); `installed`: the person has the bot, not the server."""
        data = command(self.world, channel.guild_id, name, options)
        return self._ask(COMMAND, user, channel, data, times=times, user_installed=installed)

    async def complete(
        self, name: str, focused: str, *, user: User, channel: Channel, **options: object
    ) -> list[Payload]:
        """Type into an option of a command, and return what the bot offers."""
        data = command(self.world, channel.guild_id, name, options, focused)
        asked = self._ask(COMPLETION, user, channel, data)
        return await self.changes.until(lambda: asked.choices)

    async def use_on(self, name: str, message: Message, *, user: User) -> Asked:
        """Use a command of a message's context menu."""
        data = message_command(self.world, message.channel.guild_id, name, message)
        return self._ask(COMMAND, user, message.channel, data)

    async def click(self, message: Message, custom_id: str, *, user: User, times: int = 1) -> Asked:
        """Press a button."""
        return self._ask(COMPONENT, user, message.channel, pressed(message, custom_id), source=message, times=times)

    async def select(self, message: Message, custom_id: str, chosen: Mapping[str, Payload], *, user: User) -> Asked:
        """Choose in a menu; `chosen` by id: the channels or roles as Discord tells of them."""
        return self._ask(COMPONENT, user, message.channel, pressed(message, custom_id, chosen), source=message)

    async def submit(self, opened: Asked, **values: str) -> Asked:
        """Fill in and send the modal that an interaction opened; `values` by custom id or label."""
        modal = await self.changes.until(lambda: opened.modal)
        return self._ask(MODAL, opened.user, opened.channel, submitted(modal, values), source=opened.source)

    async def say(
        self,
        text: str,
        *,
        user: User,
        channel: Channel,
        answering: Message | None = None,
        times: int = 1,
        attached: tuple[Payload, ...] = (),
    ) -> Message:
        """Write a message, as an answer to another one if it is named."""
        message = Message(new_id(), channel, user, text, answers=answering, attachments=list(attached))
        emit, self.world.emit = self.world.emit, lambda *event: self.gateway.emit(*event, times=times)
        try:
            return self.world.write(message)
        finally:
            self.world.emit = emit

    async def mention(self, text: str, *, user: User, channel: Channel, **more: object) -> Message:
        """Write a message that mentions the bot."""
        return await self.say(f"{self.world.bot.mention} {text}", user=user, channel=channel, **more)

    async def reply(self, message: Message, text: str, *, user: User, **more: object) -> Message:
        """Answer a message, which mentions its author."""
        return await self.say(text, user=user, channel=message.channel, answering=message, **more)

    # --- what the bot does

    async def ready(self, timeout_s: float = 60.0) -> None:
        """Wait until a bot has identified or resumed."""
        await self.changes.until(lambda: self.gateway.connected, timeout_s)

    async def final(
        self, asked: Asked, holds: Callable[[Asked], bool] = lambda asked: True, timeout_s: float = 60.0
    ) -> Asked:
        """Wait until the bot has answered, and for whatever else shall hold of the answer."""
        await self.changes.until(lambda: asked.final and holds(asked), timeout_s)
        return asked

    async def final_message(self, asked: Asked, timeout_s: float = 60.0) -> Message:
        """Return the message that answers, once the bot does not seem to think any more."""
        return (await self.final(asked, timeout_s=timeout_s)).messages[0]

    async def written(
        self, channel: Channel, holds: Callable[[Message], bool] = lambda message: True, timeout_s: float = 60.0
    ) -> Message:
        """Wait for a message of the bot's in a channel."""

        def found() -> Message | None:
            messages = reversed(channel.messages.values())
            return next((made for made in messages if made.author.bot and not made.loading and holds(made)), None)

        return await self.changes.until(found, timeout_s)

    # --- whether all of it was right

    def problems(self) -> list[str]:
        """Return whatever Discord would not have sent or taken, by its documents where they are there, and by rule."""
        by_rule = [
            f"{made.method} {made.template}: {complaint}: {str(made.message_body)[:300]}"
            for made in self.rest.exchanges
            if made.message_body is not None
            for complaint in discord_rules.complaints(
                made.message_body, files=len(made.files), editing=made.editing, flags=made.flags_before
            )
        ]
        return by_rule + self.rest.unknown + (list(self._against_documents()) if discord_schemas.available() else [])

    def _against_documents(self) -> Iterator[str]:
        for made in self.rest.exchanges:
            if wrong := discord_schemas.wrong_request(made.method, made.template, made.body):
                yield f"request {made.method} {made.template}: {wrong}"
            answered = made.status and discord_schemas.wrong_answer(
                made.method, made.template, made.status, made.answer
            )
            if answered:
                yield f"answer {made.status} to {made.method} {made.template}: {answered}"
        for sent in self.gateway.sent:
            if wrong := discord_schemas.wrong_event(sent):
                yield f"event {sent['t'] or sent['op']}: {wrong}"
        for received in self.gateway.received:
            if wrong := discord_schemas.wrong_command(received):
                yield f"command {received['op']}: {wrong}"

    def _ask(self, kind: int, user: User, channel: Channel, data: Payload, times: int = 1, **more: object) -> Asked:
        asked = new_asked(kind, user, channel, data, **more)
        self.answers.asked[asked.token] = asked
        self.gateway.emit("INTERACTION_CREATE", payload(self.world, asked), channel.guild_id, times=times)
        return asked


@asynccontextmanager
async def loopback_discord() -> AsyncIterator[LoopbackDiscord]:
    """Play Discord on a free port of 127.0.0.1 until the block ends."""
    played = LoopbackDiscord()
    await played.start()
    try:
        yield played
    finally:
        await played.stop()
        await _end_heartbeats()


async def _end_heartbeats() -> None:
    """End the heartbeats that go on where a client was closed while it connected: its thread would outlive the loop."""
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws.loop is asyncio.get_running_loop():
            thread.stop()
            await asyncio.to_thread(thread.join)
