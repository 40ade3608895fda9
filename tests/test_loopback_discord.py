"""The played Discord keeps to Discord's documents, and does to discord.py what Discord does."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import discord_rules
import discord_schemas
import pytest
import zstandard
from discord import app_commands
from discord_payloads import Kind, Permission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord
from loopback_faults import Cut

from bot.discord.endpoints import reaching
from bot.settings import DiscordSettings

pytestmark = pytest.mark.enable_socket  # all of it on loopback
documents = pytest.mark.skipif(not discord_schemas.available(), reason=discord_schemas.ABSENT)
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
CHANNEL = "/channels/{channel_id}/messages"
NOBODY = discord.AllowedMentions.none()


class Parrot(discord.Client):
    """A bot that uses everything that ours may use."""

    def __init__(self, **more: object) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=NOBODY, guild_ready_timeout=0.1, **more)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.errors: list[BaseException] = []
        for offered in (say, ask, load):
            self.tree.add_command(offered)
        self.tree.add_command(app_commands.ContextMenu(name="Repeat", callback=repeat))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        self.heard.append(message.content)
        if self.user in message.mentions:
            await message.reply(message.clean_content, mention_author=False)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        raise

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds."""


class Layout(discord.ui.LayoutView):
    """A text, a section with a button, and a row."""

    def __init__(self, words: str) -> None:
        super().__init__(timeout=None)
        button: discord.ui.Button[Layout] = discord.ui.Button(label="More", custom_id="more")
        button.callback = self.more
        form: discord.ui.Button[Layout] = discord.ui.Button(label="Form", custom_id="form")
        form.callback = self.form
        inside = [
            discord.ui.TextDisplay(words),
            discord.ui.Separator(),
            discord.ui.Section("a source", accessory=button),
        ]
        self.add_item(discord.ui.Container(*inside, discord.ui.ActionRow(form), accent_colour=0x123456))

    async def more(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("more", ephemeral=True)

    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())


class Form(discord.ui.Modal, title="Follow up"):
    """One field."""

    question: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Question", custom_id="question")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content=self.question.value, allowed_mentions=NOBODY)


@app_commands.command(name="say", description="Say it again")
async def say(interaction: discord.Interaction, words: str) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send(words, suppress_embeds=True, wait=True)


@app_commands.command(name="ask", description="Say it in a layout")
async def ask(interaction: discord.Interaction, words: app_commands.Range[str, 1, 6000]) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(view=Layout("Looking …"))
    await interaction.edit_original_response(view=Layout(words))


@ask.autocomplete("words")
async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed}!", value=typed)]


@app_commands.command(name="load", description="Read a file, and give it back")
async def load(interaction: discord.Interaction, file: discord.Attachment) -> None:
    content = await file.read()
    await interaction.response.send_message(file=discord.File(__import__("io").BytesIO(content), "back.txt"))


async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(message.content, ephemeral=True)


@asynccontextmanager
async def connected(bot: discord.Client | None = None, **how: object) -> AsyncIterator[tuple[LoopbackDiscord, Parrot]]:
    """Play Discord with a bot connected to it, and check all that went by."""
    async with loopback_discord() as played:
        for name, value in how.items():
            setattr(played.gateway, name, value)
        bot = bot or Parrot()
        with reaching(DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)):
            async with bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await played.ready()
                await bot.wait_until_ready()
                yield played, bot
            running.cancel()
        assert played.problems() == []


def somebody(played: LoopbackDiscord, permissions: int = Permission.MEMBER):  # noqa: ANN201
    guild = played.world.guild()
    user = played.world.user("alice")
    played.world.join(guild, user, permissions)
    return {"user": user, "channel": played.world.channel(guild)}


async def test_a_command_is_synced_and_answered() -> None:
    async with connected() as (played, _):
        asked = await played.slash("say", words="hello", **somebody(played))
        assert (await played.final(asked)).text == "hello"
        assert asked.acknowledged_after_s is not None
        assert asked.original and asked.original.flags & 4


async def test_a_layout_its_button_its_modal_and_a_completion_work() -> None:
    async with connected() as (played, _):
        alice = somebody(played)
        asked = await played.slash("ask", words="hello", **alice)
        await played.final(asked, lambda asked: "hello" in asked.text)
        assert asked.original
        pressed = await played.final(await played.click(asked.original, "more", user=alice["user"]))
        assert (pressed.text, pressed.original and pressed.original.ephemeral) == ("more", True)
        opened = await played.click(asked.original, "form", user=alice["user"])
        submitted = await played.submit(opened, question="and then?")
        assert (await played.final(submitted)).text == "and then?"
        assert await played.complete("ask", "words", words="hel", **alice) == [{"name": "hel!", "value": "hel"}]
        with pytest.raises(LookupError):
            await played.click(asked.original, "nothing", user=alice["user"])


async def test_messages_are_heard_as_far_as_the_intents_go() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        await played.say("secret", **alice)
        await played.mention("hello", **alice)
        answer = await played.written(alice["channel"])
        assert answer.text.endswith("hello")
        await played.say("again", answering=answer, **alice)
        await played.say("directly", user=alice["user"], channel=played.world.direct(alice["user"]))
        await played.changes.until(lambda: len(bot.heard) == 4)
        assert [text.rpartition(" ")[2] for text in bot.heard] == ["", "hello", "again", "directly"]


async def test_a_message_command_and_an_attachment_work() -> None:
    async with connected() as (played, _):
        alice = somebody(played)
        message = await played.say("take this", **alice)
        assert (await played.final(await played.use_on("Repeat", message, user=alice["user"]))).text == "take this"
        asked = await played.final(await played.slash("load", file=played.world.upload("a.txt", b"words"), **alice))
        assert asked.original
        given = int(asked.original.attachments[0]["id"])
        assert played.world.uploads[given] == ("back.txt", b"words")


async def test_a_command_works_in_direct_messages_and_where_a_person_installed_it() -> None:
    async with connected() as (played, _):
        alice = played.world.user("alice")
        for installed in (False, True):
            where = {"user": alice, "channel": played.world.direct(alice)}
            assert (
                await played.final(await played.slash("say", words="hi", installed=installed, **where))
            ).text == "hi"


async def test_threads_and_forums_are_told_of() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        forum = played.world.channel(next(iter(played.world.guilds.values())), "questions", Kind.FORUM)
        played.world.thread(forum, "What now?", alice["user"])
        message = await played.mention("hello", **alice)
        seen = await played.changes.until(lambda: bot.get_channel(alice["channel"].id))
        thread = await (await seen.fetch_message(message.id)).create_thread(name="talk")
        await thread.send("here", allowed_mentions=NOBODY, silent=True)
        assert await played.changes.until(lambda: played.world.channels[thread.id].messages)


async def test_what_was_missed_is_replayed_after_a_cut() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        played.gateway.cut()
        await played.mention("while away", **alice)
        await played.changes.until(lambda: bot.heard)
        assert [payload["op"] for payload in played.gateway.received if payload["op"] in {2, 6}] == [2, 6]


async def test_a_request_to_reconnect_is_followed_by_a_resume() -> None:
    async with connected() as (played, _):
        played.gateway.reconnect()
        await played.changes.until(lambda: any(payload["op"] == 6 for payload in played.gateway.received))
        await played.ready()


@pytest.mark.parametrize(("resumable", "then"), [(True, 6), (False, 2)])
async def test_an_invalid_session_is_resumed_or_begun_anew(resumable: bool, then: int) -> None:
    async with connected() as (played, bot):
        played.gateway.invalidate(resumable=resumable)
        await played.changes.until(lambda: [p["op"] for p in played.gateway.received if p["op"] != 1] == [2, then])
        await played.ready()
        alice = somebody(played)
        await played.mention("after all", **alice)
        assert await played.changes.until(lambda: bot.heard)


async def test_a_session_that_is_gone_is_begun_anew() -> None:
    async with connected(resumable=False) as (played, _):
        played.gateway.cut()
        await played.changes.until(lambda: [p["op"] for p in played.gateway.received if p["op"] != 1] == [2, 6, 2])


async def test_a_gateway_that_acknowledges_nothing_is_left() -> None:
    async with connected(Parrot(heartbeat_timeout=0.5), interval_s=0.3) as (played, _):
        played.gateway.acknowledging = False
        await played.changes.until(lambda: played.gateway.connections > 1, timeout_s=10)


async def test_heartbeats_come_in_time_and_when_asked_for() -> None:
    async with connected(interval_s=0.1) as (played, _):
        await played.changes.until(lambda: len(played.gateway.beats) > 3)
        assert played.gateway.latest_lateness_s < 1
        beats = len(played.gateway.beats)
        played.gateway.ask_for_heartbeat()
        await played.changes.until(lambda: len(played.gateway.beats) > beats)


async def test_an_event_comes_as_often_as_wanted() -> None:
    async with connected() as (played, bot):
        await played.mention("hello", times=2, **somebody(played))
        await played.changes.until(lambda: len(bot.heard) == 2)


async def test_unwanted_intents_and_tokens_are_refused() -> None:
    async with loopback_discord() as played:
        with reaching(DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)):
            async with Parrot() as bot:
                with pytest.raises(discord.LoginFailure):
                    await bot.start("another.token")
            played.gateway.closing = [4004]
            async with Parrot() as bot:
                with pytest.raises(discord.ConnectionClosed):
                    await bot.start(TOKEN)
            async with discord.Client(intents=discord.Intents(members=True)) as bot:
                with pytest.raises(discord.PrivilegedIntentsRequired):
                    await bot.start(TOKEN)


@pytest.mark.parametrize(
    "how",
    [{"status": 500}, {"status": 502}, {"status": 429}, {"status": 429, "everywhere": True}, {"delay_s": 0.2}],
    ids=str,
)
async def test_what_discord_py_repeats_arrives_after_all(how: dict[str, object]) -> None:
    async with connected() as (played, _):
        fault = played.rest.fail("POST", WEBHOOK, **how)
        assert (await played.final(await played.slash("say", words="hello", **somebody(played)))).text == "hello"
        assert not fault.times


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"status": 403}, discord.Forbidden),
        ({"status": 503}, discord.DiscordServerError),
        ({"cut": Cut.BEFORE}, aiohttp.ClientError),
    ],
    ids=str,
)
async def test_what_discord_py_does_not_repeat_fails(how: dict[str, object], error: type[Exception]) -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        await played.changes.until(lambda: bot.get_channel(alice["channel"].id))
        played.rest.fail("POST", CHANNEL, **how)
        with pytest.raises(error):
            await bot.get_channel(alice["channel"].id).send("hello")
        assert alice["channel"].messages == {}


async def test_a_write_whose_answer_was_lost_was_carried_out() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        await played.changes.until(lambda: bot.get_channel(alice["channel"].id))
        played.rest.fail("POST", CHANNEL, cut=Cut.AFTER)
        with pytest.raises(aiohttp.ClientError):
            await bot.get_channel(alice["channel"].id).send("hello")
        assert [message.text for message in alice["channel"].messages.values()] == ["hello"]


async def test_a_full_bucket_makes_discord_py_wait() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        played.rest.buckets.limits[CHANNEL].per_s = 0.5
        channel = await played.changes.until(lambda: bot.get_channel(alice["channel"].id))
        await asyncio.gather(*(channel.send(str(number)) for number in range(8)))
        assert len(alice["channel"].messages) == 8


@pytest.mark.parametrize("compress", ["zlib-stream", "zstd-stream", ""])
async def test_the_gateway_compresses_as_it_is_asked_to(compress: str) -> None:
    unpack = {"zlib-stream": zlib.decompressobj, "zstd-stream": lambda: zstandard.ZstdDecompressor().decompressobj()}
    async with loopback_discord() as played, aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{played.gateway_url}?compress={compress}") as socket:
            machine = unpack[compress]() if compress else None
            identify = {"token": TOKEN, "intents": 1, "properties": {"os": "", "browser": "", "device": ""}}
            await socket.send_json({"op": 2, "d": identify})
            received = [await socket.receive() for _ in range(2)]
            texts = [machine.decompress(part.data) if machine else part.data for part in received]
            assert [json.loads(text)["op"] for text in texts] == [10, 0]


async def test_an_answer_that_is_late_is_refused() -> None:
    async with connected() as (played, bot):
        alice = somebody(played)
        bot.tree.remove_command("say")

        @bot.tree.command(name="say", description="too late")
        async def late(interaction: discord.Interaction, words: str) -> None:
            with pytest.raises(discord.NotFound):
                await interaction.response.send_message(words)
            done.set()

        done = asyncio.Event()
        asked = await played.slash("say", words="hello", **alice)
        asked.began -= 5
        await asyncio.wait_for(done.wait(), 10)


NAMES = st.text(min_size=1, max_size=30)


@documents
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(max_size=50),
    name=NAMES,
    kind=st.sampled_from(list(Kind)[::2]),
    permissions=st.sampled_from(Permission),
)
def test_every_event_keeps_to_discords_schema(words: str, name: str, kind: Kind, permissions: int) -> None:
    async def everything() -> list[str]:
        played = LoopbackDiscord()
        played.gateway.sessions["s"] = __import__("loopback_gateway").Session((1 << 9) | (1 << 12) | 1, (0, 1))
        world = played.world
        known = {"type": 1, "name": "c", "id": "1", "options": [{"name": "q", "type": 3}, {"name": "f", "type": 11}]}
        world.commands[None] = [known, {"type": 3, "name": "m", "id": "2"}]
        guild = world.guild(name)
        alice = world.user(name)
        world.join(guild, alice, permissions, 5)
        channel = world.channel(guild, name)
        world.thread(world.channel(guild, name, Kind.FORUM), name, alice)
        for place in (channel, world.direct(alice)):
            message = await played.say(words, user=alice, channel=place)
            await played.mention(
                words, user=alice, channel=place, answering=message, attached=(world.upload(name, b""),)
            )
            message.components = [
                {"type": 1, "id": 1, "components": [{"type": 2, "id": 2, "style": 1, "custom_id": "b"}]}
            ]
            world.change(message)
            await played.slash("c", q=words, f=world.upload(name, b"x"), user=alice, channel=place)
            opened = await played.click(message, "b", user=alice)
            await played.use_on("m", message, user=alice)
            field = {"type": 4, "custom_id": "t", "label": "T"}
            opened.modal = {
                "custom_id": "x",
                "components": [{"type": 1, "components": [field]}, {"type": 18, "component": field}],
            }
            await played.submit(opened, t=words)
            world.delete(message)
        world.leave(guild)
        session = played.gateway.sessions["s"]
        played.gateway.sent.append({"op": 0, "t": "READY", "s": 1, "d": played.gateway._ready(session)})
        assert {sent["t"] for sent in played.gateway.sent} >= {"MESSAGE_CREATE", "INTERACTION_CREATE", "THREAD_CREATE"}
        return played.problems()

    assert asyncio.run(everything()) == []


GOOD = {"content": "hello", "allowed_mentions": {"parse": []}}
V2 = {"flags": 1 << 15, "allowed_mentions": {"parse": []}}
TEXT = {"type": 10, "content": "x"}
BUTTON = {"type": 2, "style": 1, "custom_id": "b", "label": "B"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "hello"}, "mention"),
        (GOOD | {"allowed_mentions": {"parse": ["users"]}}, "mention"),
        (GOOD | {"allowed_mentions": {"parse": [], "replied_user": True}}, "pings"),
        (GOOD | {"content": "x" * 2_001}, "too long"),
        (GOOD | {"content": ""}, "empty"),
        (V2 | {"content": "x", "components": [TEXT]}, "beside Components V2"),
        (GOOD | {"components": [TEXT]}, "without their flag"),
        (V2 | {"components": [TEXT] * 41}, "41 components"),
        (V2 | {"components": [{"type": 10, "content": "x" * 4_001}]}, "4001 characters"),
        (V2 | {"components": [{"type": 10, "content": " "}]}, "empty"),
        (V2 | {"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "twice"),
        (
            V2 | {"components": [{"type": 1, "components": [BUTTON | {"custom_id": "b" * 101}]}]},
            "custom_id is too long",
        ),
        (V2 | {"components": [{"type": 1, "components": []}]}, "buttons"),
    ],
)
def test_a_body_that_discord_or_we_would_refuse_is_complained_of(body: dict, complaint: str) -> None:
    assert any(complaint in found for found in discord_rules.complaints(body))
    assert discord_rules.complaints(GOOD) == []


@documents
def test_a_body_that_the_document_does_not_allow_is_found() -> None:
    assert discord_schemas.wrong_request("POST", CHANNEL, {"content": 5})
    assert discord_schemas.wrong_answer("GET", "/users/@me", 200, {"id": "1"})
    assert discord_schemas.wrong_event({"op": 10, "t": None, "s": None, "d": {}})
    assert discord_schemas.wrong_command({"op": 2, "d": {}})
