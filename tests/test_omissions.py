"""What denies a quote or is its condition may not be left out beside it, whatever its capital and full stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.omissions import omitted_after, omitted_before


@pytest.mark.parametrize(
    ("text", "kept", "fair"),
    [
        ("It was to be confirmed, and no news was expected. Rain fell.", "It was to be confirmed", True),
        ("The ferry left the harbour at noon.", "The ferry left", True),
        ("We cannot take 3 percent, but we can take 2.", "We cannot take 3 percent", True),
        ("He is a good man, but a liar.", "He is a good man", True),
        ("He was born in May, not in June.", "He was born in May", True),
        ("The mayor never sells.", "The mayor", True),
        ("He asked if she was well.", "He asked", True),
        ("“The plan is sound,” she said if asked.", "“The plan is sound", True),
        ("We will pay. Not all agree.", "We will pay", True),
        ("It is not only old.", "It is", True),
        ("We would agree if taxes fell.", "We would agree", False),
        ("The law applies if the owner agrees.", "The law applies", False),
        ("The law applies, provided that he agrees.", "The law applies", False),
        ("It is open, unless it snows.", "It is open", False),
        ("It will be sold to the town if it agrees.", "It will be sold", False),
        ("She will cut taxes, or so she claims.", "She will cut taxes", False),
        ("We can swim, but only in June.", "We can swim", False),
        ("The plan is not sound.", "The plan is", False),
        ("It is anything but safe.", "It is", False),
    ],
)
def test_a_quote_may_end_before_what_does_not_limit_it(text: str, kept: str, fair: bool) -> None:
    assert (omitted_after(text, 0, len(kept)) is None) is fair


@pytest.mark.parametrize(
    ("text", "kept", "fair"),
    [
        ("He stood at the table, but I felt nothing", "I felt nothing", True),
        ("Rain did not fall. On Friday the ferry left", "the ferry left", True),
        ("We believe that the ferry left", "the ferry left", True),
        ("There is no doubt that the ferry left", "the ferry left", True),
        ("He did not know that the ferry left", "the ferry left", True),
        ("It is not only a ferry", "a ferry", True),
        ("The plan, which nobody likes, says that the ferry left", "the ferry left", True),
        ("A few people left", "people left", True),
        ("He denied that the ferry left", "the ferry left", False),
        ("Probably the ferry left", "the ferry left", False),
        ("If it rains the ferry leaves", "the ferry leaves", False),
        ("If it rains, the ferry leaves", "the ferry leaves", False),
        ("It is false that the ferry left", "the ferry left", False),
        ("I do not think he is a thief", "he is a thief", False),
        ("The court found him not guilty", "guilty", False),
        ("It is no longer safe", "safe", False),
        ("Only the rich will pay", "the rich will pay", False),
        ("The mayor will not, he insisted, sell it", "sell it", False),
        ("He never said: “We will go”", "We will go", False),
        ("At least 40 people left", "40 people left", False),
        ("She may resign in March", "resign in March", False),
    ],
)
def test_a_quote_may_begin_behind_what_does_not_deny_it(text: str, kept: str, fair: bool) -> None:
    assert (omitted_before(text, text.index(kept)) is None) is fair


@given(st.text() | st.text(alphabet="ab not if that.,“” ", max_size=60), st.integers(0, 60))
def test_what_is_left_out_stands_beside_the_cut(text: str, at: int) -> None:
    at = min(at, len(text))
    before, behind = omitted_before(text, at), omitted_after(text, 0, at)
    assert before is None or before.end == at
    assert behind is None or behind.start == at
