"""The real bot process stays connected and answers, whatever happens between it and Discord."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bot_process import ENDS_WITHIN_S, BotProcess, bot_process
from discord_interactions import Asked
from discord_messages import Message, walk
from discord_payloads import Channel, User
from loopback_discord import LoopbackDiscord, loopback_discord
from loopback_faults import Cut
from loopback_gateway import IDENTIFY, RESUME, heard

from bot.discord.logs import UNOFFERED
from bot.discord.promises import BROKEN
from bot.records import Records

pytestmark = [pytest.mark.enable_socket, pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

CLEAN_NETWORK = "what did Zhao Lijian say about the clean network"
SAID = ("eavesdropping network", "monopoly network", "ideological network", "many countries are not interested")
MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ANSWERED_WITHIN_S = 10.0  # the machine may be busy; alone on two cores it is well below one second
ASKERS = 100
LATE_BY_S = 0.2  # at most, a heartbeat


@dataclass
class Scene:
    """A played Discord, the bot in it, and somebody who asks."""

    discord: LoopbackDiscord
    bot: BotProcess
    alice: User
    news: Channel

    async def ask(self, question: str = CLEAN_NETWORK, **more: object) -> Asked:
        return await self.discord.slash("ask", question=question, user=self.alice, channel=self.news, **more)

    async def answered(self, asked: Asked) -> Asked:
        """Wait for the whole answer; its last line says how current the library is."""
        return await self.discord.final(asked, lambda asked: "1 article · " in asked.text)

    def sent(self, operation: int) -> int:
        return len(list(heard(self.discord.gateway, operation)))


def button(message: Message, label: str) -> str:
    """Return the custom id of the first button that begins with a label."""
    parts = (part for part in walk(message.components) if str(part.get("label", "")).startswith(label))
    return next(str(part["custom_id"]) for part in parts)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(shipped_home: Path) -> AsyncIterator[Scene]:
    """One bot for all scenes; its first two connections to the gateway fail, as they may."""
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        discord.gateway.refusing = 2
        async with bot_process(discord, shipped_home) as bot:
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


async def test_a_gateway_that_refuses_the_first_connections_is_tried_again(scene: Scene) -> None:
    assert scene.discord.gateway.connections >= 3


async def test_the_commands_are_synced(scene: Scene) -> None:
    assert "ask" in [command["name"] for command in scene.discord.world.commands[None]]


async def test_the_shipped_article_is_asked_and_cited(scene: Scene) -> None:
    asked = await scene.answered(await scene.ask())
    assert all(words in asked.text for words in SAID)
    assert "[1]" in asked.text
    assert asked.acknowledged_after_s < 3
    assert asked.finished_after_s < ANSWERED_WITHIN_S


async def test_a_question_is_answered_in_direct_messages(scene: Scene) -> None:
    direct = scene.discord.world.direct(scene.alice)
    asked = await scene.discord.slash("ask", question=CLEAN_NETWORK, user=scene.alice, channel=direct, installed=True)
    assert SAID[0] in (await scene.answered(asked)).text


async def test_a_mention_is_answered_by_a_reply_without_a_ping(scene: Scene) -> None:
    asking = await scene.discord.mention(CLEAN_NETWORK, user=scene.alice, channel=scene.news)
    said = await scene.discord.written(scene.news, lambda message: message.answers is asking)
    assert SAID[0] in said.text


async def test_a_question_that_its_asker_deleted_is_answered_all_the_same(scene: Scene) -> None:
    asking = await scene.discord.mention(CLEAN_NETWORK, user=scene.alice, channel=scene.news)
    scene.discord.world.delete(asking)
    said = await scene.discord.written(scene.news, lambda message: message.id > asking.id and SAID[0] in message.text)
    assert said.answers is None


async def test_a_reply_to_an_answer_goes_on_from_it(scene: Scene) -> None:
    asked = await scene.answered(await scene.ask())
    asking = await scene.discord.reply(asked.original, "and what did he say about the world?", user=scene.alice)
    said = await scene.discord.written(scene.news, lambda message: message.answers is asking)
    assert "Understood as: and what did Zhao Lijian say about the world?" in said.text


async def test_a_question_goes_on_from_an_answer_by_its_form(scene: Scene) -> None:
    asked = await scene.answered(await scene.ask())
    opened = await scene.discord.click(asked.original, button(asked.original, "Follow up"), user=scene.alice)
    followed = await scene.discord.submit(opened, text="what did he say about eavesdropping?")
    assert SAID[0] in (await scene.answered(followed)).text
    assert followed.acknowledged_after_s < 3


async def test_a_line_that_drops_in_mid_answer_is_resumed_and_nothing_is_lost(scene: Scene) -> None:
    before = scene.sent(RESUME)
    first = await scene.ask()
    await scene.discord.changes.until(lambda: first.callback)
    scene.discord.gateway.cut()
    second = await scene.ask()  # while nobody listens
    for asked in (first, second):
        assert SAID[0] in (await scene.answered(asked)).text
    assert scene.sent(RESUME) == before + 1


async def test_a_request_to_reconnect_is_followed(scene: Scene) -> None:
    before = scene.sent(RESUME)
    scene.discord.gateway.reconnect()
    await scene.discord.changes.until(lambda: scene.sent(RESUME) > before)
    await scene.answered(await scene.ask())


@pytest.mark.parametrize(("resumable", "operation"), [(True, RESUME), (False, IDENTIFY)])
async def test_an_invalid_session_is_resumed_or_begun_anew(scene: Scene, resumable: bool, operation: int) -> None:
    before = scene.sent(operation)
    scene.discord.gateway.invalidate(resumable=resumable)
    await scene.discord.changes.until(lambda: scene.sent(operation) > before)
    await scene.discord.ready()
    await scene.answered(await scene.ask())


async def test_a_question_that_comes_twice_is_answered_once(scene: Scene) -> None:
    before = len(scene.discord.rest.asked("POST", CALLBACK))
    await scene.answered(await scene.ask(times=2))
    await scene.answered(await scene.ask())  # by now the double would have been noticed
    assert len(scene.discord.rest.asked("POST", CALLBACK)) == before + 2


@pytest.mark.parametrize(
    "how",
    [
        {"status": 429},
        {"status": 429, "everywhere": True},
        {"status": 500},
        {"status": 502},
        {"status": 503},
        {"cut": Cut.BEFORE},
        {"cut": Cut.AFTER},  # it was written all the same, and is written again
        {"delay_s": 0.5},
    ],
    ids=str,
)
async def test_an_answer_survives_a_write_that_goes_wrong(scene: Scene, how: dict[str, object]) -> None:
    scene.discord.rest.buckets = type(scene.discord.rest.buckets)()
    fault = scene.discord.rest.fail("PATCH", ORIGINAL, **how)
    asked = await scene.answered(await scene.ask())
    assert not fault.times
    assert all(words in asked.text for words in SAID)
    assert asked.text.count("1 article · ") == 1


@pytest.mark.parametrize("cut", list(Cut))
async def test_a_question_survives_a_lost_acknowledgement(scene: Scene, cut: Cut) -> None:
    scene.discord.rest.fail("POST", CALLBACK, cut=cut)
    asked = await scene.answered(await scene.ask())
    assert asked.acknowledged_after_s < 3


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refused_answer_does_no_harm(scene: Scene, status: int) -> None:
    refused = scene.discord.rest.fail("PATCH", ORIGINAL, status=status, code=10008)
    await scene.ask()
    await scene.discord.changes.until(lambda: not refused.times)
    await scene.answered(await scene.ask())
    scene.bot.lines.clear()  # discord.py logs the refusal with a traceback


async def test_a_message_that_comes_twice_is_answered_once(scene: Scene) -> None:
    asking = await scene.discord.mention(CLEAN_NETWORK, user=scene.alice, channel=scene.news, times=2)
    await scene.discord.written(scene.news, lambda message: message.answers is asking)
    await scene.answered(await scene.ask())  # by now the double would have been noticed
    assert sum(message.answers is asking for message in scene.news.messages.values()) == 1


async def test_many_ask_at_once_and_the_heart_beats_on(scene: Scene) -> None:
    people = [scene.discord.world.user(f"asker {number}") for number in range(ASKERS)]
    for person in people:
        scene.discord.world.join(scene.discord.world.guilds[scene.news.guild_id], person)
    await scene.bot.has_chroma()  # so that its memory is counted before
    beats = scene.discord.gateway.beats
    beats.clear()
    await scene.discord.changes.until(lambda: len(beats) > 1)  # the played Discord itself was busy with the people
    beats.clear()
    before = scene.bot.memory_mib
    asked = []
    for person in people:
        question = f"{CLEAN_NETWORK}, {person.name}"
        asked.append(await scene.discord.slash("ask", question=question, user=person, channel=scene.news))
        await asyncio.sleep(0)  # so that the played Discord hears heartbeats meanwhile
    await asyncio.gather(*(scene.answered(one) for one in asked))
    late_s, growth_mib = scene.discord.gateway.latest_lateness_s, scene.bot.memory_mib - before
    print(f"{ASKERS} askers: heartbeat late by {late_s * 1_000:.0f} ms at most, {growth_mib:.0f} MiB more memory")
    assert max(one.acknowledged_after_s for one in asked) < 3
    assert late_s < LATE_BY_S
    assert growth_mib < 200


async def test_the_buttons_of_an_answer_outlive_the_process(shipped_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        async with bot_process(discord, shipped_home) as bot:
            await discord.ready()
            asked = await discord.slash("ask", question=CLEAN_NETWORK, user=alice, channel=news)
            await discord.final(asked, lambda asked: "1 article · " in asked.text)
            assert (await bot.end())[0] == 0
            await discord.changes.until(lambda: not discord.gateway.connected)
        async with bot_process(discord, shipped_home) as bot:
            await discord.ready()
            shown = await discord.click(asked.original, button(asked.original, "Passage"), user=alice)
            assert "**" in (await discord.final(shown)).text
            assert shown.original.ephemeral
            assert "Ignoring exception" not in bot.log
        assert discord.problems() == []


async def until(holds: Callable[[], Any]) -> Any:
    """Return what is found once there is something, in what the bot keeps to itself."""
    async with asyncio.timeout(ANSWERED_WITHIN_S):
        while not (found := holds()):
            await asyncio.sleep(0.02)
        return found


async def test_a_question_that_a_kill_broke_off_is_told_so_by_the_next_process(shipped_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        one_a_minute = {"NEWSDESK_DISCORD__BURST": "1", "NEWSDESK_DISCORD__PER_MINUTE": "1"}
        async with bot_process(discord, shipped_home, **one_a_minute) as bot:
            await discord.ready()
            for _ in range(2):
                await discord.mention(CLEAN_NETWORK, user=alice, channel=news)
            answer = await discord.written(news, lambda message: SAID[0] in message.text)
            waiting = await discord.written(news, lambda message: message is not answer)
            with closing(Records(shipped_home)) as records:
                await until(records.unfinished)
            bot.process.kill()
            await bot.process.wait()
            await discord.changes.until(lambda: not discord.gateway.connected)
        async with bot_process(discord, shipped_home):
            await discord.ready()
            await discord.changes.until(lambda: BROKEN in waiting.text)
        assert SAID[0] in answer.text
        assert discord.problems() == []


async def test_of_two_processes_of_one_bot_one_answers(shipped_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        async with bot_process(discord, shipped_home) as one, bot_process(discord, shipped_home) as other:
            await discord.changes.until(lambda: len(discord.gateway.connected) == 2)
            asked = await discord.slash("ask", question=CLEAN_NETWORK, user=alice, channel=news)
            await discord.final(asked, lambda asked: "1 article · " in asked.text)
            await discord.changes.until(lambda: "40060" in one.log + other.log)
            await discord.complete("article", "article", user=alice, channel=news, article="huawei")
            await discord.changes.until(lambda: UNOFFERED % "article" in one.log + other.log)
            question = await discord.mention(CLEAN_NETWORK, user=alice, channel=news)
            await discord.changes.until(lambda: len(discord.rest.asked("POST", MESSAGES)) == 2)
            assert "Ignoring exception" not in one.log + other.log
            (answer,) = [message for message in news.messages.values() if message.answers]
            with closing(Records(shipped_home)) as records:
                kept = await until(lambda: records.answer_in(news.id, answer.id))
                said = records.conversation(replace(kept.asked, at=datetime.now(UTC)))
            assert len(said) == 4  # the command and the mention, each with its answer
        assert answer.answers is question
        callbacks = [made.parameters["interaction_id"] for made in discord.rest.asked("POST", CALLBACK)]
        assert callbacks.count(str(asked.id)) == 2
        assert len([made for made in discord.rest.asked("PATCH", ORIGINAL) if "1 article · " in str(made.body)]) == 1
        assert discord.problems() == []


@pytest.mark.parametrize(
    ("code", "words"),
    [(4004, "refused the token"), (4013, "Install a newer newsdesk"), (4014, "Enable Message Content Intent")],
)
async def test_a_bot_that_the_gateway_refuses_ends_with_what_to_do(home: Path, code: int, words: str) -> None:
    async with loopback_discord() as discord:
        discord.gateway.closing = [code]
        async with bot_process(discord, home) as bot:
            assert await asyncio.wait_for(bot.process.wait(), 60) == 2
        assert words in bot.lines[-1]


async def test_sigterm_ends_the_bot_in_time(scene: Scene) -> None:
    await scene.ask()  # an answer may be on its way
    code, seconds = await scene.bot.end()
    assert (code, seconds < ENDS_WITHIN_S) == (0, True)
    await scene.discord.changes.until(lambda: not scene.discord.gateway.connected)
