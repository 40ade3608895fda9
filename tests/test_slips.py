"""A slip is of the pen or of the scanner; a word that is one is no slip for another."""

import pytest

from bot.verification.slips import is_slip, looks_alike


@pytest.mark.parametrize(
    ("theirs", "ours", "is_word", "expected"),
    [
        ("government", "goverment", False, True),
        ("receive", "recieve", False, True),
        ("travelled", "traveled", True, True),
        ("filled", "filed", True, False),
        ("government", "goverment", True, False),
        ("rain", "rian", False, False),
    ],
)
def test_a_letter_left_out_or_exchanged_is_a_slip(theirs: str, ours: str, is_word: bool, expected: bool) -> None:
    assert is_slip(theirs, ours, is_word) is expected


@pytest.mark.parametrize(
    ("theirs", "ours", "alike"), [("legal", "legai", True), ("modern", "modem", True), ("a", "b", False)]
)
def test_a_scanner_takes_letters_for_such_as_look_alike(theirs: str, ours: str, alike: bool) -> None:
    assert looks_alike(theirs, ours) is alike
