"""/forget me and /gaps: what is kept of people goes when they say so, and gaps are a server's own."""

from datetime import UTC, datetime
from typing import Any

import pytest
from keeping_server import Managed, a_managed_server, forging
from kept_answers import kept
from simulated_server import displayed, plain, text_of

from bot.desk import Desk
from bot.discord.commands.forget import NOTHING, QUESTION, UNCHANGED
from bot.discord.permissions import NOT_YOURS

__all__ = ["forging"]


def asked_by(managed: Managed, who: Any, question: str = "where is the harbour", guild_id: int | None = None) -> str:
    """Keep a question of somebody, and return the answer's id."""
    records = managed.server.records
    whose = {"person": records.person(who.id), "guild_id": guild_id or managed.guild.id}
    return records.keep(kept(question, at=datetime.now(UTC), **whose))  # what is older would be erased


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
