"""A sentence answers by a figure where that plainly is of what is asked."""

import pytest
from asked_questions import hit, question

from bot.extraction.candidates import candidates
from bot.extraction.figures import correction, figure_of

DEAD = "How many people died when the Astrid sank?"


def found(asked: str, text: str, title: str = "News") -> str | None:
    one = candidates([hit(text, title=title, published="2026-03-02")])[-1]
    figure = figure_of(question(asked), one)
    return figure.span.of(one.text) if figure else None


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        (DEAD, "The ferry Astrid sank, killing 17 people.", "17"),
        (DEAD, "The sinking of the Astrid killed 17.", "17"),
        (DEAD, "The Astrid went down slowly. When it sank, 17 people died.", "17"),
        (DEAD, "The ferry Edda sank, killing 17 people.", None),
        (DEAD, "The sinking of the Astrid injured 17 people.", None),
        (DEAD, "The sinking of the Astrid killed 17 children.", None),
        (DEAD, "The sinking of the Astrid killed 17 more people.", None),
        (DEAD, "The sinking of the Astrid killed another 17 people.", None),
        (DEAD, "The police denied that the sinking of the Astrid killed 17 people.", None),
        ("How much did the pier cost?", "The pier cost $9 million.", "$9 million"),
        ("How much did the pier cost?", "The pier is old, and the damage is $9 million.", None),
        ("How many seats did the Greens win in 2025?", "The Greens won 9 seats.", None),
        ("How many seats did the Greens win in 2026?", "The Greens won 9 seats.", "9"),  # the year of the article
    ],
)
def test_a_figure_is_of_what_is_asked(asked: str, text: str, wanted: str | None) -> None:
    assert found(asked, text) == wanted


def test_a_title_may_name_what_a_sentence_does_not() -> None:
    assert found(DEAD, "The sinking killed 17 people.", "The Astrid") == "17"


def test_a_figure_is_corrected_by_a_sentence_that_names_it() -> None:
    asked = question("How many homes lost power?")
    first, other = candidates(
        [
            hit("The storm cut power to 31,000 homes.", "a"),
            hit("Earlier it had spoken of 31,000 homes; now it put the number at 38,000.", "b"),
        ]
    )
    of = figure_of(asked, first)
    assert of
    corrected = correction(asked, other, of)
    assert corrected
    assert corrected.span.of(other.text) == "38,000"
    assert correction(asked, first, of) is None
