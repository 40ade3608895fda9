"""The played Discord keeps to Discord's documents, and does to discord.py what Discord does."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import discord_schemas
import pytest
import zstandard
from discord_payloads import Kind, Permission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord
from loopback_faults import Cut
from loopback_sessions import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, Session
from parrot import NOBODY, Parrot

from bot.discord.endpoints import reaching
from bot.settings import DiscordSettings

pytestmark = pytest.mark.enable_socket  # all of it on loopback
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
CHANNEL = "/channels/{channel_id}/messages"


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


def somebody(played: LoopbackDiscord, permissions: int = Permission.MEMBER) -> dict[str, Any]:
    guild = played.world.guild()
    user = played.world.user("alice")
    played.world.join(guild, user, permissions)
    return {"user": user, "channel": played.world.channel(guild)}


async def test_a_command_is_synced_and_answered() -> None:
    async with connected() as (played, _):
        asked = await played.slash("say", words="hello", **somebody(played))
        assert (await played.final(asked)).text == "hello"
        assert asked.acknowledged_after_s is not None
        assert (await played.final_message(asked)).flags & 4


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


async def test_every_shard_hears_of_its_own_servers() -> None:
    class Sharded(Parrot, discord.AutoShardedClient):
        """Two connections."""

    async with connected(Sharded(shard_count=2)) as (played, bot):
        await played.changes.until(lambda: len(played.gateway.connected) == 2)
        guilds = [played.world.guild(f"server {number}") for number in range(6)]
        await played.changes.until(lambda: len(bot.guilds) == len(guilds))
        told = [sum(sent["t"] == "GUILD_CREATE" for sent in one.sent) for one in played.gateway.sessions.values()]
        assert told == [sum((guild.id >> 22) % 2 == number for guild in guilds) for number in range(2)]


async def test_a_person_can_use_the_bot_where_it_is_not() -> None:
    async with connected() as (played, bot):
        elsewhere = played.world.guild("elsewhere", with_bot=False)
        alice = played.world.user("alice")
        played.world.join(elsewhere, alice)
        where = {"user": alice, "channel": played.world.channel(elsewhere)}
        assert (await played.final(await played.slash("say", words="hi", installed=True, **where))).text == "hi"
        assert not bot.guilds


async def test_a_request_that_nothing_answers_is_a_problem() -> None:
    async with loopback_discord() as played:
        with reaching(DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)):
            async with Parrot() as bot:
                await bot.login(TOKEN)
                with pytest.raises(discord.NotFound):
                    await bot.fetch_premium_sticker_packs()
        assert played.problems() == ["nothing answers GET /api/v10/sticker-packs"]


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
    async with (
        loopback_discord() as played,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{played.gateway_url}?compress={compress}") as socket,
    ):
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


@pytest.mark.skipif(not discord_schemas.available(), reason=discord_schemas.ABSENT)
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
        played.gateway.sessions["s"] = Session(GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES, (0, 1))
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
