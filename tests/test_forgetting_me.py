"""/forget me and /gaps: what is kept of people goes when they say so, and gaps are a server's own."""

import asyncio
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from keeping_server import Managed, a_managed_server, forging
from kept_answers import everything_in, kept
from made_answers import an_answer
from simulated_server import UnusualDesk, a_server, displayed, plain, text_of

from bot.desk import Desk
from bot.discord.commands.forget import NOTHING, QUESTION, UNCHANGED
from bot.discord.permissions import NOT_YOURS
from bot.discord.watching import TAKEN_BACK
from bot.errors import RecordsError
from bot.records import Records
from index import SHARED

__all__ = ["forging"]


def asked_by(managed: Managed, who: Any, question: str = "where is the harbour", guild_id: int | None = None) -> str:
    """Keep a question of somebody, and return the answer's id."""
    records = managed.server.records
    whose = {"person": records.person(who.id), "guild_id": guild_id or managed.guild.id}
    return records.keep(kept(question, at=datetime.now(UTC), **whose))  # what is older would be erased


async def two_wait_and_one_forgets(managed: Managed) -> tuple[Any, Any]:
    """Have two people wait for an article; return the question, and what its asker is asked before forgetting it."""
    server = managed.server
    asked = await server.ask("who built the tower", server.alice)
    for who in (server.alice, server.bob):
        await who.click(asked.response, label="Tell me when")
    return asked, await managed.slash("forget me", server.alice)


# --- forgetting


async def test_what_is_kept_of_a_person_goes_when_they_confirm_it(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        own, anothers = asked_by(managed, managed.member), asked_by(managed, managed.manager)
        shown = await managed.slash("forget me", managed.member)
        assert QUESTION in plain(text_of(shown))
        assert shown.ephemeral
        assert managed.server.records.answer(own)
        await managed.server.restart()
        await managed.member.click(shown.response, label="Forget me")
        assert "Erased: 1 question." in displayed(shown.response.components)
        assert managed.server.records.answer(own) is None
        assert managed.server.records.answer(anothers)


async def test_who_waits_for_an_article_on_a_question_that_is_forgotten_is_told(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        server = managed.server
        asked, shown = await two_wait_and_one_forgets(managed)
        await server.alice.click(shown.response, label="Forget me")
        assert "Erased: 1 question, 1 reminder." in displayed(shown.response.components)
        told = server.messages()[-1]
        assert TAKEN_BACK in displayed(told.components)
        assert int(told.reference["message_id"]) == asked.response.id
        assert server.records.watches(SHARED) == ()


async def test_who_waits_is_told_although_the_settings_of_the_server_cannot_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(guild_id: int) -> None:
        raise RecordsError("The disk is full.")

    async with a_managed_server(desk) as managed:
        server = managed.server
        _, shown = await two_wait_and_one_forgets(managed)
        monkeypatch.setattr(server.records, "settings_of", unreadable)
        await server.alice.click(shown.response, label="Forget me")
        assert TAKEN_BACK in displayed(server.messages()[-1].components)


async def test_what_one_alone_waited_for_is_forgotten_without_a_word_in_the_channel(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        asked = await managed.server.ask("who built the tower")
        await managed.member.click(asked.response, label="Tell me when")
        shown = await managed.slash("forget me", managed.member)
        before = len(managed.server.messages())
        await managed.member.click(shown.response, label="Forget me")
        assert len(managed.server.messages()) == before


async def test_an_answer_that_is_being_made_is_not_kept_once_its_asker_is_forgotten(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: released.wait(30) and an_answer(question=question, understood=question))
    released = threading.Event()
    async with a_server(desk) as server:
        memory = server.env.bot.memory
        asking = asyncio.create_task(server.ask("who stole the zebrafish"))
        while not desk.requests:
            await asyncio.sleep(0.01)
        await memory.forget(server.alice.id)
        released.set()
        await asking
        assert b"zebrafish" not in everything_in(home)
    desk.close()


async def test_what_another_bot_is_still_answering_is_not_kept_once_its_asker_is_forgotten(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: released.wait(30) and an_answer(question=question, understood=question))
    released = threading.Event()
    async with a_server(desk) as server:
        asking = asyncio.create_task(server.ask("who stole the zebrafish"))
        while not desk.requests:
            await asyncio.sleep(0.01)
        with closing(Records(home)) as of_another_process:
            of_another_process.forget(of_another_process.person(server.alice.id))
        released.set()
        asked = await asking
        assert displayed(asked.response.components)
        assert b"zebrafish" not in everything_in(home)
        await server.ask("who stole the okapi")
        assert b"okapi" in everything_in(home)
    desk.close()


async def test_a_question_that_came_before_its_asker_was_forgotten_is_not_kept_however_late_it_is_looked_at(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))

    def slowly(question: str) -> None:
        released.wait(30)

    monkeypatch.setattr("bot.discord.asking.understand", slowly)
    released = threading.Event()
    async with a_server(desk) as server:
        asking = asyncio.create_task(server.ask("who stole the zebrafish"))
        await asyncio.sleep(0.5)
        await server.env.bot.memory.forget(server.alice.id)
        released.set()
        await asking
        assert b"zebrafish" not in everything_in(home)
    desk.close()


async def test_a_person_can_think_better_of_it(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        own = asked_by(managed, managed.member)
        shown = await managed.slash("forget me", managed.member)
        await managed.member.click(shown.response, label="Cancel")
        assert UNCHANGED in displayed(shown.response.components)
        assert managed.server.records.answer(own)


async def test_a_person_can_be_forgotten_from_direct_messages(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        dora = managed.env.create_user("dora")
        own = asked_by(managed, dora)
        shown = await dora.slash("forget me")
        await dora.click(shown.response, label="Forget me")
        assert managed.server.records.answer(own) is None


async def test_of_whom_nothing_is_kept_is_told_so(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        shown = await managed.slash("forget me", managed.member)
        await managed.member.click(shown.response, label="Forget me")
        assert NOTHING in displayed(shown.response.components)


# --- gaps


async def test_gaps_are_listed_and_closed(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        gap = managed.server.records.gap(asked_by(managed, managed.member, "who built the tower, @everyone"))
        assert "who built the tower" in text_of(await managed.slash("gaps"))
        (offered,) = await managed.manager.autocomplete(managed.channel, "gaps", "close", "TOWER")
        assert offered["value"] == gap
        assert "Taken from the list" in text_of(await managed.slash("gaps", close=gap))
        assert "found an answer" in text_of(await managed.slash("gaps"))
        assert "no such question" in text_of(await managed.slash("gaps", close=gap))


@pytest.mark.usefixtures("forging")
async def test_gaps_of_another_server_are_neither_seen_nor_closed(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        gap = managed.server.records.gap(asked_by(managed, managed.member, "who built the tower", guild_id=77))
        assert "tower" not in text_of(await managed.slash("gaps"))
        assert await managed.manager.autocomplete(managed.channel, "gaps", "close", "") == []
        assert "no such question" in text_of(await managed.slash("gaps", close=gap))
        assert managed.server.records.gaps_in(77)


@pytest.mark.usefixtures("forging")
async def test_members_are_offered_no_gaps(desk: Desk) -> None:
    async with a_managed_server(desk) as managed:
        gap = managed.server.records.gap(asked_by(managed, managed.manager, "who built the tower"))
        assert await managed.member.autocomplete(managed.channel, "gaps", "close", "") == []
        assert NOT_YOURS in text_of(await managed.slash("gaps", managed.member, close=gap))
        assert managed.kept().gaps == [gap]
