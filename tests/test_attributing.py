"""Whether an article bears out who said something, and when: of what stands in it, not of what another said there."""

import json
from collections.abc import Iterator

import pytest
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from bot.settings import Settings
from bot.verification.quotes import Verdict, Verification
from index import SHARED

QUAY = """Mayor Greta Moll opened the quay on Saturday. “The cranes will stand in April,” Moll said.

“The pilots were warned,” said Captain Ivo Kern on Thursday. “They sailed at dawn.”

“People write: Kern is a coward. Kern is no coward,” Kern told the Echo.

Kern said Fay Lund told him: “The lamps are broken.”

Fay Lund's claim that “the sea is rising” was rejected, Moll said.

A diver believed to be Oskar Rehn waved from the deck. Tom Roe (a cousin of Ann Berg) said the rope had snapped.

“I don't want a new tower,” Moll said. “We will paint it once the rain has ended.”"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(Settings(home=tmp_path_factory.mktemp("quay") / "home"), FakeEmbeddings())
    file = tmp_path_factory.mktemp("articles") / "quay.jsonl"
    file.write_text(json.dumps({"id": "quay", "title": "Quay", "text": QUAY, "date": "2024-04-06"}))
    opened.index(SHARED, [file])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "asked",
    [
        "“The cranes will stand in April,” said Greta Moll on 6 April 2024",
        "On Saturday, Moll said: “The cranes will stand in April.”",
        "“The cranes will stand in April” — Greta Moll, the mayor",
        "The cranes will stand in April — Greta Moll",
        "> The cranes will stand in April\n— Greta Moll, Mayor",
        "The pilots were warned -- Ivo Kern, Thursday",
        "“The pilots were warned,” Kern announced on Thursday",
        "“Kern is no coward,” said Ivo Kern",
        "“The pilots were warned. They sailed at dawn.”",
        "“The pilots were warned … They sailed at dawn,” said Ivo Kern",
    ],
)
def test_what_the_article_bears_out_is_near(quay: Desk, asked: str) -> None:
    assert verdict(quay, asked).verdict is Verdict.NEAR


@pytest.mark.parametrize(
    "asked",
    [
        "“The cranes will stand in April,” said Ivo Kern",
        "The cranes will stand in April — Ivo Kern",
        "The cranes will not stand in April — Greta Moll",
        "The cranes will stand — Greta Moll — in April",
        "“The cranes will stand in April,” Moll said on Friday",
        "“The cranes will stand in April,” Moll said on 6 April 2023",
        "“The pilots were warned,” Kern said on Saturday",
        "“Kern is a coward,” said Ivo Kern",
        "“The lamps are broken,” said Ivo Kern",
        "“the sea is rising,” said Greta Moll",
        "Oskar Rehn waved from the deck",
        "Ann Berg said the rope had snapped",
        "“We will paint it”",
        "“They sailed at dawn. Kern is no coward.”",
    ],
)
def test_what_is_anothers_or_of_another_day_or_cut_is_altered(quay: Desk, asked: str) -> None:
    assert verdict(quay, asked).verdict is Verdict.ALTERED


def test_a_day_that_is_not_borne_out_is_the_difference(quay: Desk) -> None:
    (match,) = verdict(quay, "“The pilots were warned,” Kern said on Saturday").matches
    assert (match.differences[-1].article, match.differences[-1].asked) == ("Thursday", "Saturday")


def test_a_difference_holds_whole_words(quay: Desk) -> None:
    match, *_ = verdict(quay, "“I want a new tower.”").matches
    assert match.text == "I don't want a new tower"
    assert [(each.op, each.article) for each in match.differences] == [("delete", "don't")]


def test_words_that_stand_apart_from_their_frame_are_laid_alone(quay: Desk) -> None:
    match, *_ = verdict(quay, "Ivo Kern said: “I don't want a new tower”").matches
    assert match.text.startswith("I don't want a new tower")


def test_marks_of_a_pasted_quotation_are_no_words(quay: Desk) -> None:
    assert verdict(quay, "> The pilots were warned").verdict is Verdict.EXACT


def verdict(desk: Desk, asked: str) -> Verification:
    return desk.verify(asked, (SHARED,))
