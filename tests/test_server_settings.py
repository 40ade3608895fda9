"""Settings of a server in Discord: shown, changed by options and menus, and by nobody else."""

from typing import Any

import discord
import pytest
import simcord
from keeping_server import Managed, a_managed_server, forging
from simulated_server import displayed, labels, text_of

from bot.desk import Desk
from bot.discord.layout import Verb, custom_id
from bot.discord.permissions import NOT_YOURS, ROLES_NOT_YOURS
from bot.records import ServerSettings

__all__ = ["forging"]


def menu(name: str) -> str:
    return custom_id(Verb.SET, name)


async def test_the_settings_are_shown_to_managers_alone(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        shown = await managed.slash("settings")
        assert "Answers in: **every channel**" in text_of(shown)
        assert shown.ephemeral
        assert labels(shown.response) == []


async def test_options_change_what_they_name_and_leave_the_rest(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.slash("settings", private=True)
        shown = await managed.slash("settings", threads=True, language="en")
        assert managed.kept().settings == ServerSettings(private=True, threads=True, language="en")
        assert "Answers are seen by: **the asker only**" in text_of(shown)


async def test_menus_change_channels_forums_and_roles(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        forum = managed.guild.create_forum_channel("questions")
        scribes = managed.guild.create_role("Scribes")
        shown = await managed.slash("settings")
        for name, values in (
            ("channels", [managed.channel]),
            ("auto_channels", [managed.channel]),
            ("forums", [forum]),
            ("roles", [scribes]),
        ):
            await managed.manager.select(shown.response, values, custom_id=menu(name))
        kept = managed.kept().settings
        channel = (managed.channel.id,)
        assert (kept.channels, kept.auto_channels, kept.forums) == (channel, channel, (forum.id,))
        assert kept.roles == (scribes.id,)
        assert f"<#{forum.id}>" in displayed(shown.response.components)
        await managed.manager.select(shown.response, [], custom_id=menu("channels"))
        assert managed.kept().settings.channels == ()


async def test_menus_work_after_a_restart(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        shown = await managed.slash("settings")
        await managed.server.restart()
        await managed.manager.select(shown.response, [managed.channel], custom_id=menu("channels"))
        assert managed.kept().settings.channels == (managed.channel.id,)


async def test_channels_and_roles_that_are_no_more_are_not_offered(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        managed.server.records.change(managed.guild.id, channels=(1, managed.channel.id), roles=(2,), forums=(3,))
        shown = await managed.slash("settings")
        text = text_of(shown)
        assert f"**<#{managed.channel.id}>**" in text
        assert "<#1>" not in text
        assert "<@&2>" not in text


async def test_the_channels_of_the_settings_hold_for_every_verb(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        quiet = managed.guild.create_text_channel("quiet")
        managed.server.records.change(managed.guild.id, channels=(managed.channel.id,))
        used = await managed.member.slash(quiet, "articles")
        assert f"I answer elsewhere: <#{managed.channel.id}>" in text_of(used)
        assert used.ephemeral
        assert "0 articles" in text_of(await managed.slash("articles", managed.member))


async def test_a_server_can_have_all_verbs_answer_to_the_asker_alone(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        assert not (await managed.slash("status", managed.member)).ephemeral
        managed.server.records.change(managed.guild.id, private=True)
        assert (await managed.slash("status", managed.member)).ephemeral


# --- attacks


@pytest.mark.usefixtures("forging")
async def test_a_menu_does_nothing_for_members(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        before = managed.kept()
        scribes = managed.guild.create_role("Scribes")
        for name, value in (("channels", managed.channel.id), ("roles", scribes.id), ("private", 1)):
            assert NOT_YOURS in await chosen(managed, managed.member, name, value)
        assert managed.kept() == before


@pytest.mark.usefixtures("forging")
async def test_who_manages_by_a_role_cannot_let_others_manage(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        scribes, friends = managed.guild.create_role("Scribes"), managed.guild.create_role("Friends")
        scribe = managed.guild.add_member(managed.env.create_user("sven"), roles=[scribes])
        managed.server.records.change(managed.guild.id, roles=(scribes.id,))
        assert ROLES_NOT_YOURS in await chosen(managed, scribe, "roles", friends.id)
        assert managed.kept().settings.roles == (scribes.id,)
        await chosen(managed, scribe, "channels", managed.channel.id)
        assert managed.kept().settings.channels == (managed.channel.id,)


async def test_what_is_not_of_the_server_cannot_be_set(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        before = managed.kept()
        other = managed.env.create_guild("Other")
        there = other.create_text_channel("there")
        await chosen(managed, managed.manager, "channels", there.id)
        await chosen(managed, managed.manager, "roles", managed.guild.id)  # everybody's role
        await chosen(managed, managed.manager, "language", 7)
        assert managed.kept() == before


async def chosen(managed: Managed, who: Any, name: str, *values: int) -> str:
    """Choose in a menu that the bot never showed there, and return what is said."""
    kind = 6 if name == "roles" else 8
    select = {"type": kind, "custom_id": menu(name), "min_values": 0, "max_values": 25}
    row = {"type": 17, "components": [{"type": 1, "components": [select]}]}
    bot_id = managed.env.bot.user.id
    stored = managed.env.backend.create_message(
        managed.channel.id, bot_id, content="", components=[row], flags=discord.MessageFlags(components_v2=True).value
    )
    data = {"custom_id": menu(name), "component_type": kind, "values": [str(value) for value in values]}
    used = await simcord.actors._component_interaction(who, stored, data)
    return text_of(used) if used.response else displayed(stored.components)
