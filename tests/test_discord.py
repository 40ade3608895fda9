"""The Discord bot: its Markdown, its messages' lengths, and how it runs."""

import asyncio
import os
import re
import signal
from pathlib import Path

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_server import plain

from bot.desk import Desk
from bot.discord import running
from bot.discord.client import NewsdeskClient
from bot.discord.connection import intents
from bot.discord.markdown import BREAK, bold, escape, host_link, link, struck
from bot.discord.running import run_bot, run_until_told
from bot.discord.splitting import MOST_CHARACTERS, length, split
from bot.errors import NewsdeskError, SettingsProblem
from bot.records import Records
from bot.settings import DiscordSettings, Settings

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
        super().__init__(desk, Records(desk.ledger.home))
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


async def test_an_intent_that_is_not_granted_is_a_setting_to_correct(desk: Desk) -> None:
    refusal = discord.PrivilegedIntentsRequired(0)
    with pytest.raises(SettingsProblem, match="NEWSDESK_DISCORD__MESSAGE_CONTENT"):
        await run_until_told(ScriptedClient(desk, connecting=(refusal,)), "token")


async def test_no_network_is_told_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(NewsdeskError, match="Check the network"):
        await run_until_told(ScriptedClient(desk, login=OSError("unreachable")), "token")


async def test_a_failed_first_connection_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "RETRIES_AFTER_S", (0.0, 0.0, 0.0))
    client = ScriptedClient(desk, connecting=(discord.GatewayNotFound(), OSError("unreachable"), None))
    await run_until_told(client, "token")
    assert client.connecting == []


async def test_a_gateway_out_of_reach_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "RETRIES_AFTER_S", (0.0,))
    with pytest.raises(NewsdeskError, match="gateway cannot be reached"):
        await run_until_told(ScriptedClient(desk, connecting=(discord.GatewayNotFound(),)), "token")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_closes_the_connection(desk: Desk, number: signal.Signals) -> None:
    client = ScriptedClient(desk, connecting=(number,))
    await run_until_told(client, "token")
    assert client.is_closed()


def test_no_privileged_intent_is_wanted() -> None:
    assert intents(DiscordSettings()) == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


def test_the_content_of_messages_is_wanted_by_setting() -> None:
    assert intents(DiscordSettings(message_content=True)).message_content
