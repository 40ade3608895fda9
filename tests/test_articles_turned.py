"""More of what was shown: a page of articles that is there."""

import pytest

from bot.desk import Desk
from bot.discord.layout.parts import Text
from bot.discord.showing import articles_turned


@pytest.mark.parametrize("number", [0, 1, 7, -1, 10**40])
def test_a_list_that_is_empty_by_now_has_one_page(desk: Desk, number: int) -> None:
    page = articles_turned(desk, ("shared",), "harbour", number)
    assert "page 1 of 1" in "".join(block.content for block in page.blocks if isinstance(block, Text))
