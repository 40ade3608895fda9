"""Messages that are questions, by mention, reply, direct message, thread, channel or forum, and those that are none."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from made_answers import an_answer
from simulated_server import Server, UnusualDesk, a_server, displayed

from bot.discord.layout.parts import Accent, Attachment, Enclosed, Page, Text
from bot.discord.libraries import own
from bot.discord.sending import NO_FILES, open_thread, write
from bot.settings import DiscordSettings
from index import SHARED


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    """A desk that answers at once, whatever is asked."""
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


def asked(desk: UnusualDesk) -> list[str]:
    return [request.question for request in desk.requests]


def history(desk: UnusualDesk) -> list[str]:
    """Return the questions that the last one goes on from."""
    return [turn.text for turn in desk.requests[-1].history if turn.role == "user"]


# --- mentions


@pytest.mark.parametrize("text", ["<@{}> who closed the harbour?", "<@!{}>who closed the harbour?", "who closed <@{}>"])
async def test_a_mention_is_answered_by_a_reply(ready: UnusualDesk, text: str) -> None:
    async with a_server(ready) as server:
        (said,) = await server.say(text.format(server.env.bot.user.id))
        assert "Ship number 1" in said
        question, answer = server.channel.history()
        assert answer.reference.message_id == question.id
        assert answer.reference.channel_id == server.channel.id
    assert "<@" not in asked(ready)[0]
    assert asked(ready)[0].startswith("who closed")
    assert set(ready.libraries[0]) == {SHARED, own(server.guild.id)}


async def test_a_mention_without_a_question_gets_a_helpful_line(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        (said,) = await server.mention("")
        assert said.startswith("The question is empty; ask something, for example")


async def test_typing_is_shown_while_a_mention_is_answered(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("harbour")
        sent = [request.path for request in server.env.http_requests]
        assert sent.index(f"/channels/{server.channel.id}/typing") < sent.index(
            f"/channels/{server.channel.id}/messages"
        )


async def test_where_the_server_wants_it_a_mention_is_answered_in_a_thread(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, threads=True)
        (said,) = await server.mention("who closed the harbour?")
        (thread,) = server.channel.threads
        assert thread.name == "who closed the harbour?"
        assert displayed(server.messages()[-1].components) == said
        assert server.messages()[-1].channel_id == thread.id


@pytest.mark.parametrize("missing", ["create_public_threads", "send_messages_in_threads"])
async def test_without_permission_for_threads_the_answer_is_a_reply(ready: UnusualDesk, missing: str) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, threads=True)
        denied = discord.PermissionOverwrite(**{missing: False})
        there = server.guild.create_text_channel("closed", overwrites={server.env.bot.user: denied})
        assert len(await server.mention("harbour", where=there)) == 1
        assert there.threads == []


async def test_a_thread_that_discord_refuses_leaves_a_reply(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, threads=True)
        server.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=200000)
        assert len(await server.mention("harbour")) == 1
        assert server.channel.threads == []


# --- conversations


async def test_a_thread_that_another_process_has_opened_is_gone_into() -> None:
    there = object()

    async def create_thread(name: str) -> object:
        raise discord.HTTPException(SimpleNamespace(status=400, reason=""), {"code": 160004, "message": name})

    async def fetch_thread() -> object:
        return there

    message: Any = SimpleNamespace(create_thread=create_thread, fetch_thread=fetch_thread)
    assert await open_thread(message, "who closed the harbour?") is there


async def test_everybody_goes_on_with_one_conversation_in_a_thread_of_the_bot(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, threads=True)
        await server.mention("first")
        (thread,) = server.channel.threads
        await server.mention("second", server.bob, thread)
        assert history(ready) == ["first"]
        await server.bob.slash(thread, "ask", question="third")
        assert history(ready) == ["first", "second"]
        await server.mention("outside of it", where=server.guild.create_text_channel("elsewhere"))
        assert history(ready) == []


async def test_two_people_in_one_channel_have_a_conversation_each(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("of alice")
        await server.mention("of bob", server.bob)
        assert history(ready) == []
        await server.mention("of alice again")
        assert history(ready) == ["of alice"]


async def test_a_reply_to_an_answer_goes_on_from_it(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("first")
        first = server.channel.last_message
        await server.mention("second")
        await server.mention("back to the first", server.bob, reply_to=first)
        assert history(ready) == ["first"]


async def test_a_pinged_reply_needs_no_mention(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("first")
        await server.say("and then?", reply_to=server.channel.last_message)
        assert asked(ready) == ["first", "and then?"]
        assert history(ready) == ["first"]


async def test_a_reply_goes_on_after_a_restart(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("first")
        await server.restart()
        await server.mention("and then?", server.bob, reply_to=server.channel.last_message)
        assert history(ready) == ["first"]


async def test_a_reply_to_what_somebody_else_wrote_is_not_for_the_bot(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        remark = await server.bob.send(server.channel, "It rained.")
        assert await server.say("and then?", reply_to=remark) == []


# --- direct messages


async def test_every_direct_message_is_a_question_to_the_shared_library(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        carol = server.env.create_user("carol")
        await carol.send_dm("who closed the harbour?")
        await carol.send_dm("and why?")
        assert asked(ready) == ["who closed the harbour?", "and why?"]
        assert history(ready) == ["who closed the harbour?"]
        assert ready.libraries == [(SHARED,)] * 2


# --- plain messages


async def test_plain_messages_are_nobodys_business(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        assert await server.say("who closed the harbour?") == []
    assert ready.requests == []


@pytest.mark.parametrize(("intent", "answers"), [(True, 1), (False, 0)])
async def test_with_the_intent_plain_messages_in_a_thread_of_the_bot_go_on(
    ready: UnusualDesk, intent: bool, answers: int
) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=intent)) as server:
        server.records.change(server.guild.id, threads=True)
        await server.mention("first")
        (thread,) = server.channel.threads
        assert len(await server.say("and then?", server.bob, thread)) == answers
        assert len(ready.requests) == 1 + answers


@pytest.mark.parametrize(("intent", "answers"), [(True, 1), (False, 0)])
async def test_in_a_channel_for_it_every_message_is_a_question(ready: UnusualDesk, intent: bool, answers: int) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=intent)) as server:
        there = server.guild.create_text_channel("questions")
        server.records.change(server.guild.id, auto_channels=(there.id,))
        assert len(await server.say("who closed the harbour?", where=there)) == answers
        assert await server.say("who closed the harbour?") == []


async def test_a_picture_in_a_channel_for_questions_is_none(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        server.records.change(server.guild.id, auto_channels=(server.channel.id,))
        assert await server.say("", attachments=[("rain.png", b"png")]) == []


# --- forums


async def post(server: Server, forum: simcord.ChannelHandle, title: str, text: str) -> simcord.ChannelHandle:
    """Have alice post in a forum: a thread whose first message has the thread's own id."""
    backend = server.env.backend
    thread = backend.create_thread(forum.id, title, server.alice.id, broadcast=False)
    backend.announce_thread_create(thread)
    first = backend.prepare_message(thread.id, server.alice.id, text)
    first.id = thread.id
    backend.commit_message(first)
    await server.env.settle()
    return next(one for one in forum.threads if one.id == thread.id)


@pytest.mark.parametrize(
    ("title", "text", "intent", "question"),
    [
        ("Who closed the harbour?", "I heard it was the mayor.", True, "Who closed the harbour?"),
        ("Harbour", "Who closed it?", True, "Who closed it?"),
        ("Harbour closed", "They say so.", True, "Harbour closed"),
        ("Who closed the harbour?", "Who?", False, "Who closed the harbour?"),
    ],
)
async def test_a_post_in_a_forum_for_it_is_a_question(
    ready: UnusualDesk, title: str, text: str, intent: bool, question: str
) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=intent)) as server:
        forum = server.guild.create_forum_channel("questions")
        server.records.change(server.guild.id, forums=(forum.id,))
        thread = await post(server, forum, title, text)
        assert asked(ready) == [question]
        assert [message.channel_id for message in server.messages()] == [thread.id]
        assert await server.say("I see.", server.bob, thread) == []
        await server.mention("and why?", server.bob, thread)
        assert history(ready) == [question]


async def test_posts_in_other_forums_are_nobodys_business(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        await post(server, server.guild.create_forum_channel("chat"), "Who closed the harbour?", "Who?")
    assert ready.requests == []


# --- where, and from whom


async def test_a_mention_in_a_channel_that_the_server_left_out_is_passed_over(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        there = server.guild.create_text_channel("questions")
        server.records.change(server.guild.id, channels=(there.id,))
        assert await server.mention("harbour") == []
        assert len(await server.mention("harbour", where=there)) == 1


async def test_bots_and_webhooks_are_not_answered(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        server.records.change(server.guild.id, auto_channels=(server.channel.id,))
        robot = server.guild.add_member(server.env.create_user("robot", bot=True))
        assert await server.mention("harbour", robot) == []
        hook = server.guild.create_webhook(server.channel)
        await hook.send(f"<@{server.env.bot.user.id}> harbour")
    assert ready.requests == []


async def test_system_messages_are_not_answered(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        server.records.change(server.guild.id, auto_channels=(server.channel.id,))
        server.env.backend.create_thread(server.channel.id, "a thread", server.alice.id)
        await server.env.settle()
    assert ready.requests == []


async def test_the_bot_does_not_answer_itself(ready: UnusualDesk) -> None:
    async with a_server(ready, settings=DiscordSettings(message_content=True)) as server:
        server.records.change(server.guild.id, auto_channels=(server.channel.id,))
        await server.say("harbour")
        await server.ask("harbour")
    assert len(ready.requests) == 2


async def test_where_the_bot_may_not_write_nothing_goes_wrong(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        denied = discord.PermissionOverwrite(send_messages=False)
        there = server.guild.create_text_channel("closed", overwrites={server.env.bot.user: denied})
        assert await server.mention("harbour", where=there) == []


async def test_a_message_that_was_deleted_meanwhile_is_answered_all_the_same(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        answer = ready.does

        def delete_first(question: str) -> object:
            (asking,) = server.channel.history()
            server.env.backend.delete_message(server.channel.id, asking.id)
            return answer(question)

        ready.does = delete_first
        assert len(await server.mention("harbour")) == 1


async def test_an_answer_in_several_messages_is_one_to_reply_to(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(statements=100, question=question, understood=question))
    async with a_server(desk) as server:
        assert len(await server.mention("first")) > 1
        await server.say("and then?", reply_to=server.channel.last_message)
        assert history(desk) == ["first"]
    desk.close()


# --- where Discord does not take what is written


@pytest.mark.parametrize("code", [160002, 50035])
async def test_where_the_bot_may_not_reply_a_mention_is_answered_by_a_plain_message(
    ready: UnusualDesk, code: int
) -> None:
    async with a_server(ready) as server:
        server.env.inject_error("POST", "/channels/*/messages", status=403, code=code)
        (said,) = await server.mention("harbour")
        assert "Ship number 1" in said
        assert server.channel.history()[-1].reference is None


async def test_where_the_bot_may_attach_no_file_the_page_comes_without_it(ready: UnusualDesk) -> None:
    whole = Attachment("answer.md", "all of it")
    async with a_server(ready) as server:
        server.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        channel = server.env.bot.get_channel(server.channel.id)
        sent = await write(channel, Page((Text("Rain."), Enclosed(whole.name)), Accent.DONE), whole)
        assert displayed(server.messages()[-1].components) == f"Rain.\n{NO_FILES}"
        assert sent.attachments == []


async def test_two_processes_that_hear_one_question_write_one_answer(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("harbour")
        bodies = [request.json for request in server.env.http_requests if request.path.endswith("/messages")]
        question = server.channel.history()[0]
        assert [body["nonce"] for body in bodies] == [f"{question.id}.1"]
        assert bodies[0]["enforce_nonce"]
