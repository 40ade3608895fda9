"""`newsdesk bot --check` says whether Discord would receive the bot, what it needs, and how it is invited."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from conftest import Ran, Run, run_newsdesk
from embedding_endpoint import PlayedEndpoint, endpoint
from hypothesis import given
from hypothesis import strategies as st
from loopback_discord import LoopbackDiscord, loopback_discord
from postgres import PostgresServer
from test_cli import failed

from bot.discord.checking import check, token_like
from bot.discord.checkup import Checkup, Lacking, checkup_form, checkup_view
from bot.discord.invitation import NEEDED, invitation, missing
from bot.errors import SettingsProblem
from bot.settings import Settings
from index import Ledger, LedgerAddress

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab"
LIMITED_CONTENT = 1 << 19
CONTROL = re.compile(r"\x1b\[[\d;]*m")


@asynccontextmanager
async def portal(**settings: object) -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as played:
        played.rest.token = TOKEN
        played.world.user("alice")
        played.world.guild()
        played.routes.portal = settings
        yield played


async def checked(played: LoopbackDiscord, home: Path, *options: str, token: str = TOKEN, **settings: str) -> Ran:
    return await asyncio.to_thread(
        run_newsdesk,
        *(home, "bot", "--check", *options),
        **{"DISCORD_TOKEN": token, "LOOPBACK_PORT": str(played.port), "NEWSDESK_DISCORD__API_URL": played.api_url}
        | settings,
    )


@pytest.mark.enable_socket
async def test_a_chroma_server_that_is_not_there_is_told_and_keeps_no_bot_from_working(home: Path) -> None:
    async with portal() as played:
        url = f"http://127.0.0.1:{played.port}"  # where something else answers
        ran = await checked(played, home, "--json", NEWSDESK_CHROMA__URL=url)
    assert ran.code == 0, ran.err
    assert f"What is at {url} answers 404, not as a Chroma server does." in ran.json["chroma"]


@pytest.mark.enable_socket
async def test_a_ledgers_server_is_asked_for_what_the_settings_name(home: Path, postgres: PostgresServer) -> None:
    url = postgres.fresh_database()
    async with portal() as played:
        given = {"NEWSDESK_CHROMA__URL": f"http://127.0.0.1:{played.port}"}  # where something else answers
        empty = await checked(played, home, "--json", NEWSDESK_LEDGER__URL=url, **given)
        make_ledger(home, url)
        there = await checked(played, home, "--json", NEWSDESK_LEDGER__URL=url, **given)
        wrong = await checked(played, home, NEWSDESK_LEDGER__URL=url, NEWSDESK_LEDGER__PASSWORD="wrong", **given)
        missing = await checked(played, home, NEWSDESK_LEDGER__URL=url.replace("newsdesk_", "nowhere_"), **given)
        dead = await checked(played, home, NEWSDESK_LEDGER__URL="postgresql://a@127.0.0.1:1/b", **given)
    assert (empty.code, "There is no ledger" in empty.json["ledger"]) == (0, True), empty.err
    assert (there.code, "answers." in there.json["ledger"]) == (0, True), there.err
    assert (wrong.code, "does not take this user or password" in wrong.err) == (2, True)
    assert (missing.code, "there is no such database" in missing.err) == (2, True)
    assert (dead.code, "does not answer" in dead.err) == (1, True)


def make_ledger(home: Path, url: str) -> None:
    Ledger(home, LedgerAddress.of(url)).close()


@pytest.mark.enable_socket
def test_the_bot_itself_ends_as_for_a_wrong_setting_where_its_password_is(home: Path, postgres: PostgresServer) -> None:
    given = {"NEWSDESK_LEDGER__URL": postgres.url(), "NEWSDESK_LEDGER__PASSWORD": "wrong"}
    ran = run_newsdesk(home, "bot", DISCORD_TOKEN=TOKEN, NEWSDESK_CHROMA__URL="http://127.0.0.1:1", **given)
    assert (ran.code, "does not take this user or password" in ran.err) == (2, True)


@pytest.mark.enable_socket
async def test_an_embedding_endpoint_that_refuses_the_key_is_a_problem(home: Path) -> None:
    with endpoint(PlayedEndpoint()) as model:
        model.failing = [401]
        async with portal() as played:
            ports = {"LOOPBACK_PORT": f"{played.port},{model.port}"}
            ran = await checked(played, home, "--json", NEWSDESK_EMBEDDING__URL=model.url, **ports)
    assert (ran.code, "refuses the key (401)" in str(ran.json["problems"])) == (2, True), ran.err


def test_a_chroma_server_that_may_not_be_used_is_refused_as_by_the_bot_itself(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 8000))])
    settings = Settings(home=home, chroma={"url": "http://134744072:8000"})  # which is how 8.8.8.8 may be written, too
    with pytest.raises(SettingsProblem, match="134744072 is not in a private network"):
        check(settings)


@pytest.mark.enable_socket
async def test_a_bot_that_is_set_up_is_told_with_its_invitation(home: Path) -> None:
    async with portal() as played:
        ran = await checked(played, home, "--json")
        assert played.problems() == []
        assert played.gateway.connections == 0
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["name"] == "newsdesk"
    assert (ran.json["servers"], ran.json["lacking"], ran.json["problems"]) == (1, [], [])
    query = parse_qs(urlsplit(ran.json["invite"]).query)
    assert query["permissions"] == [ran.json["permissions"]]
    assert query["scope"][0].split() == ["bot", "applications.commands"]
    assert query["client_id"] == [ran.json["application_id"]]


@pytest.mark.enable_socket
@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "COLUMNS": "80"}], ids=["in a pipe", "in a terminal"])
async def test_the_invitation_is_printed_whole_on_one_line(home: Path, environment: dict[str, str]) -> None:
    async with portal() as played:
        ran = await checked(played, home, **environment)
        link = invitation(played.world.bot.id)
    assert f"Invite it: {link}\n" in ran.out
    assert "newsdesk is in 1 server" in CONTROL.sub("", ran.out)


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("settings", "environment", "words"),
    [
        ({}, {"NEWSDESK_DISCORD__MESSAGE_CONTENT": "true"}, "Enable Message Content Intent"),
        ({"interactions_endpoint_url": "https://example.org/"}, {}, "Interactions Endpoint URL"),
        ({"bot_require_code_grant": True}, {}, "Requires OAuth2 Code Grant"),
    ],
)
async def test_what_keeps_it_from_working_is_told(
    home: Path, settings: dict, environment: dict[str, str], words: str
) -> None:
    async with portal(**settings) as played:
        ran = await checked(played, home, **environment)
    assert ran.code == 2
    assert words in ran.out.replace("\n", " ")


@pytest.mark.enable_socket
async def test_the_intent_may_be_granted(home: Path) -> None:
    async with portal(flags=LIMITED_CONTENT) as played:
        assert (await checked(played, home, NEWSDESK_DISCORD__MESSAGE_CONTENT="true")).code == 0


@pytest.mark.enable_socket
async def test_servers_that_grant_too_little_are_named(home: Path) -> None:
    async with portal() as played:
        played.routes.permissions = NEEDED.value & ~discord.Permissions(attach_files=True).value
        ran = await checked(played, home)
    assert ran.code == 0
    assert "may not: attach files" in ran.out


@pytest.mark.enable_socket
async def test_a_token_that_discord_refuses_is_a_setting_to_correct(home: Path) -> None:
    async with portal() as played:
        failed(await checked(played, home, token=TOKEN.replace("G", "H")), 2, "refused the token", "Reset Token")


def test_a_text_that_is_no_token_is_told_before_anything_is_sent(newsdesk: Run) -> None:
    failed(newsdesk("bot", "--check", DISCORD_TOKEN="my-token"), 2, "does not look like", "DISCORD_TOKEN")


def test_without_a_token_the_setting_is_named(newsdesk: Run) -> None:
    failed(newsdesk("bot", "--check"), 2, "DISCORD_TOKEN")


def test_offline_it_says_so(newsdesk: Run) -> None:
    nobody = {"NEWSDESK_DISCORD__API_URL": "http://127.0.0.1:9/api/v10", "LOOPBACK_PORT": "9"}
    ran = newsdesk("bot", "--check", DISCORD_TOKEN=TOKEN, **nobody)
    failed(ran, 1, "cannot be reached", "Check the network")


@pytest.mark.parametrize(
    ("text", "like"),
    [
        (TOKEN, True),
        (f" {TOKEN}\n", True),
        (f"Bot {TOKEN}", False),
        (TOKEN.rpartition(".")[0], False),
        ("bm90LWFuLWlkLWF0LWFsbA.GabcdE.abcdefghijklmnopqrstuvwxyz0", False),
        ("", False),
    ],
)
def test_a_token_is_known_by_its_shape(text: str, like: bool) -> None:
    assert token_like(text) is like


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    token_like(text)


def test_no_more_permissions_are_asked_for_than_needed() -> None:
    assert set(missing(discord.Permissions.none())) == {
        *("view channel", "send messages", "send messages in threads", "create public threads"),
        *("attach files", "read message history"),
    }
    assert str(NEEDED.value) in invitation(1)


def test_an_administrator_lacks_nothing() -> None:
    assert missing(discord.Permissions(administrator=True)) == []


def test_a_long_list_of_servers_is_cut() -> None:
    lacking = tuple(Lacking(f"server {number}", ("attach files",)) for number in range(30))
    found = Checkup("newsdesk", 1, 30, NEEDED.value, invitation(1), lacking, ())
    lines = [str(line) for line in checkup_view(found).renderables]
    assert "So it is in 20 more; --json names them." in lines
    assert len(json.loads(json.dumps(checkup_form(found)))["lacking"]) == 30
