"""Articles kept in Discord: added, read again, removed; what is hostile is refused, and one is indexed at a time."""

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from keeping_server import HARBOUR, a_managed_server, forging
from simulated_server import button_ids, displayed, plain, text_of

from bot.desk import Desk
from bot.discord.commands import index as verb
from bot.discord.completing import token_of
from bot.discord.indexing import MOST_BYTES, TOO_LARGE
from bot.discord.layout import Verb, custom_id
from bot.discord.layout.reasons import OF_A_SERVER
from bot.discord.permissions import NOT_HERE, NOT_YOURS
from bot.settings import Settings
from index import HandedFile

__all__ = ["forging"]

HOSTILE = (
    b"# @everyone <@123456789012345678> [map](https://evil.example)\n\nThe harbour of Vigo was closed, said @here."
)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look hosts up without the machine's resolver: here they are all addresses."""
    monkeypatch.setattr("index.fetching.wire.system_addresses", lambda host, port: [host])


# --- adding


async def test_an_attached_file_is_taken_into_the_servers_own_library(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        used = await managed.add()
        assert "Indexed harbour.txt\n1 added" in plain(text_of(used))
        assert used.ephemeral
        assert [article_id for article_id, _ in managed.kept().articles] == ["harbour"]
        assert managed.kept().sources == []  # it cannot be read again


async def test_the_file_added_again_after_an_edit_updates_its_article(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        assert "1 unchanged" in text_of(await managed.add())
        assert "1 updated" in text_of(await managed.add(HARBOUR.replace(b"Monday", b"Friday")))
        ((_, text),) = managed.kept().articles
        assert "Friday" in text


async def test_an_added_file_is_asked_about_at_once(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        assert "ships must wait" in text_of(await managed.slash("said", managed.member, speaker="the mayor"))


@pytest.mark.usefixtures("looked_up")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, verb.ONE_OF),
        ({"url": "https://a.example/", "feed": "https://a.example/feed"}, verb.ONE_OF),
        ({"file": ("a.txt", HARBOUR), "url": "https://a.example/"}, verb.ONE_OF),
        ({"url": "/etc/passwd"}, "no web address"),
        ({"url": "file:///etc/passwd"}, "no web address"),
        ({"url": "attachment://harbour.txt"}, "no web address"),
        ({"feed": "ftp://a.example/feed"}, "no web address"),
        ({"url": "https://user:secret@a.example/"}, "no web address"),
        ({"url": "http://127.0.0.1/"}, "its address is not public"),
        ({"url": "http://127.0.0.1:8080/"}, "its port is not one of the web"),
        ({"feed": "http://[::1]/feed.xml"}, "its address is not public"),
        ({"url": "http://169.254.169.254/latest/meta-data/"}, "its address is not public"),
        ({"file": ("id_rsa", b"-----BEGIN OPENSSH PRIVATE KEY-----")}, "that of a key or secret"),
        ({"file": ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0")}, "binary file"),
        ({"file": ("empty.txt", b"  ")}, "the article is empty"),
        ({"file": ("feed.xml", b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>")}, "it is a feed"),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_with_its_reason(
    options: dict[str, Any], said: str, desk: Desk
) -> None:
    async with a_managed_server(desk) as managed:
        assert said in plain(text_of(await managed.slash("index add", **options)))
        assert managed.kept().articles == []
        assert managed.kept().sources == []


@pytest.mark.usefixtures("looked_up")
async def test_the_operators_private_hosts_are_not_for_servers(home: Path) -> None:
    desk = Desk(
        Settings(home=home, fetch={"private_hosts": ("127.0.0.1",)}), FakeEmbeddings(), reader=SharedWordsReader()
    )
    async with a_managed_server(desk) as managed:
        used = await managed.slash("index add", url="http://127.0.0.1/")
        assert plain(text_of(used)).splitlines()[:1] == ["### Not taken in: http://127.0.0.1/"]
        assert OF_A_SERVER in plain(text_of(used))
    desk.close()


async def test_a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not_even_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = discord.Attachment.read

    async def noted(attachment: discord.Attachment, **more: Any) -> bytes:
        reads.append(attachment.size)
        return await read(attachment, **more)

    monkeypatch.setattr(discord.Attachment, "read", noted)
    async with a_managed_server(desk) as managed:
        line = b'{"id": "a", "title": "T", "text": "%s"}\n' % (b"Rain fell. " * 40_000)
        whole = line + b" " * (MOST_BYTES - len(line))
        assert "1 added" in text_of(await managed.add(whole, "whole.jsonl"))
        assert TOO_LARGE in plain(text_of(await managed.add(whole + b" ", "larger.jsonl")))
    assert reads == [MOST_BYTES]


async def test_a_file_that_discord_does_not_give_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(attachment: discord.Attachment, **_: Any) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", lost)
    async with a_managed_server(desk) as managed:
        assert "Attach it again" in text_of(await managed.add())


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/harbour.txt", "..\\..\\harbour.txt", "har\u202etxt.exe", "\u200b\u200b", "a" * 500 + ".txt"],
)
async def test_a_hostile_name_is_a_name_and_no_path(name: str, desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        before = {path.name for path in desk.ledger.home.iterdir()}
        used = await managed.add(name=name)
        assert "1 added" in text_of(used)
        assert "\u202e" not in text_of(used)
        ((article_id, _),) = managed.kept().articles
        assert not {"/", "\\", "\u202e"} & set(article_id)
        after = {path.name for path in desk.ledger.home.iterdir()}
        own = ("newsdesk.sqlite", "indexing", "chroma")  # which may be opened only now
        assert {made for made in after - before if not made.startswith(own)} == set()


async def test_nothing_in_a_file_or_its_name_mentions_anybody(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:  # which checks every body for mentions that act
        await managed.add(HOSTILE, "@everyone <@123456789012345678>.md")
        for name, options in (
            ("articles", {"search": "@everyone"}),
            ("article", {"article": "@everyone"}),
            ("index remove", {"article": "@everyone"}),
            ("index status", {}),
            ("verify", {"quote": "@everyone @here <@123456789012345678>"}),
            ("said", {"speaker": "@everyone", "about": "<@123456789012345678>"}),
        ):
            text = text_of(await managed.slash(name, **options))
            assert not any(live in text for live in ("@everyone", "@here", "<@1", "](https://evil"))


# --- reading again


async def test_nothing_known_is_nothing_to_read_again(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        assert "No page or feed is known here yet" in text_of(await managed.slash("index refresh"))


async def test_the_status_names_pages_and_feeds_and_no_folder_of_the_operator(desk: Desk, tmp_path: Path) -> None:
    async with a_managed_server(desk) as managed:
        with desk.ledger.writing() as transaction:
            transaction.note_source(managed.library, "https://a.example/feed", "2026-01-02T03:04:05+00:00", None)
            transaction.note_source(managed.library, "https://b.example/page", None, "it answers 404")
            transaction.note_source(managed.library, str(tmp_path), None, None)
        text = plain(text_of(await managed.slash("index status")))
        assert "https://a.example/feed · read" in text
        assert "https://b.example/page · never read · **failed**: it answers 404" in text
        assert str(tmp_path) not in text


async def test_a_feed_is_read_no_more_when_it_is_removed(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        with desk.ledger.writing() as transaction:
            transaction.note_source(managed.library, "https://a.example/feed", "2026-01-02T03:04:05+00:00", None)
        offered = await managed.manager.autocomplete(managed.channel, "index remove", "source", "EXAMPLE")
        assert [one["value"] for one in offered] == ["https://a.example/feed"]
        assert verb.UNKNOWN_SOURCE in text_of(await managed.slash("index remove", source="https://b.example/"))
        await managed.slash("index remove", source="https://a.example/feed")
        assert managed.kept().sources == []


# --- removing


async def test_an_article_is_erased_only_after_it_was_confirmed(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        asked = await managed.slash("index remove", article="harbour")
        assert "Harbour notes" in text_of(asked)
        assert len(managed.kept().articles) == 1
        erased = await managed.manager.click(asked.response, label="Erase")
        assert managed.kept().articles == []
        assert "Erased" in displayed(erased.response.components if erased.response else asked.response.components)


async def test_a_removal_can_be_cancelled(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        asked = await managed.slash("index remove", article="Harbour notes")
        await managed.manager.click(asked.response, label="Cancel")
        assert "Nothing was changed" in displayed(asked.response.components)
        assert len(managed.kept().articles) == 1


async def test_the_button_works_after_a_restart(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        asked = await managed.slash("index remove", article="harbour")
        await managed.server.restart()
        await managed.manager.click(asked.response, label="Erase")
        assert managed.kept().articles == []


async def test_neither_what_is_shared_nor_what_is_anothers_can_be_removed(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        desk.index_for_guest("shared", handed=[HandedFile("tower.txt", b"Tower\n\nThe tower fell.")])
        desk.index_for_guest("discord-1", handed=[HandedFile("bridge.txt", b"Bridge\n\nThe bridge fell.")])
        for name in ("tower", "bridge", "Tower", "shared/tower", "discord-1/bridge"):
            assert "no such article here" in text_of(await managed.slash("index remove", article=name))
        assert await managed.manager.autocomplete(managed.channel, "index remove", "article", "") == []


@pytest.mark.usefixtures("forging")
async def test_a_forged_button_erases_nothing_of_another_server_and_nothing_for_members(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        asked = await managed.slash("index remove", article="harbour")
        (forged,) = button_ids(asked.response, "Erase")
        assert forged == custom_id(Verb.REMOVE, token_of("harbour"))
        other = managed.env.create_guild("Other")
        there = other.create_text_channel("there")
        editors = other.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        olga = other.add_member(managed.env.create_user("olga"), roles=[editors])
        in_other = await _pressed(managed, olga, there, forged)
        assert verb.GONE in in_other
        by_member = await _pressed(managed, managed.member, managed.channel, forged)
        assert NOT_YOURS in by_member
        dora = managed.env.create_user("dora")
        directly = await _pressed(managed, dora, dora.dm_channel, forged)
        assert NOT_HERE in directly
        assert len(managed.kept().articles) == 1


async def _pressed(managed: Any, who: Any, channel: Any, forged: str) -> str:
    """Press a button that the bot never showed there, and return what is said."""
    backend = managed.env.backend
    button = {"type": 2, "style": 4, "label": "Erase", "custom_id": forged}
    row = {"type": 17, "components": [{"type": 1, "components": [button]}]}
    stored = backend.create_message(channel.id, managed.env.bot.user.id, content="", components=[row], flags=1 << 15)
    data = {"custom_id": forged, "component_type": 2}
    used = await simcord.actors._component_interaction(who, stored, data)
    return text_of(used) if used.response else displayed(stored.components)


async def test_members_are_offered_no_titles_to_remove(desk: Desk, forging: None) -> None:
    async with a_managed_server(desk) as managed:
        await managed.add()
        assert await managed.member.autocomplete(managed.channel, "index remove", "article", "") == []
        offered = await managed.manager.autocomplete(managed.channel, "index remove", "article", "notes")
        assert [one["value"] for one in offered] == ["harbour"]
