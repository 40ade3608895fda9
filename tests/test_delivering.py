"""Deliveries: at most one change a second, and nothing after what stays."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord.delivering import EVERY_S, Delivery
from bot.discord.layout import Attachment, Page, Reply, Tone, notice_page

FIRST, SECOND, LAST = (notice_page(text, Tone.WAITING) for text in ("first", "second", "last"))


class Written(Delivery):
    """A delivery that notes what is written, and when."""

    def __init__(self, *, failing: int = 0, losing: int = 0) -> None:
        super().__init__()
        self.written: list[tuple[Page, Attachment | None]] = []
        self.at: list[float] = []
        self.failing = failing
        self.losing = losing  # the number of the page that is lost

    async def _put(self, page: Page, attached: Attachment | None) -> Any:
        if self.failing or len(self.written) + 1 == self.losing:
            self.failing -= 1
            raise OSError("lost")
        self.written.append((page, attached))
        self.at.append(asyncio.get_running_loop().time())
        return SimpleNamespace(id=len(self.written))

    _add = _put


async def test_what_stays_comes_at_once_if_nothing_was_shown() -> None:
    delivery = Written()
    began = asyncio.get_running_loop().time()
    assert await delivery.finish(Reply((FIRST,))) == [1]
    assert delivery.at[0] - began < EVERY_S / 2


async def test_what_stays_waits_until_a_second_after_what_was_shown() -> None:
    delivery = Written()
    await delivery.show(FIRST)
    await delivery.finish(Reply((LAST,)))
    assert delivery.at[1] - delivery.at[0] >= EVERY_S


async def test_what_follows_within_a_second_is_left_out() -> None:
    delivery = Written()
    await delivery.show(FIRST)
    await delivery.show(SECOND)
    assert delivery.written == [(FIRST, None)]


async def test_nothing_is_shown_after_what_stays() -> None:
    delivery = Written()
    await delivery.finish(Reply((LAST,)))
    await delivery.show(FIRST)
    assert delivery.written == [(LAST, None)]


async def test_the_file_comes_with_the_last_page_and_every_message_is_told() -> None:
    delivery, whole = Written(), Attachment("answer.md", "whole")
    assert await delivery.finish(Reply((FIRST, SECOND, LAST), whole)) == [1, 2, 3]
    assert delivery.written == [(FIRST, None), (SECOND, None), (LAST, whole)]


async def test_what_cannot_be_shown_is_not_missed() -> None:
    delivery = Written(failing=1)
    await delivery.show(FIRST)
    await delivery.finish(Reply((LAST,)))
    assert delivery.written == [(LAST, None)]


async def test_the_pages_that_were_sent_before_one_was_lost_are_told(caplog: pytest.LogCaptureFixture) -> None:
    delivery = Written(losing=3)
    assert await delivery.finish(Reply((FIRST, SECOND, LAST))) == [1, 2]
    assert "Of 3 pages 2 were sent" in caplog.text


async def test_what_cannot_be_sent_at_last_is_an_error() -> None:
    with pytest.raises(OSError, match="lost"):
        await Written(failing=1).finish(Reply((LAST,)))
