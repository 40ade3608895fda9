"""Where and by whom an article was written is told from its first sentence."""

import pytest

from bot.datelines import dateline_of, tells_nothing


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
    ("sentence", "nothing"),
    [
        ("Photo: Jane Roe/Getty Images.", True),
        ("(AP Photo/J. David Roe, File)", True),
        ("Image courtesy of NASA", True),
        ("(Joel Pratt/Kestrel Bay Courier)", True),
        ("Published: 2026-11-30", True),
        ("2026-12-04", True),
        ("Halden Rovers 3, Marsh United 2", False),
        ("On 2026-12-04: the bridge fell.", False),
        ("Photos by AP journalists showed houses in the street.", False),
        ("Picture: The mayor said she will resign.", False),
        ("The photo shows the mayor.", False),
    ],
)
def test_the_credit_of_a_picture_and_the_day_of_publication_are_no_statements(sentence: str, nothing: bool) -> None:
    assert tells_nothing(sentence) is nothing
