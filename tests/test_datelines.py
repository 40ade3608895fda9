"""Where and by whom an article was written is told from its first sentence."""

import pytest

from bot.datelines import dateline_of, is_credit


@pytest.mark.parametrize(
    "dateline",
    ["LONDON (AP) — ", "NEW YORK — ", "WASHINGTON, D.C. (Reuters) - ", "London (CNN) ", "(AFP) - "],
)
@pytest.mark.parametrize("opening", ["The bridge opened.", "“We won,” she said.", "12 people met."])
def test_a_dateline_ends_where_the_first_sentence_begins(dateline: str, opening: str) -> None:
    assert dateline_of(dateline + opening) == len(dateline)


@pytest.mark.parametrize(
    "opening",
    ["NATO — which met on Monday — agreed.", "Ann Lee met Bob Roe.", "The AP (a news agency) said so.", ""],
)
def test_a_sentence_has_none(opening: str) -> None:
    assert dateline_of(opening) == 0


@pytest.mark.parametrize(
    ("sentence", "credits"),
    [
        ("Photo: Jane Roe/Getty Images.", True),
        ("(AP Photo/J. David Roe, File)", True),
        ("Image courtesy of NASA", True),
        ("Photos by AP journalists showed houses in the street.", False),
        ("Picture: The mayor said she will resign.", False),
        ("The photo shows the mayor.", False),
    ],
)
def test_the_credit_of_a_picture_is_no_statement(sentence: str, credits: bool) -> None:
    assert is_credit(sentence) is credits
