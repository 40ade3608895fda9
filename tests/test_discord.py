"""The Discord bot: what people see, what Discord is sent, and that nothing in an article or question acts there."""

import asyncio
import logging
import os
import re
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
import simcord
from conftest import an_article
from fake_embeddings import FakeEmbeddings
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Citation, Outcome, Statement
from bot.citations import cite
from bot.desk import Desk
from bot.discord import running
from bot.discord.client import LONGEST_OPTION, NewsdeskClient
from bot.discord.layout import page_view
from bot.discord.layout.answer import CLOSEST, NOT_FOUND
from bot.discord.layout.paging import MOST_CHARACTERS as MOST_DISPLAYED
from bot.discord.layout.paging import MOST_PAGES, REST
from bot.discord.markdown import BREAK, bold, escape, host_link, link, struck
from bot.discord.replying import APOLOGY, OUT_OF_ORDER, Replier
from bot.discord.running import run_bot, run_until_told
from bot.discord.splitting import MOST_CHARACTERS, length, split
from bot.errors import NewsdeskError, SettingsProblem
from bot.records import Records
from bot.settings import Settings
from index import SHARED, Article, Freshness, LedgerError, ModelError, Passage

CLEAN_NETWORK = "what did Zhao Lijian say about the clean network"
SAID = ("eavesdropping network", "monopoly network", "ideological network", "many countries are not interested")
CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
SUPPRESS_EMBEDS = 1 << 2
ESCAPED = re.compile(r"\\([^\w\s]|_)")
BROKEN = re.compile(rf"(?<=[@<]){BREAK}|(?<=:){BREAK}(?=//)|(?<=\.){BREAK}(?=\w)")
HOSTILE = """Harbour notes

# The harbour opened on Monday, @everyone and @here, said <@123456789012345678> and <@&123456789012345678>.
The harbour has a [map](https://evil.example/map) and a channel <#123456789012345678>, opened at <t:1700000000:R>.
> The harbour is at discord.gg/harbour and https://evil.example/harbour, see **the** ||harbour|| `harbour` <:a:1>.
"""


# --- a server, and somebody in it


@dataclass
class Server:
    """A simulated Discord server with one member, and the bot in it."""

    env: simcord.Env
    channel: object
    alice: object

    async def ask(self, question: str) -> simcord.InteractionResult:
        return await self.alice.slash(self.channel, "ask", question=question)

    def bodies(self) -> list[dict]:
        """Return every body that made or changed a message."""
        return [request.json for request in self.env.http_requests if isinstance(request.json, dict)
                and "components" in request.json]  # fmt: skip


@asynccontextmanager
async def a_server(desk: Desk) -> AsyncIterator[Server]:
    with closing(Records(desk.ledger.home)) as records:
        async with simcord.run(NewsdeskClient(desk, records), settle_timeout=60) as env:
            guild = env.create_guild()
            yield Server(env, guild.create_text_channel("news"), guild.add_member(env.create_user("alice")))


def shown(result: simcord.InteractionResult) -> list[str]:
    """Return the text of each message of the bot."""
    return [displayed(message.components) for message in (result.response, *result.followups)]


def displayed(components: list[dict]) -> str:
    """Return the text that components display, those within others too."""
    lines = []
    for one in components:
        lines += [one["content"]] if "content" in one else []
        lines += [displayed(one["components"])] if "components" in one else []
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return escaped text as it was."""
    return ESCAPED.sub(r"\1", BROKEN.sub("", text))


async def replied(replier: Replier, question: str) -> str:
    """Return the text of a reply."""
    reply = await replier.reply_to(question)
    return "\n".join(displayed(page_view(page).to_components()) for page in reply.pages)


def taken_in(desk: Desk, folder: Path, text: str) -> Desk:
    folder.mkdir()
    (folder / "article.txt").write_text(text)
    assert desk.index(SHARED, [folder]).added == 1
    return desk


class UnusualDesk(Desk):
    """A desk that does something else than answering."""

    def __init__(self, home: Path, does: object) -> None:
        super().__init__(Settings(home=home), FakeEmbeddings())
        self.does = does

    def ask(self, question: str, library: str) -> Answer:
        return self.does(question)


@pytest.fixture
def failing(home: Path) -> Iterator[UnusualDesk]:
    def fail(question: str) -> Answer:
        raise RuntimeError(f"no such column: {question}")

    desk = UnusualDesk(home, fail)
    yield desk
    desk.close()


# --- asking


@pytest.mark.model
@pytest.mark.parametrize("words", SAID)
async def test_the_answer_shows_what_was_said(shipped_desk: Desk, words: str) -> None:
    async with a_server(shipped_desk) as shipped:
        assert words in "\n".join(shown(await shipped.ask(CLEAN_NETWORK)))


@pytest.mark.model
async def test_every_statement_of_an_answer_has_its_mark(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        text = "\n".join(shown(await shipped.ask(CLEAN_NETWORK)))
        answer = shipped_desk.ask(CLEAN_NETWORK, (SHARED,))
        assert answer.statements
        for statement in answer.statements:
            assert f"- {statement.text} {''.join(f'[{number}]' for number in statement.citations)}\n" in f"{text}\n"


@pytest.mark.model
async def test_every_quote_is_shown_once(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        text = "\n".join(shown(await shipped.ask(CLEAN_NETWORK)))
        for statement in shipped_desk.ask(CLEAN_NETWORK, (SHARED,)).statements:
            assert text.count(statement.text) == 1


@pytest.mark.model
async def test_a_question_is_deferred_before_anything_is_sent(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        before = len(shipped.env.http_requests)
        await shipped.ask(CLEAN_NETWORK)
        first = shipped.env.http_requests[before]
        assert CALLBACK.fullmatch(first.path)
        assert first.json["type"] == 5


async def test_an_answer_in_several_messages_keeps_to_the_limit(home: Path) -> None:
    answer = an_answer(statements=100)
    desk = UnusualDesk(home, lambda question: answer)
    async with a_server(desk) as server:
        messages = shown(await server.ask("harbour"))
        assert len(messages) > 1
        assert all(0 < len(message) <= MOST_DISPLAYED for message in messages)
    desk.close()


@pytest.mark.model
async def test_what_the_articles_do_not_say_is_said_so(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        text = "\n".join(shown(await shipped.ask("who won the football cup in Peru")))
        assert NOT_FOUND in text
        assert text.index(NOT_FOUND) < text.index(CLOSEST)


@pytest.mark.model
async def test_an_answer_ends_with_how_current_the_library_is(shipped_desk: Desk) -> None:
    async with a_server(shipped_desk) as shipped:
        last = shown(await shipped.ask(CLEAN_NETWORK))[-1].splitlines()[-1]
        assert re.fullmatch(r"-# 1 article · undated · indexed <t:\d+:R>", last)


async def test_a_question_can_be_asked_in_a_direct_message(desk: Desk, tmp_path: Path) -> None:
    taken_in(desk, tmp_path / "articles", HOSTILE)
    async with a_server(desk) as server:
        result = await server.env.create_user("bob").slash("ask", question="what is said of the harbour")
        assert "harbour" in shown(result)[0]


async def test_the_question_is_asked_only_after_it_was_deferred(home: Path) -> None:
    done_before: list[str] = []
    with_answer = an_answer()
    desk = UnusualDesk(home, lambda question: with_answer)
    async with a_server(desk) as server:
        desk.does = lambda question: (
            done_before.extend(request.path for request in server.env.http_requests),
            with_answer,
        )[1]
        await server.ask("harbour")
    desk.close()
    assert CALLBACK.fullmatch(done_before[-1])


async def test_an_empty_question_gets_one_line(desk: Desk) -> None:
    async with a_server(desk) as server:
        assert shown(await server.ask("   "))[0].startswith("The question is empty")


async def test_discord_itself_refuses_an_over_long_question(desk: Desk) -> None:
    async with a_server(desk) as server:
        with pytest.raises(simcord.SetupError, match="at most 6000"):
            await server.ask("x" * (LONGEST_OPTION + 1))


async def test_an_over_long_question_that_comes_through_gets_one_line(desk: Desk) -> None:
    reply = await replied(Replier(desk), "x" * (LONGEST_OPTION + 1))
    assert "6,001 characters" in reply
    assert "\n" not in reply


async def test_the_library_out_of_order_is_told_without_local_names(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise LedgerError("The data directory /srv/newsdesk cannot be used.")

    desk = UnusualDesk(home, fail)
    async with a_server(desk) as server:
        assert shown(await server.ask("harbour")) == [OUT_OF_ORDER]
    desk.close()
    assert "/srv/newsdesk" in caplog.text


async def test_an_unexpected_error_becomes_an_apology(failing: UnusualDesk) -> None:
    async with a_server(failing) as server:
        assert shown(await server.ask("my secret question")) == [APOLOGY]


async def test_an_unexpected_error_is_logged_without_the_question(
    failing: UnusualDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await Replier(failing).reply_to("my secret question")
    assert "RuntimeError" in caplog.text
    assert "in fail" in caplog.text
    assert "secret" not in caplog.text


# --- loading


class LoadingDesk(UnusualDesk):
    """A desk whose model takes its time, and that notes in which order things happen."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, self._answer)
        self.happened: list[str] = []
        self.threads: set[int] = set()

    def load(self) -> None:
        self.threads.add(threading.get_ident())
        time.sleep(0.05)
        self.happened.append("loaded")

    def _answer(self, question: str) -> Answer:
        self.threads.add(threading.get_ident())
        self.happened.append("asked")
        return an_answer()


@pytest.fixture
def loading(home: Path) -> Iterator[LoadingDesk]:
    desk = LoadingDesk(home)
    yield desk
    desk.close()


async def test_questions_wait_for_the_model_which_is_loaded_once(loading: LoadingDesk) -> None:
    replier = Replier(loading)
    await asyncio.gather(replier.prepare(), *(replier.reply_to("harbour") for _ in range(3)))
    assert loading.happened == ["loaded", "asked", "asked", "asked"]


async def test_nothing_slow_happens_on_the_event_loop(loading: LoadingDesk) -> None:
    await Replier(loading).reply_to("harbour")
    assert threading.get_ident() not in loading.threads


async def test_a_missing_model_stops_neither_the_bot_nor_later_tries(
    home: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = UnusualDesk(home, lambda question: an_answer())
    outcomes = iter([ModelError("The embedding model is not installed."), None])

    def load() -> None:
        if outcome := next(outcomes):
            raise outcome

    monkeypatch.setattr(desk, "load", load)
    replier = Replier(desk)
    await replier.prepare()
    assert "not installed" in caplog.text
    assert "Ship number 1" in await replied(replier, "harbour")
    desk.close()


async def test_connecting_opens_chroma(desk: Desk) -> None:
    async with a_server(desk):
        assert desk.follower.following


# --- what Discord is sent


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
        text = plain("\n".join(shown(await server.ask("when was the harbour opened"))))
    assert "@everyone and @here, said <@123456789012345678>" in text


@pytest.mark.parametrize("kind", ["desk", "failing"])
async def test_every_message_suppresses_embeds(kind: str, request: pytest.FixtureRequest) -> None:
    async with a_server(request.getfixturevalue(kind)) as server:
        await server.ask("harbour")
        assert server.bodies()
        assert all(body["flags"] & SUPPRESS_EMBEDS for body in server.bodies())


async def test_an_answer_beyond_all_measure_ends_in_a_file(home: Path) -> None:
    answer = an_answer(statements=400)
    desk = UnusualDesk(home, lambda question: answer)
    async with a_server(desk) as server:
        result = await server.ask("harbour")
        assert len(shown(result)) == MOST_PAGES
        assert REST in shown(result)[-1]
        assert [file.filename for file in result.followups[-1].attachments] == ["answer.md"]
        assert "[400]" in (await result.followups[-1].attachments[0].read()).decode()
    desk.close()


async def test_the_commands_are_made_known(desk: Desk) -> None:
    async with a_server(desk) as server:
        (made,) = [request.json for request in server.env.http_requests if request.method == "PUT"]
    longest = {command["name"]: command["options"][0]["max_length"] for command in made if command["name"] == "ask"}
    assert longest == {"ask": LONGEST_OPTION}


def test_the_client_reads_no_messages(desk: Desk, records: Records) -> None:
    intents = NewsdeskClient(desk, records).intents
    assert intents == discord.Intents(guilds=True)


# --- answers, made by hand

FRESH = Freshness(articles=2, passages=3, newest="2020-10-21T08:00:00+00:00", indexed_at="2026-01-02T03:04:05+00:00",
                  revision=1)  # fmt: skip
RAIN = "Rain fell. The mayor said it would stop. It did not.\n\nThe harbour closed. Ships left."


def passage_of(article: Article, start: int = 0, end: int | None = None) -> Passage:
    end = len(article.text) if end is None else end
    return Passage(f"{article.id}-{start}", article.id, 0, start, end, article.text[start:end])


def cited(article: Article, *quotes: str, passage: Passage | None = None) -> tuple[Citation, ...]:
    within = passage or passage_of(article)
    starts = [article.text.index(quote) for quote in quotes]
    return tuple(
        cite(number, article, within, start, start + len(quote), quote=quote)
        for number, (start, quote) in enumerate(zip(starts, quotes, strict=True), 1)
    )


def answer_of(citations: tuple[Citation, ...], **fields: object) -> Answer:
    statements = tuple(Statement(citation.quote, (citation.number,)) for citation in citations)
    usual = {"question": "rain?", "understood": "rain?", "outcome": Outcome.ANSWERED, "statements": statements,
             "citations": citations, "closest": (), "freshness": FRESH}  # fmt: skip
    return Answer(**(usual | fields))


def an_answer(statements: int = 1) -> Answer:
    sentences = [f"Ship number {number} left the harbour in the rain." for number in range(1, statements + 1)]
    return answer_of(cited(an_article(" ".join(sentences)), *sentences))


# --- escaping

LIVE = "*_~|`[<>"
MARKUP_TEXT = st.text(
    st.one_of(st.sampled_from(list("\\*_~|`[]()<>#-+@:/. \n1a")), st.characters(codec="utf-8")), max_size=200
).filter(lambda text: BREAK not in text)
ACTING = st.lists(
    st.one_of(
        st.sampled_from(
            ["@everyone", "@here", "<@123456789012345678>", "<#123456789012345678>", "<t:1:R>", "<:a:1>", "<a:b:1>",
             "[a](https://b.example)", "https://b.example", "discord.gg/abc", "discord.com/invite/a", "```", "# ",
             "-# ", "- ", "* ", "1. ", "> ", ">>> ", "||", "\n", " ", "\\"]
        ),
        MARKUP_TEXT,
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None)  # a busy machine is no failure
@given(ACTING)
def test_escaped_text_does_nothing(text: str) -> None:
    bare = re.sub(r"\\([^\w\s]|_)", "", escape(text))
    assert not set(bare) & set(LIVE)
    assert not re.search(r"@(everyone|here|[!&]?\d)|://|discord\.(gg|com)/", bare)
    assert not re.search(r"^[^\S\n]*([-+#]|\d+[.)])", escape(text), re.MULTILINE)


@settings(deadline=None)
@given(ACTING)
def test_escaping_loses_nothing(text: str) -> None:
    assert plain(escape(text)) == text


def test_a_link_can_mention_nobody() -> None:
    assert link("https://example.org/@everyone") == "<https://example.org/%40everyone>"


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_is_not_set_in_bold(text: str) -> None:
    assert bold(text) == text


def test_white_space_stays_outside_of_bold_type() -> None:
    assert bold(" rain\n") == " **rain**\n"


# --- splitting

WORDS = st.one_of(ACTING, st.integers(1, 3_000).map(lambda length: "x" * length), st.just("It rained. " * 90))
RUN = st.tuples(WORDS.map(lambda text: text.replace("\n", " ")).map(escape), st.booleans())
LINE = st.tuples(st.sampled_from(["", "> ", "-# "]), st.lists(RUN, max_size=3)).map(
    lambda line: line[0] + " ".join(bold(text) if heavy else text for text, heavy in line[1])
)
LONG_TEXT = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n"])), max_size=6).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def letters(text: str) -> str:
    """Return what a reader must not miss: everything but markup of our own, white space and breaks."""
    without_prefix = re.sub(r"^(> |-# |>$|-#$)", "", text, flags=re.MULTILINE)
    return re.sub(rf"(?<!\\)((?:\\\\)*)\*\*|\s|{BREAK}", r"\1", without_prefix)


@settings(deadline=None)
@given(LONG_TEXT)
def test_every_piece_keeps_to_the_limit(text: str) -> None:
    assert all(0 < len(piece) <= MOST_CHARACTERS for piece in split(text))


@settings(deadline=None)
@given(LONG_TEXT)
def test_splitting_loses_nothing(text: str) -> None:
    assert letters("\n".join(split(text))) == letters(text)


@settings(deadline=None)
@given(LONG_TEXT)
def test_bold_type_ends_in_the_piece_where_it_begins(text: str) -> None:
    for piece in split(text):
        assert re.sub(r"\\.", "", piece).count("**") % 2 == 0


@settings(deadline=None)
@given(LONG_TEXT)
def test_nothing_becomes_markup_by_splitting(text: str) -> None:
    for piece in split(text):
        assert not re.search(r"^(> )?([-+#](?!# )|\d+[.)])", piece, re.MULTILINE)


@pytest.mark.parametrize("word", ["-", "+", "#", "-#", "1.", "2)"])
def test_the_middle_of_a_line_is_no_list_or_heading_when_cut(word: str) -> None:
    pieces = split("rain " + f"{word} " * 3_000)
    assert len(pieces) > 1
    assert all(piece.startswith(("rain", BREAK)) for piece in pieces)


def test_a_short_text_is_one_piece() -> None:
    assert split("One.\n\nTwo.") == ["One.\n\nTwo."]


def test_a_paragraph_that_fits_a_message_is_not_cut() -> None:
    paragraphs = ["a" * 1_500, "b\n" * 700 + "b"]
    assert split("\n\n".join(paragraphs)) == paragraphs


def test_a_long_line_is_cut_after_a_sentence() -> None:
    first, second = split("It rained all day. " * 150)
    assert first.endswith("day.")
    assert second.startswith("It rained")


def test_a_cut_block_quote_stays_a_block_quote_in_bold() -> None:
    pieces = split("> " + bold("rain " * 600))
    assert all(re.fullmatch(r"> \*\*(rain ?)+(?<! )\*\*", piece) for piece in pieces)


def test_a_link_is_not_cut() -> None:
    address = link("https://example.org/" + "a" * 900)
    assert sum(address in piece for piece in split(f"{'rain ' * 300}{address}{' rain' * 300}")) == 1


@pytest.mark.parametrize("cluster", ["👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "e\u0301\u0323", "\\*\u0301", "क्षि"])
def test_what_a_reader_takes_for_one_character_is_not_cut(cluster: str) -> None:
    pieces = split(cluster * 2_500)
    assert len(pieces) > 1
    assert all(piece == cluster * (len(piece) // len(cluster)) for piece in pieces)


def test_a_flood_of_marks_on_one_letter_is_cut_and_kept() -> None:
    flood = "a" + "\u0301" * 5_000
    pieces = split(flood)
    assert all(len(piece) <= MOST_CHARACTERS for piece in pieces)
    assert "".join(pieces) == flood


def test_characters_beyond_the_basic_plane_count_twice() -> None:
    assert length("a😀") == 3
    assert all(length(piece) <= MOST_CHARACTERS for piece in split("😀" * 3_000))


def test_struck_type_ends_in_the_piece_where_it_begins() -> None:
    pieces = split(bold(struck("rain " * 900)))
    assert len(pieces) > 1
    assert all(re.fullmatch(r"\*\*~~(rain ?)+(?<! )~~\*\*", piece) for piece in pieces)


def test_a_text_without_spaces_is_cut_after_a_sentence() -> None:
    assert all(piece.endswith("。") for piece in split("今天下雨了。" * 600))


def test_a_link_that_shows_its_host_is_not_cut() -> None:
    address = host_link("https://example.org/" + "a" * 900)
    assert sum(address in piece for piece in split(f"{'rain ' * 300}{address}{' rain' * 300}")) == 1


# --- running


def test_without_a_token_the_setting_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    with pytest.raises(SettingsProblem, match="DISCORD_TOKEN"):
        run_bot(Settings(home=home))


class ScriptedClient(NewsdeskClient):
    """A client that meets with one event after another instead of Discord."""

    def __init__(self, desk: Desk, *, login: object = None, connecting: tuple[object, ...] = ()) -> None:
        super().__init__(desk)
        self.at_login, self.connecting = login, list(connecting)

    async def login(self, token: str) -> None:
        if isinstance(self.at_login, Exception):
            raise self.at_login

    async def connect(self, *, reconnect: bool = True) -> None:
        event = self.connecting.pop(0)
        if isinstance(event, Exception):
            raise event
        if isinstance(event, signal.Signals):
            os.kill(os.getpid(), event)
            await asyncio.Event().wait()


async def test_a_refused_token_is_a_setting_to_correct(desk: Desk) -> None:
    with pytest.raises(SettingsProblem, match=r"refused the token.*DISCORD_TOKEN"):
        await run_until_told(ScriptedClient(desk, login=discord.LoginFailure("Improper token")), "token")


async def test_no_network_is_told_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(NewsdeskError, match="Check the network"):
        await run_until_told(ScriptedClient(desk, login=OSError("unreachable")), "token")


async def test_a_failed_first_connection_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "RETRIES_AFTER_S", (0.0, 0.0, 0.0))
    trap = AttributeError("'NoneType' object has no attribute 'sequence'")
    client = ScriptedClient(desk, connecting=(trap, trap, None))
    await run_until_told(client, "token")
    assert client.connecting == []


async def test_a_gateway_out_of_reach_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "RETRIES_AFTER_S", (0.0,))
    with pytest.raises(NewsdeskError, match="gateway cannot be reached"):
        await run_until_told(ScriptedClient(desk, connecting=(AttributeError("sequence"),)), "token")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_closes_the_connection(desk: Desk, number: signal.Signals) -> None:
    client = ScriptedClient(desk, connecting=(number,))
    await run_until_told(client, "token")
    assert client.is_closed()
