"""What a model writes is read into claims as it arrives, and what cannot be read is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generating.claims import Claim
from bot.generating.reading import MOST_CHARACTERS, MOST_CLAIMS, Reader

RAIN, SUN = Claim("Rain fell.", (1,)), Claim("The sun shone.", (2, 3))
LISTED = json.dumps(
    {"statements": [{"text": "Rain fell.", "passages": [1]}, {"text": "The sun shone.", "passages": [2, 3]}]}
)


def read(*parts: str) -> tuple[list[Claim], bool]:
    reader = Reader()
    claims = [claim for part in parts for claim in reader.feed(part)]
    claims += reader.feed("", last=True)
    return claims, reader.says_not_found


@pytest.mark.parametrize(
    "text",
    [
        LISTED,
        f"```json\n{LISTED}\n```",
        f"<think>[1] so {{ </think>\n{LISTED}",
        '[{"statement": "Rain fell.", "citations": "[1]"}, {"sentence": "The sun shone.", "sources": ["2", 3]}]',
        '{"answer": ["Rain fell. [1]", "The sun shone [2][3]."]}',
        "Rain fell. [1]\nThe sun shone. [2][3]",
        "Rain fell [1]. The sun shone [2, 3].",
        "Rain fell. [1] The sun shone. [2] [3]\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_claims_are_read_in_every_usual_form_and_in_parts(text: str, step: int) -> None:
    assert read(*(text[at : at + step] for at in range(0, len(text), step)))[0] == [RAIN, SUN]


def test_a_claim_is_there_as_soon_as_it_is_complete() -> None:
    reader = Reader()
    at = LISTED.index("}") + 1
    assert list(reader.feed(LISTED[:at])) == [RAIN]
    assert list(reader.feed(LISTED[at:])) == [SUN]


@pytest.mark.parametrize(
    ("text", "not_found"),
    [
        ("NOT FOUND", True),
        ("**Not found.**", True),
        ('{"statements": []}', True),
        ("[]", True),
        ("", False),
        ("I have not found it. [1]", False),
        ('{"statements": [7]}', False),
        ('{"statements": [', False),
        ("[1] [1]", False),
        (LISTED, False),
    ],
)
def test_a_model_may_say_that_it_finds_nothing(text: str, not_found: bool) -> None:
    assert read(text)[1] is not_found


def test_a_line_without_marks_is_a_claim_that_cites_nothing() -> None:
    assert read("Hello there.\nRain fell. [1]\nBye.")[0] == [Claim("Hello there."), RAIN, Claim("Bye.")]


def test_only_so_much_is_read() -> None:
    claims, _ = read(*["Rain fell. [1]\n"] * 10_000)
    assert len(claims) == MOST_CLAIMS
    reader = Reader()
    list(reader.feed("a" * 2 * MOST_CHARACTERS))
    assert (reader.full, len(reader.text)) == (True, MOST_CHARACTERS)


@given(st.lists(st.text(alphabet='{}[]",:\\ \n1a.<>`', max_size=30), max_size=12))
def test_whatever_is_written_is_read_without_an_error(parts: list[str]) -> None:
    claims, _ = read(*parts)
    assert all(isinstance(claim.text, str) for claim in claims)
