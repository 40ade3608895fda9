"""Text from outside is made safe without moving a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean, clean_line, safe_url

UNSAFE = ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\U000e0041", "\ud800"]


@pytest.mark.parametrize("character", UNSAFE)
def test_an_unsafe_character_is_replaced_by_one_character(character: str) -> None:
    assert clean(f"a{character}b") == "a\ufffdb"


def test_windows_line_ends_become_line_feeds() -> None:
    assert clean("a\r\nb\rc") == "a\nb\nc"


def test_a_byte_order_mark_is_dropped() -> None:
    assert clean("\ufeffa") == "a"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text).removeprefix("\ufeff")) == clean(text).removeprefix("\ufeff")


@given(st.text(st.characters(exclude_characters="\r\ufeff")))
def test_cleaning_keeps_every_offset(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_be_stored_as_utf_8(text: str) -> None:
    assert clean(text).encode().decode() == clean(text)


def test_a_title_is_one_line() -> None:
    assert clean_line(" a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org", "https://example.org:8443/ä"])
def test_a_plain_link_is_kept(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://user:secret@example.org/",
        "https://example.org/\u202e",
        "https://example.org/a b",
        "https://exa\nmple.org",
        "https://example.org/<script>",
        "https:///nowhere",
        "https://example.org\\@other.example",
        "https://example.org/" + "a" * 3000,
        "https://example.org/" + "港" * 700,  # 2,120 bytes
    ],
)
def test_a_link_that_could_mislead_is_dropped(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    "mark",
    [
        "<|im_start|>",
        "<|endoftext|>",
        "<｜User｜>",
        "[INST]",
        "[/inst]",
        "<<SYS>>",
        "</s>",
        "<start_of_turn>",
        "[TOOL_CALLS]",
    ],
)
def test_marks_that_chat_models_obey_lose_their_power_and_no_character(mark: str) -> None:
    cleaned = clean(f"before {mark} after")
    assert mark not in cleaned
    assert len(cleaned) == len(f"before {mark} after")
    assert (cleaned[:7], cleaned[-6:]) == ("before ", " after")


@pytest.mark.parametrize("text", ["a < b | c > d", "[1] [sic] [Inst. of Art]", "<strong>", "<s/>", "x <| y", "|> z"])
def test_ordinary_brackets_stay(text: str) -> None:
    assert clean(text) == text
