"""Figures are held apart where anything sets them in another time, place or part."""

import pytest
from asked_questions import question, sentence

from bot.extraction.candidates import Candidate
from bot.extraction.circumstances import can_be_one, circumstances, days_apart, without_attribution
from index import Span

ASKED = question("How many people did the Edda storm kill?")
KILLED = "The Edda storm killed 2 people."


def told(text: str, figure: str, published: str) -> Candidate:
    return sentence(text, f"of {figure}", published=published)


def can_be(text: str, other: str, published: str = "2026-03-02", *, counted: bool = True) -> bool:
    one, two = told(text, "2", "2026-03-02"), told(other, "5", published)
    places = [Span(each.text.index(figure), each.text.index(figure) + 1) for each, figure in ((one, "2"), (two, "5"))]
    return can_be_one(circumstances(one, places[0]), circumstances(two, places[1]), ASKED.stems, counted=counted)


@pytest.mark.parametrize(
    "other",
    [
        "The Edda storm killed 5 people.",
        "The Edda storm killed 5 people, police in Tarn said on Monday.",
        "According to Ann Lee the Edda storm killed 5 people on Monday.",
        "The Edda storm killed 5 people, more than expected.",
    ],
)
def test_who_says_so_sets_nothing_apart(other: str) -> None:
    assert can_be(KILLED, other)


@pytest.mark.parametrize(
    "other",
    [
        "The Edda storm killed 5 people in Tarn.",  # place
        "The Edda storm killed 5 people in 2021.",  # time
        "The Edda storm killed 5 people last year.",
        "The Edda storm killed 5 people each day.",
        "The Edda storm will kill 5 people.",  # planned
        "In the south of the storm Edda killed 5 people.",  # part
        "Again the Edda storm killed 5 people.",
        "By drowning the Edda storm killed 5 people.",
    ],
)
def test_time_place_and_part_do(other: str) -> None:
    assert not can_be(KILLED, other)


def test_one_weekday_is_another_day_a_week_later() -> None:
    one, other = "On Monday the Edda storm killed 2 people.", "On Monday the Edda storm killed 5 people."
    assert can_be(one, other, "2026-03-03")
    assert not can_be(one, other, "2026-03-12")


def test_reports_that_are_long_apart_tell_of_two_things_unless_they_name_one_day() -> None:
    other = "The Edda storm killed 5 people."
    assert not can_be(KILLED, other, "2026-06-02")
    assert can_be("On May 3, 1999, the Edda storm killed 2.", "The Edda storm killed 5 on May 3, 1999.", "2026-06-02")


def test_days_are_counted_between_articles_that_have_them() -> None:
    assert days_apart(told("A.", "2", "2026-03-02"), told("A.", "5", "2026-02-27T10:00:00Z")) == 3
    assert days_apart(told("A.", "2", "2026-03-02"), sentence("A.")) == 0


def test_an_attribution_is_left_out() -> None:
    text = without_attribution("It killed 2 people, police in Tarn said on Monday.")
    assert "Tarn" not in text
    assert "killed 2 people" in text
