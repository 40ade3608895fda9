"""Discord is told the commands when they changed, and not at every start."""

import stat
from pathlib import Path

import discord
import pytest
from discord import app_commands
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord

from bot.discord.endpoints import reaching
from bot.discord.syncing import FILE_NAME, sync
from bot.settings import DiscordSettings

pytestmark = pytest.mark.enable_socket
COMMANDS = "/applications/{application_id}/commands"


async def started(played: LoopbackDiscord, home: Path, *names: str) -> bool:
    """Start a bot with commands of these names, and return whether Discord was told."""
    with reaching(DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)):
        async with discord.Client(intents=discord.Intents.none()) as client:
            tree = app_commands.CommandTree(client)
            for name in names:
                tree.add_command(command(name))
            await client.login(TOKEN)
            return await sync(tree, home, client.application_id)


def command(name: str) -> app_commands.Command:
    async def answer(interaction: discord.Interaction, question: str) -> None:
        """Do nothing."""

    return app_commands.Command(name=name, description="Ask", callback=answer)


async def test_discord_is_told_once(tmp_path: Path) -> None:
    async with loopback_discord() as played:
        assert [await started(played, tmp_path, "ask") for _ in range(3)] == [True, False, False]
        assert len(played.rest.asked("PUT", COMMANDS)) == 1
        assert played.problems() == []


async def test_discord_is_told_what_changed(tmp_path: Path) -> None:
    async with loopback_discord() as played:
        assert [await started(played, tmp_path, *names) for names in (["ask"], ["ask", "said"], ["ask"])] == [True] * 3


async def test_discord_is_told_again_if_it_lost_the_commands(tmp_path: Path) -> None:
    async with loopback_discord() as played:
        await started(played, tmp_path, "ask")
        played.world.commands.clear()
        assert await started(played, tmp_path, "ask")


async def test_another_application_is_told_by_itself(tmp_path: Path) -> None:
    for _ in range(2):
        async with loopback_discord() as played:
            assert await started(played, tmp_path, "ask")
            assert not await started(played, tmp_path, "ask")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"1": '])
async def test_a_damaged_file_is_written_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    async with loopback_discord() as played:
        assert [await started(played, tmp_path, "ask") for _ in range(2)] == [True, False]


async def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    async with loopback_discord() as played:
        await started(played, tmp_path / "home", "ask")
    assert stat.S_IMODE((tmp_path / "home" / FILE_NAME).stat().st_mode) == 0o600


async def test_a_file_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE_NAME).mkdir()
    async with loopback_discord() as played:
        assert await started(played, tmp_path, "ask")
    assert "cannot be remembered" in caplog.text
