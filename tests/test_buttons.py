"""Buttons and forms: what each does, after a restart too, and for whom it does nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import simcord
from conftest import an_article
from made_answers import an_answer, answer_of, cited
from simulated_server import Server, UnusualDesk, a_server, button_ids, displayed, labels, taken_in, text_of

from bot.answer import Answer, Outcome, Statement
from bot.desk import Desk
from bot.discord.buttons import GONE, THANKS, UNWATCHABLE, WATCHED
from bot.discord.forms import FIELD
from bot.discord.layout import ArticleList, articles_page
from bot.discord.layout.passage import CHANGED
from bot.discord.layout.passage import GONE as ARTICLE_GONE
from bot.discord.libraries import own
from index import SHARED

HARBOUR = """Harbour notes

The council met on Friday. The harbour of Vigo was closed on Monday. The mayor said that ships must wait.

Nobody knows for how long. The fishermen are angry."""
WHEN = "when was the harbour of Vigo closed"


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with an article about a harbour."""
    return taken_in(desk, tmp_path / "articles", HARBOUR)


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


def refusing(question: str) -> Answer:
    return answer_of((), question=question, understood=question, outcome=Outcome.NOT_FOUND, statements=())


def elaborate(question: str) -> Answer:
    quotes = cited(an_article("Rain fell. It fell for days."), "Rain fell.", "It fell for days.")
    statements = (Statement("Rain fell.", (1,)), Statement("It fell for days.", (2,), elaborates=True))
    return answer_of(quotes, question=question, understood=question, statements=statements)


# --- Passage


async def test_a_passage_is_shown_in_its_surroundings_to_who_asks_for_it_alone(told: Desk) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN)
        shown = await server.bob.click(answered.response, label="Passage")
        assert "**The harbour of Vigo was closed on Monday.**" in text_of(shown)
        assert "The council met on Friday." in text_of(shown)
        assert f"{SHARED}/" in text_of(shown).splitlines()[-1]
        assert shown.ephemeral


async def test_buttons_work_after_a_restart(told: Desk) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN)
        await server.restart()
        assert "closed on Monday" in text_of(await server.alice.click(answered.response, label="Passage"))
        opened = await server.alice.click(answered.response, label="Follow up")
        await server.restart()
        assert "Harbour" in text_of(await server.alice.submit_modal(opened, {FIELD: "what did the mayor say"}))


async def test_words_that_the_article_holds_no_more_are_said_to_be_gone(told: Desk, tmp_path: Path) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN)
        taken_in(told, tmp_path / "articles", HARBOUR.replace("on Monday", "on Tuesday"))
        text = text_of(await server.alice.click(answered.response, label="Passage"))
        assert CHANGED in text
        assert "closed on Monday" in text


async def test_an_article_that_is_gone_is_said_to_be_gone(told: Desk, tmp_path: Path) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN)
        (tmp_path / "articles" / "article.txt").unlink()
        (tmp_path / "articles" / "other.txt").write_text("Other\n\nSnow fell.")
        told.index(SHARED, [tmp_path / "articles"], prune=True)
        with told.ledger.reading() as snapshot:
            assert [article.title for article in snapshot.articles(SHARED)] == ["Other"]
        assert ARTICLE_GONE in text_of(await server.alice.click(answered.response, label="Passage"))


async def test_a_closest_passage_is_shown_too(told: Desk) -> None:
    async with a_server(told) as server:
        answered = await server.ask("who won the football cup in Peru, and did the harbour matter")
        assert "The articles do not say" in text_of(answered)
        (first, *_) = button_ids(answered.response, "Passage")
        assert "Harbour notes" in text_of(await server.alice.click(answered.response, custom_id=first))


# --- More


async def test_more_shows_the_whole_answer(told: Desk, home: Path) -> None:
    desk = UnusualDesk(home.with_name("other"), elaborate)
    async with a_server(desk) as server:
        answered = await server.ask("rain?")
        assert "It fell for days." not in text_of(answered)
        shown = await server.bob.click(answered.response, label="More")
        assert shown.ephemeral
        assert "Left out of this answer" in text_of(shown)  # the made-up article is in no library
    desk.close()


# --- Follow up


async def test_a_follow_up_goes_on_from_its_answer(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        first = await server.ask("first")
        await server.ask("second")
        opened = await server.bob.click(first.response, label="Follow up")
        followed = await server.bob.submit_modal(opened, {FIELD: "back to the first"})
        assert "Question: back to the first" in text_of(followed)
        assert not followed.ephemeral
        assert [turn.text for turn in ready.requests[-1].history if turn.role == "user"] == ["first"]


async def test_two_people_can_fill_in_the_form_of_one_answer(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        answered = await server.ask("first")
        forms = [await who.click(answered.response, label="Follow up") for who in (server.alice, server.bob)]
        for who, form in zip((server.alice, server.bob), forms, strict=True):
            assert "Question: next" in text_of(await who.submit_modal(form, {FIELD: "next"}))


async def test_a_follow_up_of_a_private_answer_is_private(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        answered = await server.ask("a secret", private=True)
        opened = await server.alice.click(answered.response, label="Follow up")
        followed = await server.alice.submit_modal(opened, {FIELD: "more of that"})
        assert followed.ephemeral
        assert [turn.text for turn in ready.requests[-1].history if turn.role == "user"] == ["a secret"]


# --- 👍 👎


async def test_approval_is_kept(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        answered = await server.ask("harbour")
        result = await server.bob.click(answered.response, label="👍")
        assert text_of(result) == THANKS
        assert result.ephemeral
        (opinion,) = server.records.feedback_in(server.guild.id)
        assert opinion.up


async def test_disapproval_is_kept_with_its_reason_and_without_one(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        answered = await server.ask("harbour")
        opened = await server.bob.click(answered.response, label="👎")
        (opinion,) = server.records.feedback_in(server.guild.id)
        assert (opinion.up, opinion.reason) == (False, "")
        assert text_of(await server.bob.submit_modal(opened, {FIELD: "@everyone it was Tuesday"})) == THANKS
        (opinion,) = server.records.feedback_in(server.guild.id)
        assert (opinion.up, opinion.reason) == (False, "@everyone it was Tuesday")


# --- Tell me when


async def test_who_wants_to_be_told_is_noted_with_the_message(ready: UnusualDesk) -> None:
    ready.does = refusing
    async with a_server(ready) as server:
        answered = await server.ask("Who closed the harbour?")
        assert text_of(await server.bob.click(answered.response, label="Tell me when")) == WATCHED
        (watch,) = server.records.watches(SHARED)
        assert (watch.message.channel_id, watch.message.id) == (server.channel.id, answered.response.id)


@pytest.mark.parametrize("options", [{"private": True}, {"since": "2020"}, {"source": "Reuters"}])
async def test_nobody_is_told_of_private_questions_or_of_some_articles_alone(
    ready: UnusualDesk, options: dict[str, object]
) -> None:
    ready.does = refusing
    async with a_server(ready) as server:
        answered = await server.ask("Who closed the harbour?", **options)
        assert "Tell me when" not in labels(answered.response)


# --- "Ask about this"


async def test_the_text_of_a_message_is_there_to_be_asked(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        remark = await server.bob.send(server.channel, "Somebody closed the harbour.")
        opened = await server.alice.context_menu(server.channel, "Ask about this", remark)
        assert opened.modal["components"][0]["component"]["value"] == "Somebody closed the harbour."
        answered = await server.alice.submit_modal(opened, {FIELD: "Who closed the harbour?"})
        assert "Question: Who closed the harbour?" in text_of(answered)


@pytest.mark.parametrize("text", ["", "x" * 2_000, "e" + "\u0301" * 1_999, "👩‍👩‍👧‍👦" * 180])
async def test_the_form_takes_whatever_a_message_says(ready: UnusualDesk, text: str) -> None:
    async with a_server(ready) as server:
        attached = [] if text else [("rain.png", b"png")]
        remark = await server.bob.send(server.channel, text, attachments=attached)
        opened = await server.alice.context_menu(server.channel, "Ask about this", remark)
        assert (opened.modal["components"][0]["component"].get("value") or "") == text


async def test_on_an_answer_it_is_a_follow_up(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("first")
        opened = await server.bob.context_menu(server.channel, "Ask about this", server.channel.last_message)
        await server.bob.submit_modal(opened, {FIELD: "and then?"})
        assert [turn.text for turn in ready.requests[-1].history if turn.role == "user"] == ["first"]


# --- pages of articles


async def listed(server: Server, desk: Desk, page: int, query: str = "") -> simcord.ResponseMessage:
    """Have the bot show a page of articles."""
    from bot.discord.sending import write

    channel = server.env.bot.get_channel(server.channel.id)
    found = desk.articles((SHARED,), query, page * 8, 8)
    await write(channel, articles_page(ArticleList(found.articles, page, found.total, query)))
    return server.channel.last_message


async def test_the_list_of_articles_is_turned_in_its_place(desk: Desk, tmp_path: Path) -> None:
    lines = [f'{{"id": "a{n}", "title": "Rain {n}", "text": "Rain fell on day {n}."}}' for n in range(20)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    desk.index(SHARED, [tmp_path / "many.jsonl"])
    async with a_server(desk) as server:
        message = await listed(server, desk, 0, "rain")
        await server.alice.click(message, label="Next")
        message = server.channel.last_message
        assert "page 2 of 3" in displayed(server.messages()[-1].components)
        await server.restart()
        await server.bob.click(message, label="Next")
        assert "page 3 of 3" in displayed(server.messages()[-1].components)
        assert len(server.messages()) == 1


# --- whose answers


async def forged(server: Server, custom_id: str, where: simcord.ChannelHandle) -> simcord.ResponseMessage:
    """Have a message with that button appear elsewhere, as nobody can make Discord do."""
    import discord
    from discord import ui

    view = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(ui.Button(label="forged", custom_id=custom_id)))
    view.add_item(ui.TextDisplay("forged"))
    await server.env.bot.get_channel(where.id).send(view=view, allowed_mentions=discord.AllowedMentions.none())
    return where.last_message


async def test_an_answer_of_another_server_is_never_shown(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        taken_in(desk, tmp_path / "own", HARBOUR, own(server.guild.id))
        answered = await server.ask(WHEN)
        other = server.env.create_guild("Other")
        there, carol = other.create_text_channel("news"), other.add_member(server.env.create_user("carol"))
        (passage,) = button_ids(answered.response, "Passage")
        answer_id = passage.split(":")[2]
        for custom_id in (passage, f"nd:more:{answer_id}", f"nd:up:{answer_id}", f"nd:tell:{answer_id}"):
            message = await forged(server, custom_id, there)
            assert text_of(await carol.click(message, label="forged")) == GONE
        for verb in ("follow", "down"):
            message = await forged(server, f"nd:{verb}:{answer_id}", there)
            opened = await carol.click(message, label="forged")
            assert text_of(await carol.submit_modal(opened, {FIELD: "what else?"})) == GONE
        assert server.records.feedback_in(server.guild.id) == ()


async def test_a_private_answer_is_its_askers_alone(told: Desk) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN, private=True)
        (passage,) = button_ids(answered.response, "Passage")
        message = await forged(server, passage, server.channel)
        assert text_of(await server.bob.click(message, label="forged")) == GONE
        assert "closed on Monday" in text_of(await server.alice.click(message, label="forged"))
        tell = await forged(server, f"nd:tell:{passage.split(':')[2]}", server.channel)
        assert text_of(await server.alice.click(tell, label="forged")) == UNWATCHABLE


async def test_an_answer_that_was_forgotten_is_said_to_be_gone(told: Desk) -> None:
    async with a_server(told) as server:
        answered = await server.ask(WHEN)
        server.records.forget(server.records.person(server.alice.id))
        assert text_of(await server.alice.click(answered.response, label="Passage")) == GONE


@pytest.mark.parametrize(
    "custom_id", ["nd:passage:x:1", "nd:passage:x:" + "9" * 80, "nd:articles:99999999999999999999:", "nd:more:-_-"]
)
async def test_button_ids_that_nobody_made_do_nothing(told: Desk, custom_id: str) -> None:
    async with a_server(told) as server:
        message = await forged(server, custom_id, server.channel)
        result = await server.alice.click(message, label="forged")
        assert result.acknowledged


async def test_in_direct_messages_an_answer_has_its_buttons_too(told: Desk) -> None:
    async with a_server(told) as server:
        carol = server.env.create_user("carol")
        answered = await carol.slash("ask", question=WHEN)
        assert "closed on Monday" in text_of(await carol.click(answered.response, label="Passage"))
        opened = await carol.click(answered.response, label="Follow up")
        assert "Question: and why" in text_of(
            await carol.submit_modal(opened, {FIELD: "and why did the mayor close it"})
        )
