"""What a sentence names only to say that it is not so is told from what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.contrasts import without_contrasts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It cost 92 million, not 86 million as they say, it was found.", "It cost 92 million, it was found."),
        ("It opens on May 3 rather than on May 9.", "It opens on May 3."),
        ("The harbour, not the pier, was opened in 1921.", "The harbour, was opened in 1921."),
        ("Earlier it spoke of 31 homes; now it put the number at 38.", "now it put the number at 38."),
        ("Earlier it spoke of 31 homes; then it rained.", "Earlier it spoke of 31 homes; then it rained."),
        ("It did not cost 86 million.", "It did."),
        ("It was not opened.", "It was not opened."),
    ],
)
def test_what_is_only_contrasted_is_left_out(text: str, wanted: str) -> None:
    left = " ".join(without_contrasts(text).split()).replace(" .", ".").replace(" ,", ",")
    assert left == wanted


@given(st.text(alphabet="earlir not,;.19 umbe", max_size=200))
def test_offsets_stay_true(text: str) -> None:
    left = without_contrasts(text)
    assert len(left) == len(text)
    assert all(one in (other, " ") for one, other in zip(left, text, strict=True))
