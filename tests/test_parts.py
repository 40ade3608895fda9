"""A question that asks several things has parts."""

import pytest

from bot.extraction.parts import parts


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Who opened it and when was it closed?", ("Who opened it", "when was it closed")),
        ("Who opened it, and in which year?", ("Who opened it", "in which year")),
        ("Who came and went?", ()),
        ("I came and who went?", ()),  # only one part asks
        ("Who and who and who and who and who?", ()),  # that many are no question
    ],
)
def test_a_question_has_parts(asked: str, wanted: tuple[str, ...]) -> None:
    assert parts(asked) == wanted
