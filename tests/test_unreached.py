"""Who cannot be answered any more costs a line in the log, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_answers import an_answer
from simulated_server import UnusualDesk, a_server

CALLBACK, ORIGINAL = ("POST", "/interactions/*/callback"), ("PATCH", "/webhooks/*/messages/@original")
TOO_LATE, PUT_AWAY = 10062, 10008


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question, statements=40))
    yield desk
    desk.close()


@pytest.mark.parametrize(
    ("route", "code", "used"),
    [
        (CALLBACK, TOO_LATE, "ask"),
        (CALLBACK, TOO_LATE, "verify"),
        (CALLBACK, TOO_LATE, "Passage"),
        (CALLBACK, TOO_LATE, "Follow up"),
        (ORIGINAL, PUT_AWAY, "verify"),
        (ORIGINAL, PUT_AWAY, "Passage"),
    ],
)
async def test_who_cannot_be_answered_costs_a_line_in_the_log(
    ready: UnusualDesk, caplog: pytest.LogCaptureFixture, route: tuple[str, str], code: int, used: str
) -> None:
    async with a_server(ready) as server:
        answered = await server.ask("harbour")
        caplog.clear()
        server.env.inject_error(*route, status=404, code=code)
        if used == "ask":
            await server.ask("harbour")
        elif used == "verify":
            await server.alice.slash(server.channel, "verify", quote="the harbour was closed")
        else:
            await server.alice.click(answered.response, label=used)
        assert len(server.env.errors) <= 1  # which the simulated Discord notes before the bot bears it
        assert [record.levelname for record in caplog.records if record.levelno > 20] == ["WARNING"]
        assert f"Somebody could not be answered: NotFound {code}" in caplog.text
