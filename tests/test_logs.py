"""No token, no interaction's token and no words of people reach the log, in plain lines or in JSON."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import aiohttp
import discord
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from simulated_server import a_server

from bot.desk import Desk
from bot.discord.endpoints import reaching
from bot.discord.logs import REDACTED, UNOFFERED, log_to_stderr, log_unexpected, redacted, told
from bot.settings import DiscordSettings

BOT_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6"
SHORT = "a-token-of-a-played-discord"
QUESTION = "who stole the mayor's hat"
FORMATS = pytest.mark.parametrize("form", ["plain", "json"])


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Return what was logged; afterwards logging is as it was."""
    root, theirs = logging.getLogger(), logging.getLogger("discord")
    before, levels, lines = root.handlers[:], (root.level, theirs.level), []

    def so_far() -> str:
        lines.append(capsys.readouterr().err)
        return "".join(lines)

    yield so_far
    root.handlers[:] = before
    root.setLevel(levels[0])
    theirs.setLevel(levels[1])


@pytest.mark.parametrize(
    "text",
    [
        f"https://discord.com/api/v10/webhooks/1234/{INTERACTION}/messages/@original",
        f"POST https://discord.com/api/v10/interactions/1234/{INTERACTION}/callback with x has returned 404",
        f"/webhooks/1234/{SHORT}?wait=true",
        f"{{'id': '1', 'token': '{SHORT}', 'type': 2}}",
        f'{{"token":"{SHORT}"}}',
        json.dumps({"message": f'{{"token": "{SHORT}"}}'}),
        f"Authorization: Bot {BOT_TOKEN}",
        f"the token {INTERACTION} alone",
        f"https://cdn.discordapp.com/attachments/1/2/a.pdf?ex=66aa&is=66bb&hm={SHORT}&",
    ],
)
def test_a_token_is_redacted_wherever_it_stands(text: str) -> None:
    clean = redacted(text)
    assert REDACTED in clean
    assert not any(secret in clean for secret in (INTERACTION, SHORT, BOT_TOKEN))


def test_the_token_in_use_is_redacted_whatever_it_looks_like() -> None:
    assert redacted("odd!token here", "odd!token") == f"{REDACTED} here"


@pytest.mark.parametrize(
    "text",
    [
        "Shard ID 0 has connected to Gateway (Session ID: 0123).",
        "https://example.org/2026/11/a-long-address-of-an-article.html",
        "bot.discord.running.run_until_told",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert redacted(text) == text


@given(st.text())
def test_any_text_can_be_redacted(text: str) -> None:
    redacted(text, "secret")


@pytest.mark.enable_socket
@FORMATS
async def test_what_discord_py_really_logs_holds_no_token(form: str, written: Callable[[], str]) -> None:
    """Have discord.py write by webhook and by REST against answers that it logs, at its most talkative."""
    answers = [(429, {"retry_after": 0.0, "message": "limited"}), (404, {"code": 10015, "message": "Unknown Webhook"})]

    async def answer(request: web.Request) -> web.Response:
        status, body = answers[0] if len(answers) == 1 else answers.pop(0)
        return web.Response(
            status=status,
            body=json.dumps(body).encode(),
            content_type="application/json",
            headers={"Via": "1.1"},
        )

    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    log_to_stderr(form, BOT_TOKEN)
    logging.getLogger("discord").setLevel(logging.DEBUG)
    with reaching(DiscordSettings(api_url=api_url)):
        async with aiohttp.ClientSession() as session:
            hook = discord.Webhook.partial(1234, INTERACTION, session=session)
            with pytest.raises(discord.NotFound):
                await hook.send("hello")
            try:
                await hook.delete_message(5)
            except discord.NotFound:
                logging.getLogger("discord.client").exception("Ignoring exception in on_message")
        async with discord.Client(intents=discord.Intents.none()) as client:
            with pytest.raises(discord.NotFound):
                await client.login(BOT_TOKEN)
    await runner.cleanup()
    log = written()
    assert "Ignoring exception" in log
    assert f"/webhooks/1234/{REDACTED}" in log
    assert INTERACTION not in log
    assert BOT_TOKEN not in log
    assert "404 (code 10015)" in log


@FORMATS
def test_an_error_is_logged_without_its_message(form: str, written: Callable[[], str]) -> None:
    log_to_stderr(form, "")
    try:
        try:
            raise KeyError(QUESTION)
        except KeyError as error:
            raise discord.app_commands.CommandInvokeError(_Command(), error) from error
    except discord.app_commands.CommandInvokeError as error:
        logging.getLogger("discord.app_commands.tree").error("Ignoring exception in command %r", "ask", exc_info=error)
    log = written()
    assert QUESTION not in log
    assert "KeyError" in log
    assert "CommandInvokeError" in log
    assert "test_logs.py" in log


class _Command:
    name = "ask"


@FORMATS
def test_what_another_handler_made_of_an_error_is_not_used(form: str, written: Callable[[], str]) -> None:
    log_to_stderr(form, "")
    record = logging.LogRecord("bot", logging.ERROR, "", 1, "failed", (), None)
    record.exc_info, record.exc_text = (KeyError, KeyError(QUESTION), None), f"KeyError: {QUESTION}"
    logging.getLogger().handle(record)
    assert "failed" in written()
    assert QUESTION not in written()


def test_json_is_one_object_a_line(written: Callable[[], str]) -> None:
    log_to_stderr("json", BOT_TOKEN)
    logging.getLogger("bot").warning('a "quoted"\nword and %s', BOT_TOKEN)
    try:
        raise ValueError(QUESTION)
    except ValueError:
        logging.getLogger("bot").exception("failed")
    lines = [json.loads(line) for line in written().splitlines()]
    assert [(line["level"], line["logger"], line["message"]) for line in lines] == [
        ("WARNING", "bot", f'a "quoted"\nword and {REDACTED}'),
        ("ERROR", "bot", "failed"),
    ]
    assert lines[0]["time"]
    assert "ValueError" in lines[1]["exc_info"]


def test_discord_pys_debug_messages_are_not_logged(written: Callable[[], str]) -> None:
    log_to_stderr("plain", "")
    logging.getLogger("discord.gateway").debug("For Shard ID %s: WebSocket Event: %s", 0, QUESTION)
    logging.getLogger("discord.gateway").info("Shard ID %s has connected", 0)
    assert "has connected" in written()
    assert QUESTION not in written()


async def test_a_task_that_nobody_waited_for_is_logged_without_what_it_was_about(written: Callable[[], str]) -> None:
    log_to_stderr("plain", "")

    async def fail(question: str) -> None:
        raise ValueError(question)

    loop = asyncio.get_running_loop()
    task = loop.create_task(fail(QUESTION))
    await asyncio.wait([task])
    log_unexpected(
        loop, {"message": f"never retrieved: {task!r} {QUESTION}", "exception": task.exception(), "future": task}
    )
    assert "ValueError" in written()
    assert QUESTION not in written()


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (discord.NotFound(SimpleNamespace(status=404, reason="x"), {"code": 10062}), "NotFound: 404 (code 10062)\n"),
        (TimeoutError(QUESTION), "TimeoutError\n"),
    ],
)
async def test_a_completion_that_discord_does_not_take_is_one_line_that_names_nobody(
    desk: Desk, written: Callable[[], str], monkeypatch: pytest.MonkeyPatch, error: Exception, line: str
) -> None:
    log = await a_completion_that_fails(desk, written, monkeypatch, error)
    assert log.endswith(f" WARNING discord.app_commands.tree: {UNOFFERED % 'article'}: {line}")


async def test_a_completion_that_fails_is_an_error_that_names_nobody(
    desk: Desk, written: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = await a_completion_that_fails(desk, written, monkeypatch, KeyError(QUESTION))
    assert f" ERROR discord.app_commands.tree: {UNOFFERED % 'article'}\n" in log
    assert log.endswith("KeyError\n")


async def a_completion_that_fails(
    desk: Desk, written: Callable[[], str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> str:
    """Return what is logged, which names neither who typed nor where."""

    async def fail(*_: object) -> None:
        raise error

    async with a_server(desk) as server:
        log_to_stderr("plain", "")
        monkeypatch.setattr(discord.InteractionResponse, "autocomplete", fail)
        await server.alice.autocomplete(server.channel, "article", "article", QUESTION)
        log = written()
        assert "article" in log
        assert not any(str(secret) in log for secret in (server.guild.id, server.alice.id, QUESTION))
        return log


def test_an_error_names_what_led_to_it() -> None:
    try:
        try:
            raise OSError(QUESTION)
        except OSError as error:
            raise RuntimeError(QUESTION) from error
    except RuntimeError as error:
        text = told(error)
    assert text.index("OSError") < text.index("which led to:") < text.index("RuntimeError")
    assert QUESTION not in text
