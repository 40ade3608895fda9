"""Servers that remove the bot: what is kept of them goes after the grace period, and stays if they come back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from keeping_server import Managed, a_managed_server
from kept_answers import everything_in, kept

from bot.desk import Desk
from bot.discord.shards import hears_of
from bot.errors import RecordsError
from index import LedgerError

ENDED = timedelta(0)  # a grace period that is over at once


def kept_in(managed: Managed) -> str:
    return managed.server.records.keep(kept("where is the harbour", at=datetime.now(UTC), guild_id=managed.guild.id))


async def test_nothing_goes_before_the_grace_period_is_over(desk: Desk) -> None:
    async with a_managed_server(desk, grace=timedelta(days=7)) as managed:
        await managed.add()
        managed.server.records.left(managed.guild.id)
        forgotten = managed.env.bot.get_guild
        managed.env.bot.get_guild = lambda _: None
        await managed.env.bot.departures.sweep()
        managed.env.bot.get_guild = forgotten
        assert len(managed.kept().articles) == 1


async def test_all_that_belongs_to_a_server_goes_when_the_grace_period_is_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_managed_server(desk, grace=ENDED) as managed:
        await managed.add()
        await managed.add(b"Rain\n\nRain fell for days on Vigo, said the mayor.", "copy.txt")
        with desk.ledger.writing() as transaction:
            transaction.note_source(managed.library, "https://a.example/feed", None, "it answers 404")
        answer_id = kept_in(managed)
        managed.server.records.change(managed.guild.id, private=True)
        managed.server.records.left(managed.guild.id)
        monkeypatch.setattr(managed.env.bot, "get_guild", lambda _: None)
        await managed.env.bot.departures.sweep()
        assert managed.kept().articles == []
        assert managed.kept().sources == []
        assert not managed.kept().settings.private
        assert managed.server.records.answer(answer_id) is None
        assert managed.server.records.departed(datetime.now(UTC) + timedelta(days=1)) == ()
        assert b"ships must wait" not in everything_in(desk.ledger.home)
        assert b"a.example" not in everything_in(desk.ledger.home)


async def test_other_libraries_stay_when_a_server_goes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_managed_server(desk, grace=ENDED) as managed:
        await managed.add()
        managed.server.records.left(1 << 22)
        monkeypatch.setattr(managed.env.bot, "get_guild", lambda _: None)
        await managed.env.bot.departures.sweep()
        assert len(managed.kept().articles) == 1


async def test_a_server_that_takes_the_bot_in_again_keeps_what_it_had(desk: Desk) -> None:
    async with a_managed_server(desk, grace=ENDED) as managed:
        await managed.add()
        managed.server.records.left(managed.guild.id)
        await managed.env.bot.departures.joined(managed.env.bot.get_guild(managed.guild.id))
        await managed.env.bot.departures.sweep()
        assert len(managed.kept().articles) == 1
        managed.server.records.left(managed.guild.id)  # and so it does if its return was missed
        await managed.env.bot.departures.sweep()
        assert len(managed.kept().articles) == 1
        assert managed.server.records.present() == (managed.guild.id,)


async def test_what_happened_while_the_bot_was_away_is_noted(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        records = managed.server.records
        records.joined(12345 << 22)
        await managed.env.bot.departures.connected()
        assert records.present() == (managed.guild.id,)
        assert records.departed(datetime.now(UTC) + timedelta(days=1)) == (12345 << 22,)


async def test_the_removal_by_a_server_is_noted(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        guild = managed.env.bot.get_guild(managed.guild.id)
        for event, there in (("guild_join", True), ("guild_remove", False)):
            managed.env.bot.dispatch(event, guild)
            async with asyncio.timeout(20):
                while bool(managed.server.records.present()) != there:
                    await asyncio.sleep(0.01)
        assert managed.server.records.departed(datetime.now(UTC) + timedelta(days=1)) == (managed.guild.id,)


async def test_what_cannot_be_erased_yet_is_tried_again_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_managed_server(desk, grace=ENDED) as managed:
        await managed.add()
        managed.server.records.left(managed.guild.id)
        monkeypatch.setattr(managed.env.bot, "get_guild", lambda _: None)
        with monkeypatch.context() as patched:

            def fail(library: str) -> None:
                raise LedgerError("Another newsdesk is indexing.")

            patched.setattr(desk, "erase_library", fail)
            await managed.env.bot.departures.sweep()
        assert "not erased yet" in caplog.text
        await managed.env.bot.departures.sweep()
        assert managed.kept().articles == []


async def test_records_out_of_order_stop_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_managed_server(desk) as managed:

        def fail(*_: Any) -> None:
            raise RecordsError("The records cannot be used.")

        for name in ("joined", "left", "departed", "present"):
            monkeypatch.setattr(managed.server.records, name, fail)
        departures, guild = managed.env.bot.departures, managed.env.bot.get_guild(managed.guild.id)
        await departures.connected()
        await departures.joined(guild)
        await departures.left(guild)
        await departures.sweep()
        assert caplog.text.count("The records cannot be used.") >= 4


class Sharded:
    """A client that runs some of several shards."""

    def __init__(self, shard_count: int | None, shard_ids: list[int] | None, shard_id: int | None = None) -> None:
        self.shard_count, self.shard_ids, self.shard_id = shard_count, shard_ids, shard_id


@pytest.mark.parametrize(
    ("client", "ours"),
    [
        (Sharded(None, None), [True, True, True, True]),
        (Sharded(4, [0, 1]), [True, True, False, False]),
        (Sharded(4, None, 3), [False, False, False, True]),
        (Sharded(4, None), [True, True, True, True]),
    ],
)
def test_a_process_judges_the_servers_of_its_own_shards_alone(client: Sharded, ours: list[bool]) -> None:
    assert [hears_of(client, shard << 22) for shard in range(4)] == ours
