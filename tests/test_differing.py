"""Articles differ where they plainly answer with figures that cannot all be right."""

import pytest
from asked_questions import hit, question, sentence
from figure_pairs import FRESH_PAIRS, LATER_PAIRS, PAIRS, Pair

from bot.extraction.candidates import candidates
from bot.extraction.differing import MOST_FIGURES, differing, of_figures

KILLED = "How many people were killed when the ferry sank?"
OPENED = "When was the pier opened?"


def words(asked: str, *texts: str) -> list[str]:
    found = [sentence(text, f"article{at}") for at, text in enumerate(texts)]
    return [told.words for told in differing(question(asked), found)]


@pytest.mark.parametrize(
    ("asked", "texts", "wanted"),
    [
        (
            KILLED,
            ["Twelve people were killed as the ferry sank.", "The ferry sank and killed 15 people."],
            ["Twelve", "15"],
        ),
        (OPENED, ["The pier was opened in 1921.", "The pier was opened in 1923."], ["1921", "1923"]),
        (OPENED, ["The pier was opened in 1921.", "The pier was opened on 4 May 1921."], []),
        (KILLED, ["Twelve people were killed as the ferry sank.", "The ferry sank and killed 12 people."], []),
        (KILLED, ["Twelve people were killed as the ferry sank.", "The pier cost 15 crowns."], []),
        (KILLED, ["Twelve people were killed as the ferry sank.", "People were killed as the bus sank 15 metres."], []),
        (KILLED, ["At least 12 people were killed as the ferry sank.", "The ferry sank and killed 15 people."], []),
        (
            KILLED,
            ["Twelve people were killed as the Gull ferry sank.", "The Tern ferry sank and killed 15 people."],
            [],
        ),
        (KILLED, ["In 2024 the ferry sank and killed 12 people.", "The ferry sank and killed 15 people in 2025."], []),
        (OPENED, ["The pier is old.", "The pier was opened in 1923."], []),
        (
            OPENED,
            ["The pier is old.", "The pier was opened in 1923.", "The pier was opened in 1921."],
            ["1923", "1921"],
        ),
        ("Who opened the pier?", ["The pier was opened in 1921.", "The pier was opened in 1923."], []),
    ],
)
def test_figures_differ(asked: str, texts: list[str], wanted: list[str]) -> None:
    assert words(asked, *texts) == wanted


def test_one_article_does_not_differ_from_itself() -> None:
    found = [sentence("The pier was opened in 1921."), sentence("The pier was opened in 1923.")]
    assert differing(question(OPENED), found) == ()


def test_each_figure_is_there_once_and_there_are_not_too_many() -> None:
    texts = [f"The pier was opened in {year}." for year in (1921, 1922, 1921, 1923, 1924, 1925)]
    assert words(OPENED, *texts) == ["1921", "1922", "1923", "1924"]
    assert MOST_FIGURES == 4


def test_without_sentences_nothing_differs() -> None:
    assert differing(question(OPENED), []) == ()


def raised(pair: Pair) -> bool:
    reports = (pair.one, pair.other)
    hits = [hit(one.text, f"a{at}", title=one.title, published=one.published) for at, one in enumerate(reports)]
    return bool(differing(question(pair.question), candidates(hits)))


@pytest.mark.parametrize("pair", PAIRS)
def test_reports_differ_where_they_do(pair: Pair) -> None:
    assert raised(pair) is pair.differs


@pytest.mark.parametrize("pair", [pair for pair in LATER_PAIRS if not pair.differs])
def test_nothing_is_raised_where_nothing_differs(pair: Pair) -> None:
    assert not raised(pair)


@pytest.mark.parametrize("pairs", [LATER_PAIRS, FRESH_PAIRS])
def test_most_of_what_differs_is_raised_and_little_else(pairs: list[Pair]) -> None:
    found = [pair.differs for pair in pairs if raised(pair)]
    assert sum(found) >= 0.8 * sum(pair.differs for pair in pairs)  # recall
    assert sum(found) >= 0.9 * len(found)  # precision


def test_an_article_that_gives_two_figures_is_not_held_against_another() -> None:
    two = hit("The pier was opened in 1921. The pier was opened in 1925.", "a")
    other = hit("The pier was opened in 1923.", "b")
    assert differing(question(OPENED), candidates([two, other])) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How differ on the number of people killed?", "How differ on how many people killed?"),
        ("agree on the cost of the pier?", "agree on how much cost of the pier?"),
        ("differ on the date of the vote?", "differ on when the vote?"),
        ("say about the pier?", "say about the pier?"),
    ],
)
def test_a_comparing_question_is_read_as_one_for_a_figure(text: str, wanted: str) -> None:
    assert of_figures(question(text)).text == wanted
