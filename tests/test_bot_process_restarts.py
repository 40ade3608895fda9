"""What the real bot process leaves to the next one, shares with another one, and says when it cannot go on."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bot_process import bot_process
from bot_scene import ANSWERED_WITHIN_S, CALLBACK, CLEAN_NETWORK, MESSAGES, ORIGINAL, SAID, button
from loopback_discord import loopback_discord

from bot.discord.logs import UNOFFERED
from bot.discord.promises import BROKEN
from bot.records import Records

pytestmark = [pytest.mark.enable_socket, pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]


async def test_the_buttons_of_an_answer_outlive_the_process(own_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        async with bot_process(discord, own_home) as bot:
            await discord.ready()
            asked = await discord.slash("ask", question=CLEAN_NETWORK, user=alice, channel=news)
            await discord.final(asked, lambda asked: "1 article · " in asked.text)
            assert (await bot.end())[0] == 0
            await discord.changes.until(lambda: not discord.gateway.connected)
        async with bot_process(discord, own_home) as bot:
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


async def test_a_question_that_a_kill_broke_off_is_told_so_by_the_next_process(own_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        one_a_minute = {"NEWSDESK_DISCORD__BURST": "1", "NEWSDESK_DISCORD__PER_MINUTE": "1"}
        async with bot_process(discord, own_home, **one_a_minute) as bot:
            await discord.ready()
            for _ in range(2):
                await discord.mention(CLEAN_NETWORK, user=alice, channel=news)
            answer = await discord.written(news, lambda message: SAID[0] in message.text)
            waiting = await discord.written(news, lambda message: message is not answer)
            with closing(Records(own_home)) as records:
                await until(records.unfinished)
            bot.process.kill()
            await bot.process.wait()
            await discord.changes.until(lambda: not discord.gateway.connected)
        async with bot_process(discord, own_home):
            await discord.ready()
            await discord.changes.until(lambda: BROKEN in waiting.text)
        assert SAID[0] in answer.text
        assert discord.problems() == []


async def test_of_two_processes_of_one_bot_one_answers(own_home: Path) -> None:
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        alice, news = discord.world.user("alice"), discord.world.channel(guild)
        discord.world.join(guild, alice)
        async with bot_process(discord, own_home) as one, bot_process(discord, own_home) as other:
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
            with closing(Records(own_home)) as records:
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
