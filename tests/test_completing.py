"""Articles named in options: what is offered, and which article is meant."""

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from bot.discord.completing import (
    LONGEST_CHOICE,
    article_meant,
    article_of_token,
    choice,
    passage_meant,
    source_choices,
    title_choices,
    token_of,
)
from bot.discord.splitting import length
from bot.errors import UsageProblem
from index import HandedFile

LONG = "x" * 200
RECORD = '{"id": "%s", "title": "%s", "text": "%s"}\n'


@pytest.fixture
def filled(desk: Desk) -> Desk:
    records = [("a", "Rain in Vigo", "Rain fell."), ("b", "Rain in Lugo", "Hail fell."), (LONG, "Snow", "Snow fell.")]
    lines = "".join(RECORD % record for record in records)
    desk.index_for_guest("discord-1", handed=[HandedFile("a.jsonl", lines.encode())])
    desk.index_for_guest("discord-2", handed=[HandedFile("c.txt", b"Storm\n\nThe storm came.")])
    return desk


@pytest.mark.parametrize(
    ("typed", "article_id"),
    [("a", "a"), (" b ", "b"), ("Rain in Vigo", "a"), ("vigo", "a"), ("Snow", LONG), ("sno", LONG)],
)
def test_an_id_a_title_or_a_part_of_one_title_means_an_article(filled: Desk, typed: str, article_id: str) -> None:
    assert article_meant(filled, ("discord-1", "shared"), typed).article.id == article_id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("rain", "2 articles have this"),
        ("storm", "no such article"),
        ("", "no such article"),
        ("  ", "no such article"),
    ],
)
def test_what_means_no_article_or_several_is_said(filled: Desk, typed: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        article_meant(filled, ("discord-1", "shared"), typed)


@pytest.mark.parametrize("typed", ["discord-1/a", " discord-1/a "])
def test_an_id_with_its_library_means_an_article(filled: Desk, typed: str) -> None:
    assert article_meant(filled, ("discord-1", "shared"), typed).article.id == "a"


def test_a_permalink_means_a_passage(filled: Desk) -> None:
    found = passage_meant(filled, ("discord-1", "shared"), " discord-1/a#0 ")
    assert found is not None
    assert (found.article.id, found.passage.text) == ("a", "Rain fell.")


@pytest.mark.parametrize(
    "typed", ["discord-2/c#0", "discord-1/a#1", "discord-1/a#-1", "discord-1/a#", "a#0", "#0", "/#0", ""]
)
def test_what_is_no_permalink_of_these_libraries_means_no_passage(filled: Desk, typed: str) -> None:
    assert passage_meant(filled, ("discord-1", "shared"), typed) is None


async def test_what_is_offered_means_what_it_says(filled: Desk) -> None:
    offered = title_choices(filled, ("discord-1",), "")
    assert {one.name for one in offered} == {"Rain in Vigo", "Rain in Lugo", "Snow"}
    for one in offered:
        assert article_meant(filled, ("discord-1",), one.value).article.title == one.name


def test_a_token_means_an_article_of_its_library_alone(filled: Desk) -> None:
    found = article_of_token(filled, "discord-1", token_of(LONG))
    assert found is not None
    assert found.id == LONG
    assert article_of_token(filled, "discord-2", token_of(LONG)) is None
    assert article_of_token(filled, "discord-1", "0" * 32) is None


@given(st.text(max_size=300))
def test_a_choice_has_a_name_that_discord_takes(name: str) -> None:
    assert 1 <= length(choice(name, "x").name) <= LONGEST_CHOICE


def test_sources_too_long_to_be_chosen_are_left_out() -> None:
    sources = ["https://a.example/feed", "https://b.example/" + LONG]
    assert [one.value for one in source_choices(sources, "EXAMPLE")] == sources[:1]
    assert source_choices(sources, "c.example") == []


def test_tokens_stand_for_every_id() -> None:
    assert len({token_of(name) for name in ("a", "b", LONG, "\ud800", an_article().id)}) == 5
