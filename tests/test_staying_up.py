"""The real bot process tells how it is, logs safely, tells Discord its commands once, and ends in time."""

import json
import re
from pathlib import Path

import pytest
from bot_process import ENDS_WITHIN_S, bot_process
from discord_payloads import Guild, User
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord
from test_health import free_port, told

pytestmark = [pytest.mark.enable_socket, pytest.mark.model]
CLEAN_NETWORK = "what did Zhao Lijian say about the clean network"
COMMANDS = "/applications/{application_id}/commands"


async def asked(discord: LoopbackDiscord, alice: User, guild: Guild) -> str:
    """Ask, and return the interaction's token."""
    found = await discord.slash("ask", question=CLEAN_NETWORK, user=alice, channel=discord.world.channel(guild))
    await discord.final(found, lambda found: "indexed" in found.text)
    return found.token


async def test_a_process_with_shards_health_and_json_logs(own_home: Path) -> None:
    port = free_port()
    settings = {
        **{"NEWSDESK_DISCORD__HEALTH_PORT": str(port), "NEWSDESK_LOG__FORMAT": "json"},
        **{"NEWSDESK_DISCORD__SHARDS": "0-1", "NEWSDESK_DISCORD__SHARD_COUNT": "2"},
    }
    async with loopback_discord() as discord:
        alice, guild = discord.world.user("alice"), discord.world.guild()
        discord.world.join(guild, alice)
        async with bot_process(discord, own_home, **settings) as bot:
            await discord.changes.until(lambda: len(discord.gateway.connected) == 2)
            token = await asked(discord, alice, guild)
            code, health = await told(port, "/health")
            assert (code, json.loads(health)["shards"]) == (200, 2)
            _, figures = await told(port, "/metrics")
            assert 'newsdesk_questions_total{outcome="answered",way="slash"} 1.0' in figures
            seconds = re.search(r"newsdesk_answer_seconds_sum ([\d.]+)", figures)
            print(f"from the question to the answer, with the model being loaded: {seconds[1]} s")
            code, ended_after_s = await bot.end()
            assert (code, ended_after_s < ENDS_WITHIN_S) == (0, True)
        lines = [json.loads(line) for line in bot.lines]
        assert any("has connected to Gateway" in line["message"] for line in lines)
        assert not any(secret in bot.log for secret in (TOKEN, token, CLEAN_NETWORK))
        synced = len(discord.rest.asked("PUT", COMMANDS))
        async with bot_process(discord, own_home) as bot:
            await discord.changes.until(lambda: discord.gateway.connected)
            code, ended_after_s = await bot.end()  # while the model is being loaded
            print(f"told to end while the model was being loaded, it ended after {ended_after_s:.1f} s")
            assert code == 0
        assert (synced, len(discord.rest.asked("PUT", COMMANDS))) == (1, 1)
        assert discord.problems() == []
