"""Places: by whose leave the bot is asked, and what the settings of a server say of a place."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.libraries import own, visible
from bot.discord.places import Place, admits, is_shared, place_of
from bot.records import ServerSettings
from index import SHARED

GUILD, ALICE, BOB, CHANNEL, FORUM = 1, 2, 3, 4, 5


def interaction(guild_id: int | None, owners: dict[int, int], *, by: int = ALICE, known: bool = True) -> Any:
    """Return what place_of() reads of an interaction; `owners` are the server (0) and the person (1) that allow it."""
    return SimpleNamespace(
        guild_id=guild_id,
        channel_id=CHANNEL,
        channel=None,
        context=SimpleNamespace(dm_channel=guild_id is None and 0 in owners),
        client=SimpleNamespace(
            get_guild=lambda _: object() if known and guild_id else None, user=SimpleNamespace(id=9)
        ),
        is_guild_integration=lambda: bool(guild_id) and owners.get(0) == guild_id,
        is_user_integration=lambda: owners.get(1) == by,
    )


@pytest.mark.parametrize(
    ("asked", "guild_id", "reachable"),
    [
        (interaction(GUILD, {0: GUILD}), GUILD, True),
        (interaction(GUILD, {0: GUILD, 1: ALICE}), GUILD, True),
        (interaction(GUILD, {1: ALICE}), None, False),
        (interaction(GUILD, {1: ALICE}, known=False), None, False),
        (interaction(GUILD, {1: ALICE}, by=BOB, known=False), None, False),
        (interaction(None, {0: 0}), None, True),
        (interaction(None, {1: ALICE}), None, False),
    ],
    ids=["server", "server and person", "person", "brought along", "pressed by another", "direct", "among others"],
)
def test_a_server_is_seen_by_its_own_leave_alone(asked: Any, guild_id: int | None, reachable: bool) -> None:
    place = place_of(asked)
    assert (place.guild_id, place.reachable) == (guild_id, reachable)
    assert visible(place.guild_id) == ((SHARED,) if guild_id is None else (own(GUILD), SHARED))


@pytest.mark.parametrize(
    ("settings", "place", "admitted"),
    [
        (ServerSettings(), Place(CHANNEL, GUILD), True),
        (ServerSettings(auto_channels=(7,)), Place(CHANNEL, GUILD), True),
        (ServerSettings(channels=(7,)), Place(CHANNEL, GUILD), False),
        (ServerSettings(channels=(CHANNEL,)), Place(CHANNEL, GUILD), True),
        (ServerSettings(channels=(CHANNEL,)), Place(8, GUILD, parent_id=CHANNEL), True),
        (ServerSettings(channels=(7,), auto_channels=(CHANNEL,)), Place(CHANNEL, GUILD), True),
        (ServerSettings(channels=(7,), forums=(FORUM,)), Place(8, GUILD, parent_id=FORUM), True),
    ],
)
def test_a_server_says_where_the_bot_answers(settings: ServerSettings, place: Place, admitted: bool) -> None:
    assert admits(settings, place) is admitted


@pytest.mark.parametrize(
    ("place", "shared"),
    [
        (Place(CHANNEL, GUILD), False),
        (Place(8, GUILD, parent_id=CHANNEL), False),
        (Place(8, GUILD, parent_id=CHANNEL, own=True), True),
        (Place(8, GUILD, parent_id=FORUM), True),
    ],
)
def test_a_conversation_is_everybodys_in_threads_of_the_bot_alone(place: Place, shared: bool) -> None:
    assert is_shared(ServerSettings(forums=(FORUM,)), place) is shared


def test_a_dm_channel_of_others_is_not_the_bots() -> None:
    asked = interaction(None, {1: ALICE})
    asked.channel = discord.Object(CHANNEL)
    assert not place_of(asked).reachable
