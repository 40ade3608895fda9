"""Questions by command: how they are acknowledged, answered, kept and remembered, and who sees what."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import simcord
from made_answers import an_answer, answer_of
from simulated_server import (
    Server,
    UnusualDesk,
    a_server,
    displayed,
    labels,
    plain,
    shown,
    taken_in,
    text_of,
)
from test_delivering import Written
from test_naughty import naughty, needs_naughty

from bot.answer import Answer, Outcome
from bot.answerers import Answerer
from bot.desk import Desk
from bot.discord.asking import Asking, Posed
from bot.discord.commands.ask import LONGEST_OPTION
from bot.discord.failures import APOLOGY, OUT_OF_ORDER
from bot.discord.layout.answer import CLOSEST, LOOKING, NOT_FOUND
from bot.discord.layout.paging import MOST_CHARACTERS as MOST_DISPLAYED
from bot.discord.layout.paging import MOST_PAGES, REST
from bot.discord.libraries import own
from bot.discord.memory import Memory
from bot.discord.places import Place
from bot.discord.preparing import Preparing
from bot.discord.queueing import Queue
from bot.discord.turns import Told
from bot.errors import RecordsError, UsageProblem
from bot.records import Records, ServerSettings
from bot.request import Request, Turn
from bot.settings import DiscordSettings
from index import SHARED, LedgerError

CLEAN_NETWORK = "what did Zhao Lijian say about the clean network"
SAID = ("eavesdropping network", "monopoly network", "ideological network", "many countries are not interested")
CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
SUPPRESS_EMBEDS = 1 << 2
ZALGO = "h" + "\u0301\u0489" * 1_500
HOSTILE = """Harbour notes

# The harbour opened on Monday, @everyone and @here, said <@123456789012345678> and <@&123456789012345678>.
The harbour has a [map](https://evil.example/map) and a channel <#123456789012345678>, opened at <t:1700000000:R>.
> The harbour is at discord.gg/harbour and https://evil.example/harbour, see **the** ||harbour|| `harbour` <:a:1>.
"""


def refusing(question: str) -> Answer:
    return answer_of((), question=question, understood=question, outcome=Outcome.NOT_FOUND, statements=())


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    """A desk that answers at once, whatever is asked."""
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


# --- the answer


@pytest.mark.model
@pytest.mark.parametrize("words", SAID)
async def test_the_answer_shows_what_was_said(shipped_desk: Desk, words: str) -> None:
    async with a_server(shipped_desk) as shipped:
        assert words in text_of(await shipped.ask(CLEAN_NETWORK))


@pytest.mark.model
async def test_every_statement_of_an_answer_is_shown_once_with_its_mark(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        result = await shipped.ask(CLEAN_NETWORK)
        text = text_of(result)
        if "More" in labels(result.response):
            text += text_of(await shipped.alice.click(result.response, label="More")).partition("Question:")[2]
        answer = shipped_desk.ask(CLEAN_NETWORK, (SHARED,))
        for statement in answer.statements:
            marks = "".join(f"[{number}]" for number in statement.citations)
            assert f"{statement.text} {marks}\n" in f"{text}\n"


@pytest.mark.model
async def test_what_the_articles_do_not_say_is_said_so(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        text = text_of(await shipped.ask("who won the football cup in Peru"))
        assert text.index(NOT_FOUND) < text.index(CLOSEST)


@pytest.mark.model
async def test_an_answer_ends_with_how_current_the_library_is(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        last = shown(await shipped.ask(CLEAN_NETWORK))[-1].splitlines()[-1]
        assert re.match(r"-# 1 article · undated · indexed <t:\d+:R>", last)


async def test_an_answer_has_the_buttons_that_somebody_handles(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        assert labels((await server.ask("harbour")).response) == ["Passage", "Follow up", "👍", "👎"]


async def test_an_answer_in_several_messages_keeps_to_the_limit(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(statements=100))
    async with a_server(desk) as server:
        messages = shown(await server.ask("harbour"))
        assert len(messages) > 1
        assert all(0 < len(message) <= MOST_DISPLAYED for message in messages)
    desk.close()


async def test_an_answer_beyond_all_measure_ends_in_a_file(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(statements=400))
    async with a_server(desk) as server:
        result = await server.ask("harbour")
        assert len(shown(result)) == MOST_PAGES
        assert REST in shown(result)[-1]
        assert [file.filename for file in result.followups[-1].attachments] == ["answer.md"]
        assert "[400]" in (await result.followups[-1].attachments[0].read()).decode()
    desk.close()


# --- acknowledging


async def test_a_question_is_acknowledged_before_it_is_asked(ready: UnusualDesk) -> None:
    done_before: list[str] = []
    async with a_server(ready) as server:
        answer = ready.does

        def note(question: str) -> Answer:
            done_before.extend(request.path for request in server.env.http_requests)
            return answer(question)

        ready.does = note
        await server.ask("harbour")
    assert CALLBACK.fullmatch(done_before[-1])


async def test_a_quick_answer_is_one_edit_of_the_acknowledgement(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        before = len(server.env.http_requests)
        await server.ask("harbour")
        sent = server.env.http_requests[before:]
    assert [request.method for request in sent] == ["POST", "PATCH"]
    assert sent[0].json["type"] == 5
    assert sent[1].path.endswith("/messages/@original")


async def test_a_slow_answer_is_told_to_be_looked_for_and_then_stands_alone(ready: UnusualDesk, home: Path) -> None:
    answer, delivery, memory = ready.does, Written(), Memory(Records(home))

    def slowly(question: str) -> Answer:
        time.sleep(1.2)
        return answer(question)

    ready.does = slowly
    asking = Asking(ready, memory, Preparing(ready), Queue())
    await asking.answer(Posed("harbour", 1, Place(2)), delivery, ServerSettings())
    memory.close()
    (first, _), (last, _) = delivery.written
    assert [LOOKING in str(page) for page in (first, last)] == [True, False]
    assert "Ship number 1" in str(last)


async def test_an_answer_that_a_model_words_is_shown_growing(home: Path) -> None:
    class Growing(UnusualDesk):
        def ask(
            self, question: Request | str, libraries: tuple[str, ...], growing: Callable[[Answer], None] | None = None
        ) -> Answer:
            assert growing
            for number in (1, 2):
                growing(an_answer(number))
                time.sleep(1.2)
            return an_answer(3)

    desk, delivery, memory = Growing(home, lambda question: an_answer()), Written(), Memory(Records(home))
    desk.wording.usual = Answerer.GENERATIVE
    asking = Asking(desk, memory, Preparing(desk), Queue())
    await asking.answer(Posed("harbour", 1, Place(2)), delivery, ServerSettings())
    memory.close()
    desk.close()
    shown = [[f"Ship number {number}" in str(page) for number in (1, 2, 3)] for page, _ in delivery.written]
    assert shown == [[True, False, False], [True, True, False], [True, True, True]]


async def test_what_waits_for_its_turn_is_not_said_to_be_looked_for(ready: UnusualDesk) -> None:
    class Slow:
        @asynccontextmanager
        async def turn(self, user_id: int, guild_id: int | None, told: Told) -> AsyncIterator[None]:
            told(2)
            await asyncio.sleep(1.5)
            yield

    async with a_server(ready, turns=Slow()) as server:
        await server.ask("harbour")
        edits = [displayed(body["components"]) for body in server.bodies()]
        assert not any(LOOKING in edit for edit in edits)


async def test_who_waits_is_told_the_place_in_the_queue(ready: UnusualDesk) -> None:
    positions: list[int] = []

    class Crowded:
        def turn(self, user_id: int, guild_id: int | None, told: Told) -> AbstractAsyncContextManager[None]:
            for position in (7, 6):
                positions.append(position)
                told(position)
            return asyncio.Semaphore(1)

    async with a_server(ready, turns=Crowded()) as server:
        await server.ask("harbour")
        edits = [displayed(body["components"]) for body in server.bodies()]
        assert positions == [7, 6]
        assert "Waiting: 6 questions before this one." in edits[0]
        assert len(edits) == 2  # the next place is within the same second, and left out


async def test_who_gets_no_turn_is_told_in_the_words_of_the_queue(ready: UnusualDesk) -> None:
    class Full:
        def turn(self, user_id: int, guild_id: int | None, told: Told) -> AbstractAsyncContextManager[None]:
            raise UsageProblem("Too many questions wait. Ask again in a minute.")

    async with a_server(ready, turns=Full()) as server:
        assert shown(await server.ask("harbour")) == ["Too many questions wait. Ask again in a minute."]
    assert ready.requests == []


# --- what cannot be answered


@pytest.mark.parametrize("question", ["   ", "?", "\u200b", "\u2066"])
async def test_an_empty_question_gets_a_helpful_line(desk: Desk, question: str) -> None:
    async with a_server(desk) as server:
        assert shown(await server.ask(question))[0].startswith("The question is empty; ask something, for example")


async def test_discord_itself_refuses_an_over_long_question(desk: Desk) -> None:
    async with a_server(desk) as server:
        with pytest.raises(simcord.SetupError, match="at most 6000"):
            await server.ask("x" * (LONGEST_OPTION + 1))


async def test_the_library_out_of_order_is_told_without_local_names(
    ready: UnusualDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise LedgerError("The data directory /srv/newsdesk cannot be used.")

    ready.does = fail
    async with a_server(ready) as server:
        assert shown(await server.ask("harbour")) == [OUT_OF_ORDER]
    assert "/srv/newsdesk" in caplog.text


async def test_an_unexpected_error_becomes_an_apology_and_is_logged_without_the_question(
    ready: UnusualDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise RuntimeError(f"no such column: {question}")

    ready.does = fail
    caplog.set_level(logging.INFO, logger="bot")
    async with a_server(ready) as server:
        assert shown(await server.ask("my secret question")) == [APOLOGY]
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "RuntimeError" in logged
    assert "in fail" in logged
    assert "secret" not in logged


async def test_an_answer_that_cannot_be_kept_is_given_without_buttons(
    ready: UnusualDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> str:
        raise RecordsError("The disk is full.")

    monkeypatch.setattr(Records, "keep", fail)
    async with a_server(ready) as server:
        result = await server.ask("harbour")
        assert "Ship number 1" in text_of(result)
        assert labels(result.response) == []


async def test_an_answer_that_discord_refuses_does_no_harm(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=10008)
        await server.ask("harbour")
        assert "Ship number 1" in text_of(await server.ask("harbour"))


# --- options


async def test_days_and_source_limit_the_answer(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("harbour", since="2020-10", until="14 November 2020", source=" Reuters ")
    (request,) = ready.requests
    assert (request.since, request.until, request.source) == (date(2020, 10, 1), date(2020, 11, 14), "Reuters")
    assert request.now is not None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"since": "soon"}, "“soon” names no day"),
        ({"until": "@everyone"}, "names no day"),
        ({"since": "2021", "until": "2020"}, "swap since and until"),
    ],
)
async def test_days_that_cannot_be_used_are_told_to_the_asker_alone(
    ready: UnusualDesk, options: dict[str, str], said: str
) -> None:
    async with a_server(ready) as server:
        result = await server.ask("harbour", **options)
        assert said in text_of(result)
        assert result.ephemeral
    assert ready.requests == []


async def test_sources_are_offered_from_the_libraries_of_the_server_alone(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        for library, source in (
            (SHARED, "Reuters"),
            (own(server.guild.id), "Harbour Gazette"),
            (own(1), "Harbour Spy"),
        ):
            (tmp_path / f"{library}.jsonl").write_text(
                f'{{"id": "a", "title": "A", "text": "Rain fell on the harbour.", "source": "{source}"}}'
            )
            desk.index(library, [tmp_path / f"{library}.jsonl"])
        offered = await server.alice.autocomplete(server.channel, "ask", "source", "", question="x")
        assert sorted(choice["value"] for choice in offered) == ["Harbour Gazette", "Reuters"]
        offered = await server.alice.autocomplete(server.channel, "ask", "source", "HARB", question="x")
        assert [choice["value"] for choice in offered] == ["Harbour Gazette"]
        offered = await server.env.create_user("carol").autocomplete("ask", "source", "", question="x")
        assert [choice["value"] for choice in offered] == ["Reuters"]


@pytest.mark.parametrize(
    ("by_server", "wished", "hidden"),
    [(False, None, False), (True, None, True), (True, False, False), (False, True, True)],
)
async def test_an_answer_is_private_by_wish_else_as_the_server_has_it(
    ready: UnusualDesk, by_server: bool, wished: bool | None, hidden: bool
) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, private=by_server)
        result = await server.ask("harbour", **({} if wished is None else {"private": wished}))
        assert result.response.ephemeral is hidden


async def test_every_page_of_a_private_answer_is_private(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(statements=100))
    async with a_server(desk) as server:
        result = await server.ask("harbour", private=True)
        assert result.followups
        assert all(message.ephemeral for message in (result.response, *result.followups))
    desk.close()


# --- where


async def test_a_server_sees_its_own_library_and_the_shared_one(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("harbour")
        await server.env.create_user("carol").slash("ask", question="harbour")
        assert [set(libraries) for libraries in ready.libraries] == [{SHARED, own(server.guild.id)}, {SHARED}]


async def test_what_one_server_indexed_is_not_told_in_another(desk: Desk, tmp_path: Path) -> None:
    async with a_server(desk) as server:
        taken_in(desk, tmp_path / "own", "Harbour\n\nThe harbour of Vigo was closed on Monday.", own(server.guild.id))
        other = server.env.create_guild("Other")
        there, carol = other.create_text_channel("news"), other.add_member(server.env.create_user("carol"))
        question = "when was the harbour of Vigo closed"
        assert "closed on Monday" in text_of(await server.ask(question))
        assert "Monday" not in text_of(await carol.slash(there, "ask", question=question))


async def test_in_a_channel_that_the_server_left_out_the_asker_is_told_where_to_ask(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        asked_in = server.guild.create_text_channel("questions")
        server.records.change(server.guild.id, channels=(asked_in.id,))
        result = await server.ask("harbour")
        assert f"<#{asked_in.id}>" in text_of(result)
        assert result.ephemeral
        assert ready.requests == []
        await server.alice.slash(asked_in, "ask", question="harbour")
        assert len(ready.requests) == 1


# --- memory


def asked_before(desk: UnusualDesk) -> list[str]:
    """Return what the last question was taken to go on from."""
    return [turn.text for turn in desk.requests[-1].history if turn.role == "user"]


async def test_a_conversation_is_one_persons_in_one_channel(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("first")
        await server.ask("second")
        assert asked_before(ready) == ["first"]
        assert ready.requests[-1].history[1] == Turn("assistant", an_answer().text)
        await server.ask("of another", server.bob)
        assert asked_before(ready) == []
        await server.alice.slash(server.guild.create_text_channel("elsewhere"), "ask", question="elsewhere")
        assert asked_before(ready) == []


async def test_no_conversation_goes_on_in_another_server(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("first")
        other = server.env.create_guild("Other")
        there = other.add_member(server.alice.user)
        await there.slash(other.create_text_channel("news"), "ask", question="second")
        assert asked_before(ready) == []


async def test_what_was_asked_privately_is_gone_on_from_privately_alone(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("a secret", private=True)
        await server.ask("in public")
        assert asked_before(ready) == []
        await server.ask("more of that", private=True)
        assert asked_before(ready) == ["a secret"]


async def test_a_conversation_goes_on_after_a_restart(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("first")
        await server.restart()
        await server.ask("second")
        assert asked_before(ready) == ["first"]


async def test_the_records_hold_no_user_id(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.ask("harbour")
        kept = b"".join(file.read_bytes() for file in ready.ledger.home.glob("records.sqlite*"))
        assert str(server.alice.id).encode() not in kept


async def test_an_answer_and_its_messages_are_kept_together(home: Path) -> None:
    desk = UnusualDesk(home, lambda question: an_answer(statements=100))
    async with a_server(desk) as server:
        result = await server.ask("harbour")
        for message in (result.response, *result.followups):
            kept = server.records.answer_in(server.channel.id, message.id)
            assert kept is not None
            assert kept.message.id == result.response.id
    desk.close()


async def test_a_question_without_an_answer_is_a_gap(ready: UnusualDesk) -> None:
    ready.does = refusing
    async with a_server(ready) as server:
        await server.ask("Who closed the harbour?")
        (gap,) = server.records.gaps_in(server.guild.id)
        assert gap.question == "Who closed the harbour?"


@pytest.mark.parametrize("limit", [{"since": "2020"}, {"until": "2020-10"}, {"source": "Courier"}])
async def test_a_question_that_some_articles_alone_do_not_answer_is_no_gap(
    ready: UnusualDesk, limit: dict[str, str]
) -> None:
    ready.does = refusing
    async with a_server(ready) as server:
        await server.ask("Who closed the harbour?", **limit)
        assert server.records.gaps_in(server.guild.id) == ()


# --- nothing that is asked or answered acts


async def test_an_article_can_mention_nobody(desk: Desk, tmp_path: Path) -> None:
    taken_in(desk, tmp_path / "articles", HOSTILE)
    async with a_server(desk) as server:
        for question in ("what is said of the harbour", "@everyone <@123456789012345678> harbour", "@here Peru"):
            await server.ask(question)
        assert len(server.bodies()) >= 3
        for body in server.bodies():
            assert body["allowed_mentions"]["parse"] == []
            text = re.sub(r"<t:\d+:R>", "", displayed(body["components"]))  # when the library was indexed
            assert not re.search(r"@everyone|@here|<@|<#|<t:|<:|://|(?<!\\)\]\(|discord\.gg/", text)


async def test_the_words_of_a_hostile_article_are_shown(desk: Desk, tmp_path: Path) -> None:
    taken_in(desk, tmp_path / "articles", HOSTILE)
    async with a_server(desk) as server:
        text = plain(text_of(await server.ask("when was the harbour opened")))
    assert "@everyone and @here, said <@123456789012345678>" in text


@pytest.mark.parametrize(
    "question",
    [
        "harbour " + "x" * (LONGEST_OPTION - 8),
        ZALGO,
        "\u202eruobrah eht dias ohw\u202c harbour",
        "har\u200bbour\u200d\ufeff " * 300,
        "harbour " + "👩‍👩‍👧‍👦" * 500,
        "مرحبا ما الذي قيل عن الميناء؟ harbour",
        "[map](https://evil.example) ||harbour|| ```harbour``` <t:1:R> <@&1> @everyone",
        "\ud800 harbour",
    ],
    ids=["long", "combining", "override", "zero width", "families", "arabic", "markup", "surrogate"],
)
async def test_hostile_questions_are_answered_within_the_limits(desk: Desk, tmp_path: Path, question: str) -> None:
    taken_in(desk, tmp_path / "articles", HOSTILE)
    async with a_server(desk) as server:  # which checks every body
        result = await server.ask(question)
        assert APOLOGY not in text_of(result)
        assert OUT_OF_ORDER not in text_of(result)
        assert "Tell me when" in labels(result.response) or "Passage" in labels(result.response)


@needs_naughty
async def test_naughty_strings_are_answered(desk: Desk) -> None:
    strings = [string[:LONGEST_OPTION] for string in naughty() if string.strip()]
    async with a_server(
        desk, settings=DiscordSettings(burst=1_000, server_per_minute=100_000)
    ) as server:  # nobody would ask so much so fast
        for string in strings:
            assert APOLOGY not in text_of(await server.ask(string))


def twice(server: Server) -> None:
    """Have Discord tell of everything twice, as it may around a resumed connection."""
    emit = server.env.backend.emit

    def emit_twice(*event: object, **more: object) -> None:
        emit(*event, **more)
        emit(*event, **more)

    server.env.backend.emit = emit_twice


async def test_the_same_question_delivered_twice_is_answered_once(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        twice(server)
        await server.ask("harbour")
        await server.mention("harbour")
        assert len(ready.requests) == 2


async def test_every_message_suppresses_embeds(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await server.mention("harbour")
        (body,) = [body for body in server.bodies() if "flags" in body]
        assert body["flags"] & SUPPRESS_EMBEDS


async def test_the_command_is_made_known_for_servers_direct_messages_and_people(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        (made,) = [request.json for request in server.env.http_requests if request.method == "PUT"]
    asking = {command["name"]: command for command in made if command["name"] in ("ask", "Ask about this")}
    assert len(asking) == 2
    for command in asking.values():
        assert set(command["integration_types"]) == {0, 1}
        assert set(command["contexts"]) == {0, 1, 2}


async def test_simultaneous_questions_are_answered_each_to_its_own(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        first, second = await server.ask("first"), await server.ask("second", server.bob)
        assert "Question: first" in text_of(first)
        assert "Question: second" in text_of(second)
