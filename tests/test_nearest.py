"""What a quote comes nearest to is found by words and laid beside it; what is pieced together, piece by piece."""

from collections.abc import Iterator, Sequence

import pytest
from conftest import an_article
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from bot.settings import Settings
from bot.verification.nearest import MOST_ALIGNED, Nearest, Region, closeness, nearest, pieces, regions
from bot.verification.sides import Side
from bot.verification.wording import asked_words
from index import Span

FERRY = "The old ferry to the islands leaves the harbour at noon on Fridays."
COUNCIL = "The council agreed to a subsidy of forty crowns for every captain."


def laid(quote: str, texts: Sequence[str]) -> list[Nearest]:
    return nearest(side(quote), [region(text, str(at)) for at, text in enumerate(texts)], lambda word: False)


def side(quote: str) -> Side:
    return Side(quote, asked_words(quote))


def region(text: str, name: str = "a") -> Region:
    return Region(an_article(id=name, text=text), Span(0, len(text)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("nearest")
    opened = Desk(Settings(home=home / "home"), FakeEmbeddings())
    for name, text in (("ferry", FERRY), ("council", COUNCIL)):
        (home / f"{name}.txt").write_text(f"{name}\n\n{text}")
    opened.index("shared", [home / "ferry.txt", home / "council.txt"])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the old ferry leaves at noon", ["ferry"]),
        ("agreed to a subsidy of forty crowns", ["council"]),
        ("the old ferry to the islands leaves, subsidy of forty crowns", ["ferry", "council"]),
        ("quantum physics", []),
    ],
)
def test_regions_are_where_the_words_stand(desk: Desk, quote: str, expected: list[str]) -> None:
    with desk.ledger.reading() as snapshot:
        assert [found.article.title for found in regions(snapshot, ("shared",), quote)] == expected


def test_what_says_the_same_comes_before_what_shares_as_many_words() -> None:
    found = laid("the ferry leaves at noon", ["The ferry never leaves at noon.", "So the ferry leaves at noon."])
    assert [(made.article.id, made.comparison.harmless) for made in found] == [("1", True), ("0", False)]


def test_a_text_without_a_word_of_the_quote_is_not_near() -> None:
    assert laid("the ferry leaves", ["Quantum physics."]) == []


def test_no_more_regions_are_laid_beside_a_quote_than_time_allows() -> None:
    assert len(laid("old ferry", [FERRY] * (MOST_ALIGNED + 5))) == MOST_ALIGNED


def test_a_quote_is_pieced_together_from_where_its_head_and_tail_stand() -> None:
    quote = side("The old ferry to the islands agreed to a subsidy of forty crowns for every captain")
    found = [region(FERRY, "ferry"), region(COUNCIL, "council")]
    best = nearest(quote, found, lambda word: False)[0]
    made = pieces(quote, best, found, lambda word: False)
    assert [piece.article.id for piece in made] == ["council", "ferry"]
    assert closeness(quote, made) == 1


def test_a_piece_of_two_words_is_there_by_chance() -> None:
    quote = side("Green boats: the council agreed to a subsidy of forty crowns")
    found = [region("Many green boats sank."), region(COUNCIL, "council")]
    best = nearest(quote, found, lambda word: False)[0]
    assert [piece.article.id for piece in pieces(quote, best, found, lambda word: False)] == ["council"]


@pytest.mark.parametrize(("quote", "share"), [("old ferry", 1), ("old barge", 0.5), ("the old barge", 0.6)])
def test_closeness_is_the_share_of_the_words_by_weight(quote: str, share: float) -> None:
    assert closeness(side(quote), laid(quote, [FERRY])) == pytest.approx(share)


def test_closeness_can_be_asked_of_a_part() -> None:
    quote = "old ferry, new captain"
    assert closeness(side(quote), laid(quote, [FERRY]), Span(0, 9)) == 1
