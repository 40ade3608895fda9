"""Who waits for an article is told when one answers: once, under the question, and without a ping."""

from pathlib import Path
from typing import Any

import pytest
import simcord
from simulated_server import Server, a_server, displayed, labels, taken_in, text_of

from bot.answer import Answer
from bot.answerers import Answerer
from bot.desk import Desk
from bot.discord.languages import catalogue
from bot.discord.libraries import own
from bot.discord.watching import EVERY_S, NEWS
from bot.request import Request
from index import SHARED

QUESTION = "When was the harbour of Vigo closed?"
HARBOUR = "Harbour notes\n\nThe harbour of Vigo was closed on Monday. The mayor said that ships must wait."
SNOW = "Weather\n\nSnow fell in the hills. The roads are white."


async def waiting(server: Server) -> simcord.InteractionResult:
    """Have alice ask what no article answers yet, and want to be told."""
    asked = await server.ask(QUESTION)
    await server.alice.click(asked.response, label="Tell me when")
    return asked


def news(server: Server) -> list[object]:
    return [message for message in server.messages() if NEWS in displayed(message.components)]


async def test_an_article_that_answers_is_told_under_the_question(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        taken_in(desk, tmp_path / "weather", SNOW, own(server.guild.id))  # where nothing is indexed there are no gaps
        asked = await waiting(server)
        assert len(server.records.gaps_in(server.guild.id)) == 1
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        (told,) = news(server)
        assert "closed on Monday" in displayed(told.components)
        assert QUESTION in displayed(told.components)
        assert (told.channel_id, int(told.reference["message_id"])) == (server.channel.id, asked.response.id)
        assert server.records.gaps_in(server.guild.id) == ()
        assert server.records.watches(SHARED) == ()


async def test_what_another_process_indexed_is_noticed_within_a_minute(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.advance_time(EVERY_S + 1)
        assert len(news(server)) == 1
        await server.env.advance_time(3 * EVERY_S)
        assert len(news(server)) == 1


async def test_what_was_indexed_while_the_bot_was_away_is_told_when_it_is_back(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.restart()
        assert len(news(server)) == 1


async def test_an_article_about_something_else_ends_no_wait(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", SNOW)
        await server.env.bot.watching.look()
        assert news(server) == []
        assert len(server.records.watches(SHARED)) == 1


async def test_looking_for_an_answer_costs_nothing_of_a_language_model(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerers, ask = [], desk.ask

    def noting(request: Request, *more: Any) -> Answer:
        answerers.append(request.answerer)
        return ask(request, *more)

    monkeypatch.setattr(desk, "ask", noting)
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        assert len(news(server)) == 1
    assert answerers == [None, Answerer.EXTRACTIVE]


async def test_an_article_of_another_server_is_told_to_nobody(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", HARBOUR, own(1))
        await server.env.bot.watching.look()
        assert news(server) == []
        taken_in(desk, tmp_path / "articles", HARBOUR, own(server.guild.id))
        await server.env.bot.watching.look()
        assert len(news(server)) == 1


async def test_nothing_is_asked_anew_while_nothing_changes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", SNOW)
        await server.env.bot.watching.look()
        asked: list[object] = []
        monkeypatch.setattr(desk, "ask", lambda *given: asked.append(given))
        desk.index(SHARED, [tmp_path / "articles"])  # unchanged
        await server.env.bot.watching.look()
        assert asked == []


async def test_a_deleted_question_and_a_closed_channel_do_no_harm(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        asked = await waiting(server)
        server.env.backend.delete_message(server.channel.id, asked.response.id)
        server.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        assert news(server) == []
        assert server.records.watches(SHARED) == ()


async def test_where_discord_is_out_of_order_the_wait_goes_on(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        server.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        assert len(server.records.watches(SHARED)) == 1
        server.env.backend.faults.clear()
        await server.env.advance_time(EVERY_S + 1)
        assert len(news(server)) == 1


async def test_what_is_told_has_buttons_and_can_be_replied_to(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        message = server.channel.last_message
        assert "closed on Monday" in text_of(await server.bob.click(message, label="Passage"))
        (said,) = await server.say("What did the mayor say?", server.bob, reply_to=message)
        assert "ships must wait" in said


async def test_it_is_told_in_the_servers_language(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        server.records.change(server.guild.id, language="de")
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.env.bot.watching.look()
        assert catalogue("de")[NEWS] in displayed(server.messages()[-1].components)
        assert catalogue("de")["Follow up"] in labels(server.messages()[-1])


async def test_it_is_told_in_the_language_of_who_waits_where_the_server_leaves_that_open(
    desk: Desk, tmp_path: Path
) -> None:
    async with a_server(desk) as server:
        await waiting(server)
        (kept,) = server.records.watches(SHARED)
        server.records.watch(kept.answer_id, kept.person, kept.message, "ko")
        taken_in(desk, tmp_path / "articles", HARBOUR)
        await server.restart()
        assert catalogue("ko")[NEWS] in displayed(server.messages()[-1].components)
