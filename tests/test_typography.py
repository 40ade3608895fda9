"""Typography is folded the same way whether or not the origins are asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.typography import _with_origins, folded, occurrences


@given(st.text(alphabet=st.sampled_from("ab -–—'\"“’\u00ad…é\u0301ﬁ\n\u00a0."), max_size=40) | st.text())
def test_folding_is_the_same_with_and_without_origins(text: str) -> None:
    comparable, origins = _with_origins(text)
    assert comparable == folded(text)
    assert len(origins) == len(comparable)


@given(st.text(alphabet="ab '-.", max_size=20), st.text(alphabet="ab '-.", min_size=1, max_size=6))
def test_what_is_found_is_equal_but_for_typography(text: str, quote: str) -> None:
    for span in occurrences(text, quote):
        assert folded(span.of(text)).strip("'- ") == folded(quote).strip("'- ")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("harbours", "harbour"),
        ("It costs 1,200 euros", "200 euros"),
        ("It rose by 2.5 percent", "5 percent"),
        ("It rose by .5 percent", "5 percent"),
        ("It fell to -5 degrees", "5 degrees"),
        ("It lent $5 million", "5 million"),
        ("It lent $5 million", "It lent $5"),
        ("a non-violent man", "violent man"),
        ("Children aged 5-6 swim", "Children aged 5"),
    ],
)
def test_a_quote_inside_a_word_is_not_found(text: str, quote: str) -> None:
    assert list(occurrences(text, quote)) == []


@pytest.mark.parametrize(
    ("text", "quote", "equal"),
    [
        ('a 6" pipe', "a 6' pipe", False),
        ('a 6" pipe', "a 6 pipe", False),
        ('a 6" pipe', "a 6″ pipe", True),
        ("a 6' pipe", "a 6’ pipe", True),
        ('the "war of 1812" ended', "the ‘war of 1812’ ended", True),
        ("the “war of 1812” ended", 'the "war of 1812" ended', True),
        ('“He laid a 6" pipe,” she said', "“He laid a 6' pipe,” she said", False),
        ("in the 1990's", "in the 1990’s", True),
    ],
)
def test_a_mark_behind_a_digit_is_a_unit_unless_it_closes_a_quotation(text: str, quote: str, equal: bool) -> None:
    assert (folded(text) == folded(quote)) is equal
