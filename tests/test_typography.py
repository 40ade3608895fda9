"""Typography is folded the same way whether or not the origins are asked for."""

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


def test_a_quote_inside_a_word_is_not_found() -> None:
    assert list(occurrences("harbours", "harbour")) == []
