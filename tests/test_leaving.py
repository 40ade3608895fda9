"""When the bot is told to stop, nobody waits in vain, and the process ends in time whatever a thread still does."""

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT
from loopback_discord import TOKEN, loopback_discord
from made_answers import an_answer
from simulated_server import UnusualDesk

from bot.discord import queueing
from bot.discord.client import NewsdeskClient
from bot.discord.endpoints import reaching
from bot.discord.queueing import RESTARTING
from bot.records import Records
from bot.settings import DiscordSettings


@pytest.mark.enable_socket
async def test_who_waits_for_an_answer_is_told_that_the_bot_restarts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing.Queue.close, "__defaults__", (0.5, 2.5))
    released = threading.Event()

    def slow(question: str) -> object:
        released.wait(30)
        return an_answer(question=question, understood=question)

    desk, records = UnusualDesk(home, slow), Records(home)
    async with loopback_discord() as played:
        alice, guild = played.world.user("alice"), played.world.guild()
        news = played.world.channel(guild)
        played.world.join(guild, alice)
        settings = DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url, at_once=1)
        with reaching(settings):
            async with NewsdeskClient(desk, records, settings) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await played.ready()
                assert b"newsdesk_chroma_following" in bot.metrics.text()
                asked = [await played.slash("ask", question=f"rain {n}", user=alice, channel=news) for n in range(3)]
                await played.changes.until(lambda: bot.queue.at_work == 1 and bot.queue.waiting == 2)
                began = time.monotonic()
                await bot.close()
                assert time.monotonic() - began < 9
                released.set()
            running.cancel()
        assert [RESTARTING in one.text for one in asked] == [True] * 3
        assert played.problems() == []
    records.close()
    desk.close()


BUSY_FOR_LONG = """
import asyncio, os, signal, sys, threading, time
from bot import leaving
from bot.discord import running
from bot.discord.connection import Connection
from bot.settings import DiscordSettings
leaving.LEAVE_WITHIN_S = 1.0

class Busy(Connection):
    async def login(self, token):
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)
        await asyncio.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    async def connect(self, *, reconnect=True):
        await asyncio.Event().wait()

settings = DiscordSettings()
asyncio.run(running.run_until_told(Busy(settings), "token", settings, leaving.leave_in_time))
"""


def test_a_thread_that_goes_on_does_not_keep_the_process() -> None:
    began = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", BUSY_FOR_LONG], cwd=ROOT, capture_output=True, timeout=50, check=False)
    assert ran.returncode == 0, ran.stderr
    assert time.monotonic() - began < 40


REFUSED_WHILE_LOADING = """
import asyncio, sys, threading, time
import discord
from bot import leaving
from bot.discord import running
from bot.discord.connection import Connection
from bot.discord.logs import log_to_stderr
from bot.settings import DiscordSettings
leaving.LEAVE_WITHIN_S = 1.0

class Refused(Connection):
    async def login(self, token):
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)

    async def connect(self, *, reconnect=True):
        raise discord.PrivilegedIntentsRequired(0)

log_to_stderr("plain", "token")
asyncio.run(running.run_until_told(Refused(DiscordSettings()), "token", leaving=leaving.leave_in_time))
"""


def test_a_bot_that_is_refused_while_its_model_loads_says_why_and_ends_with_the_code_of_that() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", REFUSED_WHILE_LOADING], cwd=ROOT, capture_output=True, timeout=50, check=False
    )
    assert ran.returncode == 2, ran.stderr
    assert b"Enable Message Content Intent" in ran.stderr
