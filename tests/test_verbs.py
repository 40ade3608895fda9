"""Every command, used by everybody everywhere: who gets what, and that nobody but managers changes anything."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from keeping_server import Managed, a_managed_server, forging, installed_for_oneself
from simulated_server import shown, text_of

from bot.desk import Desk
from bot.discord.commands.verify import NO_WORDS, OWN_WORDS
from bot.discord.libraries import own
from bot.discord.permissions import NOT_HERE, NOT_YOURS

__all__ = ["forging"]

ANSWERS = ("answers",) * 6
MANAGES = ("refused", "changes", "changes", "not here", "elsewhere", "not here")
SHOWS = ("refused", "answers", "answers", "not here", "answers", "not here")
WHO = ("member", "manager", "administrator", "direct", "other server", "user install")

# What each command is given, and what it does for: member, manager, administrator, direct message, the manager of
# another server there, and a manager who brought the bot along by themselves.
TABLE: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "ask": ({"question": "when was the harbour closed"}, ANSWERS),
    "said": ({"speaker": "the mayor", "about": "ships", "since": "2020"}, ANSWERS),
    "timeline": ({"speaker": "the mayor", "about": "ships"}, ANSWERS),
    "verify": ({"quote": "ships must wait"}, ANSWERS),
    "articles": ({"search": "harbour"}, ANSWERS),
    "article": ({"article": "harbour"}, ANSWERS),
    "status": ({}, ANSWERS),
    "help": ({}, ANSWERS),
    "forget me": ({}, ANSWERS),
    "index add": ({"file": ("snow.txt", b"Snow\n\nSnow fell on the harbour.")}, MANAGES),
    "index refresh": ({}, SHOWS),
    "index remove": ({"article": "harbour"}, SHOWS),
    "index status": ({}, SHOWS),
    "settings": ({"private": True}, MANAGES),
    "gaps": ({}, SHOWS),
}


def names_in(tree: "app_commands.CommandTree[Any]") -> set[str]:
    """Return the full names of all commands of a tree; those in the menus of messages have a table of their own."""
    commands = tree.walk_commands(type=discord.AppCommandType.chat_input)
    return {command.qualified_name for command in commands if isinstance(command, app_commands.Command)}


async def test_every_command_has_its_outcomes_stated(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        assert names_in(managed.env.bot.tree) == set(TABLE)


@pytest.mark.usefixtures("forging")
@pytest.mark.parametrize("name", TABLE)
async def test_who_gets_what(name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    options, outcomes = TABLE[name]
    async with a_managed_server(desk) as managed:
        await managed.add()
        other = managed.env.create_guild("Other")
        there = other.create_text_channel("there")
        editors = other.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        olga = other.add_member(managed.env.create_user("olga"), roles=[editors])
        dora = managed.env.create_user("dora")
        ways: dict[str, Callable[[], Awaitable[simcord.InteractionResult]]] = {
            "member": lambda: managed.slash(name, managed.member, **options),
            "manager": lambda: managed.slash(name, managed.manager, **options),
            "administrator": lambda: managed.slash(name, managed.administrator, **options),
            "direct": lambda: dora.slash(name, **options),
            "other server": lambda: olga.slash(there, name, **options),
            "user install": lambda: managed.slash(name, managed.manager, **options),
        }
        for who, outcome in zip(WHO, outcomes, strict=True):
            await _start_anew(managed)
            before = managed.kept()
            if who == "user install":
                async with installed_for_oneself(monkeypatch):
                    used = await ways[who]()
            else:
                used = await ways[who]()
            _check(who, outcome, used, before == managed.kept())


async def _start_anew(managed: Managed) -> None:
    """Undo what an earlier use of a command changed."""
    managed.server.records.change(managed.guild.id, private=False)
    snow = managed.server.desk.article((managed.library,), "snow")
    if snow:
        managed.server.desk.forget(managed.library, ["snow"])


def _check(who: str, outcome: str, used: simcord.InteractionResult, unchanged: bool) -> None:
    text = text_of(used)
    assert (NOT_YOURS in text) == (outcome == "refused"), who
    assert (NOT_HERE in text) == (outcome == "not here"), who
    assert unchanged == (outcome != "changes"), who
    assert used.ephemeral or outcome == "answers", who


async def test_discord_shows_what_manages_to_managers_and_in_servers_only(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        managing = {name for name, (_, outcomes) in TABLE.items() if outcomes in (MANAGES, SHOWS)}
        everything = set(TABLE)
        assert managing.isdisjoint(managed.member.available_commands(managed.channel))
        assert everything <= set(managed.manager.available_commands(managed.channel))
        assert managing.isdisjoint(managed.env.create_user("dora").available_commands())


@pytest.mark.usefixtures("forging")
async def test_a_role_that_the_settings_name_manages_and_everybodys_role_does_not(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        scribes = managed.guild.create_role("Scribes")
        scribe = managed.guild.add_member(managed.env.create_user("sven"), roles=[scribes])
        managed.server.records.change(managed.guild.id, roles=(managed.guild.id,))
        assert NOT_YOURS in text_of(await managed.slash("gaps", scribe))
        managed.server.records.change(managed.guild.id, roles=(scribes.id,))
        assert NOT_YOURS not in text_of(await managed.slash("gaps", scribe))
        assert NOT_YOURS in text_of(await managed.slash("gaps", managed.member))


async def test_a_quote_is_verified_from_the_menu_of_a_message(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        said = await managed.member.send(managed.channel, "> **The harbour of Vigo was closed on Monday.**")
        used = await managed.member.context_menu(managed.channel, "Verify quote", said)
        assert "### Exact" in text_of(used)
        assert used.ephemeral


async def test_of_an_answer_of_the_bots_own_it_is_told_that_its_quotes_were_checked(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        used = await managed.member.slash(managed.channel, "help")
        verified = await managed.member.context_menu(managed.channel, "Verify quote", used.response)
        assert text_of(verified) == OWN_WORDS


async def test_a_message_without_words_cannot_be_verified(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        said = await managed.member.send(managed.channel, "", attachments=[("rain.png", b"")])
        verified = await managed.member.context_menu(managed.channel, "Verify quote", said)
        assert text_of(verified) == NO_WORDS


async def test_help_lists_every_command_and_in_direct_messages_those_for_everybody(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        text = "\n".join(shown(await managed.slash("help", managed.member)))
        assert all(f"/{name}" in text for name in TABLE)
        direct = text_of(await managed.env.create_user("dora").slash("help"))
        assert "/ask" in direct
        assert "/index" not in direct


async def test_what_a_server_keeps_is_seen_there_alone(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        other = managed.env.create_guild("Other")
        there = other.create_text_channel("there")
        olga = other.add_member(managed.env.create_user("olga"))
        dora = managed.env.create_user("dora")
        for name, options in (
            ("articles", {}),
            ("article", {"article": "harbour"}),
            ("article", {"article": own(managed.guild.id) + "/harbour"}),
            ("article", {"article": own(managed.guild.id) + "/harbour#0"}),
            ("said", {"speaker": "the mayor"}),
            ("timeline", {"speaker": "the mayor"}),
            ("verify", {"quote": "The harbour of Vigo was closed on Monday."}),
        ):
            for used in (await olga.slash(there, name, **options), await dora.slash(name, **options)):
                assert "Vigo" not in text_of(used).partition("### Absent")[2], name
                assert "Harbour notes" not in text_of(used), name
        assert await olga.autocomplete(there, "article", "article", "") == []
        assert await dora.autocomplete("article", "article", "") == []
        offered = await managed.member.autocomplete(managed.channel, "article", "article", "HARB")
        assert [(one["name"], one["value"]) for one in offered] == [("Harbour notes", "harbour")]
