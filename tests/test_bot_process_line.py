"""The real bot process stays connected and answers, whatever happens between it and Discord."""

import pytest
from bot_process import ENDS_WITHIN_S
from bot_scene import CALLBACK, CLEAN_NETWORK, ORIGINAL, SAID, Scene, nothing_wrong, scene
from loopback_faults import Cut
from loopback_gateway import IDENTIFY, RESUME

__all__ = ["nothing_wrong", "scene"]

pytestmark = [pytest.mark.enable_socket, pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]


async def test_a_gateway_that_refuses_the_first_connections_is_tried_again(scene: Scene) -> None:
    assert scene.discord.gateway.connections >= 3


async def test_a_line_that_drops_in_mid_answer_is_resumed_and_nothing_is_lost(scene: Scene) -> None:
    before = scene.sent(RESUME)
    first = await scene.ask()
    await scene.discord.changes.until(lambda: first.callback)
    scene.discord.gateway.cut()
    second = await scene.ask()  # while nobody listens
    for asked in (first, second):
        assert SAID[0] in (await scene.answered(asked)).text
    assert scene.sent(RESUME) == before + 1


async def test_a_request_to_reconnect_is_followed(scene: Scene) -> None:
    before = scene.sent(RESUME)
    scene.discord.gateway.reconnect()
    await scene.discord.changes.until(lambda: scene.sent(RESUME) > before)
    await scene.answered(await scene.ask())


@pytest.mark.parametrize(("resumable", "operation"), [(True, RESUME), (False, IDENTIFY)])
async def test_an_invalid_session_is_resumed_or_begun_anew(scene: Scene, resumable: bool, operation: int) -> None:
    before = scene.sent(operation)
    scene.discord.gateway.invalidate(resumable=resumable)
    await scene.discord.changes.until(lambda: scene.sent(operation) > before)
    await scene.discord.ready()
    await scene.answered(await scene.ask())


async def test_a_question_that_comes_twice_is_answered_once(scene: Scene) -> None:
    before = len(scene.discord.rest.asked("POST", CALLBACK))
    await scene.answered(await scene.ask(times=2))
    await scene.answered(await scene.ask())  # by now the double would have been noticed
    assert len(scene.discord.rest.asked("POST", CALLBACK)) == before + 2


@pytest.mark.parametrize(
    "how",
    [
        {"status": 429},
        {"status": 429, "everywhere": True},
        {"status": 500},
        {"status": 502},
        {"status": 503},
        {"cut": Cut.BEFORE},
        {"cut": Cut.AFTER},  # it was written all the same, and is written again
        {"delay_s": 0.5},
    ],
    ids=str,
)
async def test_an_answer_survives_a_write_that_goes_wrong(scene: Scene, how: dict[str, object]) -> None:
    scene.discord.rest.buckets = type(scene.discord.rest.buckets)()
    fault = scene.discord.rest.fail("PATCH", ORIGINAL, **how)
    asked = await scene.answered(await scene.ask())
    assert not fault.times
    assert all(words in asked.text for words in SAID)
    assert asked.text.count("1 article · ") == 1


@pytest.mark.parametrize("cut", list(Cut))
async def test_a_question_survives_a_lost_acknowledgement(scene: Scene, cut: Cut) -> None:
    scene.discord.rest.fail("POST", CALLBACK, cut=cut)
    asked = await scene.answered(await scene.ask())
    assert asked.acknowledged_after_s < 3


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refused_answer_does_no_harm(scene: Scene, status: int) -> None:
    refused = scene.discord.rest.fail("PATCH", ORIGINAL, status=status, code=10008)
    await scene.ask()
    await scene.discord.changes.until(lambda: not refused.times)
    await scene.answered(await scene.ask())
    scene.bot.lines.clear()  # discord.py logs the refusal with a traceback


async def test_a_message_that_comes_twice_is_answered_once(scene: Scene) -> None:
    asking = await scene.discord.mention(CLEAN_NETWORK, user=scene.alice, channel=scene.news, times=2)
    await scene.replied(asking)
    await scene.answered(await scene.ask())  # by now the double would have been noticed
    assert sum(message.answers is asking for message in scene.news.messages.values()) == 1


async def test_sigterm_ends_the_bot_in_time(scene: Scene) -> None:
    await scene.ask()  # an answer may be on its way
    code, seconds = await scene.bot.end()
    assert (code, seconds < ENDS_WITHIN_S) == (0, True)
    await scene.discord.changes.until(lambda: not scene.discord.gateway.connected)
