"""Names in a text: where they end, what kind they are, and who does something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.mentions import MOST_NAMES, mentions


def only(text: str) -> tuple[str, str]:
    (found,) = mentions(text)
    return found.name, found.kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Yesterday President Joe Biden spoke.", "President Joe Biden", "person"),
        ("It met Ursula von der Leyen.", "Ursula von der Leyen", "person"),
        ("It met Jane Roe of Springfield.", "Jane Roe", "person"),
        ("It left South Korea.", "South Korea", "place"),
        ("It sued the Department of Justice.", "Department of Justice", "body"),
        ("It joined the WTO.", "WTO", "body"),
        ("It broke the Paris Agreement.", "Paris Agreement", "thing"),
        ("It sold the album Calling All Lovers.", "Calling All Lovers", "work"),
        ("It sold “Rain on the Roof” to nobody.", "Rain on the Roof", "work"),
        ("It praised Huawei’s phones.", "Huawei", "name"),
    ],
)
def test_a_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert only(text) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "What did he say in October?",
        "I asked, and They Said No To The Plan And Left.",  # capitals tell nothing here
        "It met Canadian officials.",
        "It made a Federal case of it.",
    ],
)
def test_a_capital_alone_is_no_name(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("In 1993, Martin was hired.", "subject"),
        ("Did Martin resign?", "subject"),
        ("Later Martin’s brother left.", "owner"),
        ("It was sold by Martin.", "governed"),
        ("It was said by the poet Martin.", "introduced"),
        ("Then, Martin.", "free"),
    ],
)
def test_a_names_role_is_seen(text: str, role: str) -> None:
    assert mentions(text)[0].role == role


@pytest.mark.parametrize(
    ("text", "gender"), [("It met Mr. Moon.", "he"), ("It met Angela Moon.", "she"), ("It met Moon.", None)]
)
def test_titles_and_first_names_tell_a_man_from_a_woman(text: str, gender: str | None) -> None:
    assert mentions(text)[0].gender == gender


def test_one_word_that_opens_a_sentence_is_not_surely_a_name() -> None:
    assert not mentions("Critics, however, stayed away.")[0].sure


def test_only_so_many_names_are_taken() -> None:
    assert len(mentions("they met Aa, Bb, " * 200)) == MOST_NAMES


@given(st.text(max_size=200))
def test_every_name_stands_in_the_text_where_it_says(text: str) -> None:
    assert all(found.name in text[found.start : found.end] or found.kind == "work" for found in mentions(text))
